"""The movements that people are told of, each in a kind that they can be without."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What somebody may ask not to be told of."""

    ANSWERS = "answers", _("Answers to what I said")
    LINKS = "links", _("Somebody said the same as me")
    FINDINGS = "findings", _("My words are in a finding")
    DECISIONS = "decisions", _("Decisions that rest on my words")
    PROMISES = "promises", _("Promises that came of my words")
    QUESTIONS = "questions", _("Whether it worked for me")
    SETBACKS = "setbacks", _("What went wrong")
    THANKS = "thanks", _("Thanks for what I said")


KIND_OF: dict[str, Kind] = {
    "answered": Kind.ANSWERS,
    "linked": Kind.LINKS,
    "check_asked": Kind.FINDINGS,
    "in_finding": Kind.FINDINGS,
    "views_opened": Kind.DECISIONS,
    "decided": Kind.DECISIONS,
    "promised": Kind.PROMISES,
    "updated": Kind.PROMISES,
    "kept": Kind.PROMISES,
    "changed": Kind.PROMISES,
    "dropped": Kind.PROMISES,
    "replaced": Kind.PROMISES,
    "asked_if_it_worked": Kind.QUESTIONS,
    "setback": Kind.SETBACKS,
    "setback_checked": Kind.SETBACKS,
    "thanked": Kind.THANKS,
}
"""As in docs/design/from-said-to-done.md. What is not here moves a disposition, and nobody is told."""

SAYS = {
    "answered": _("Answered"),
    "linked": _("Someone said the same as you"),
    "check_asked": _("Is this what you meant?"),
    "in_finding": _("Part of a finding"),
    "views_opened": _("Open for views"),
    "decided": _("Decided"),
    "promised": _("A promise came of it"),
    "updated": _("News of the promise"),
    "kept": _("The promise is said to be kept"),
    "changed": _("The promise was changed"),
    "dropped": _("The promise was dropped"),
    "replaced": _("The promise was replaced"),
    "asked_if_it_worked": _("Did it work for you?"),
    "setback": _("Something went wrong"),
    "setback_checked": _("What went wrong was looked at again"),
    "thanked": _("You were thanked"),
}
"""What each says in a list."""
