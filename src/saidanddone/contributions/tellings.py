"""Tells contributors by email what became of what they said, if they gave an address and agreed to be told."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from saidanddone.contributions import neighbours
from saidanddone.contributions.models import Answer, Contribution
from saidanddone.core.refs import Ref, url_of
from saidanddone.core.viewer import Viewer


def answered(answer: Answer, contributions: Iterable[Contribution], *, by: Viewer, at: datetime) -> None:
    """Everyone whose contribution the answer is to: the one, and those linked to it as the same."""
    for contribution in contributions:
        with translation.override(contribution.contributor.language):
            _tell(contribution, *_words_of(answer), about=answer.ref, key=f"answer:{answer.public_id}", by=by, at=at)


def _words_of(answer: Answer) -> tuple[str, str]:
    facts = {"organisation": answer.organisation.local_name}
    if answer.kind == Answer.Kind.ACKNOWLEDGED:
        return (
            _("%(organisation)s has read what you said") % facts,
            _("%(organisation)s has read what you said, and will answer later.") % facts,
        )
    if answer.kind == Answer.Kind.PASSED_ON and answer.passed_to:
        facts |= {"other": answer.passed_to.local_name}
        return (
            _("What you said was passed on to %(other)s") % facts,
            _("%(organisation)s passed what you said on to %(other)s, who will answer you.") % facts,
        )
    return (
        _("%(organisation)s has answered you") % facts,
        _("%(organisation)s has answered what you said. Read it, and say whether you were understood.") % facts,
    )


def published(contribution: Contribution, *, by: Viewer, at: datetime) -> None:
    """It was held to be checked, and now stands."""
    with translation.override(contribution.contributor.language):
        subject, words = (
            _("What you said is published"),
            _("What you said was checked, and everyone you chose can read it."),
        )
        _tell(contribution, subject, words, about=contribution.ref, key="published", by=by, at=at)


def linked(same_as: Contribution, contributions: Iterable[Contribution], *, by: Viewer, at: datetime) -> None:
    """Theirs was linked to another that says the same: they are told of all that comes of it."""
    for contribution in contributions:
        with translation.override(contribution.contributor.language):
            subject = _("Someone said the same as you")
            words = _(
                "What you said was linked to another contribution that says the same. "
                "Yours stays, with the name you chose, and you are told of every answer to either."
            )
            _tell(contribution, subject, words, about=same_as.ref, key=f"same:{same_as.public_id}", by=by, at=at)


def _tell(
    contribution: Contribution, subject: str, words: str, *, about: Ref, key: str, by: Viewer, at: datetime
) -> None:
    contributor = contribution.contributor
    if not (contributor.email and contribution.may_be_contacted and contributor.erased_at is None):
        return
    neighbours.send(
        by=by,
        at=at,
        address=contributor.email,
        language=contributor.language,
        subject=subject,
        body=_body(contribution, words),
        about=about,
        dedupe_key=f"{contribution.ref}:{key}",
    )


def _body(contribution: Contribution, words: str) -> str:
    return "\n\n".join(
        [
            _("Hello,"),
            words,
            _("You said: “%(excerpt)s”") % {"excerpt": contribution.excerpt},
            settings.SITE_URL + url_of(contribution.ref),
            _("To change what you said, or to stop these messages, open your return link."),
        ]
    )
