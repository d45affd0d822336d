"""How each state looks: its icon, its tone (a colour of tokens.css) and the word it has unless a page gives another."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _


class Look(NamedTuple):
    icon: str
    tone: str
    word: Any


STATES: dict[str, Look] = {
    # the five stages
    "said": Look("said", "said", _("Said")),
    "understood": Look("understood", "understood", _("Understood")),
    "decided": Look("decided", "decided", _("Decided")),
    "done": Look("done", "done", _("Done")),
    "felt": Look("felt", "felt", _("Felt")),
    # kinds of contribution
    "experience": Look("experience", "said", _("Experience")),
    "idea": Look("idea", "said", _("Idea")),
    "question": Look("question", "said", _("Question")),
    "concern": Look("concern", "said", _("Concern")),
    "thanks": Look("thanks", "said", _("Thank you")),
    # where an answer stands
    "waiting": Look("waiting", "plain", _("Waiting for an answer")),
    "acknowledged": Look("seen", "plain", _("Seen, not yet answered")),
    "answered": Look("answer", "done", _("Answered")),
    "will_do": Look("promise", "done", _("Will do")),
    "cannot_do": Look("no", "plain", _("Cannot do")),
    "passed_on": Look("passed-on", "decided", _("Passed on")),
    "already_decided": Look("decided", "decided", _("Already decided")),
    "late": Look("late", "late", _("Late")),
    "on_time": Look("yes", "done", _("On time")),
    "paused": Look("pause", "decided", _("Clock paused")),
    # verdicts
    "yes": Look("yes", "done", _("Yes")),
    "partly": Look("partly", "decided", _("Partly")),
    "no": Look("no", "late", _("No")),
    "unknown": Look("unknown", "plain", _("Cannot tell")),
    # kinds of finding, and where they stand
    "understanding": Look("understood", "understood", _("What was understood")),
    "red_line": Look("no", "late", _("We will no longer put up with this")),
    "wish": Look("idea", "understood", _("How it should be in the future")),
    "draft": Look("edit", "plain", _("Draft")),
    "checking": Look("question", "brand", _("Open for checking by those it cites")),
    "published": Look("understood", "understood", _("Published")),
    "superseded": Look("forward", "plain", _("Superseded")),
    "behind": Look("language", "decided", _("The translation is behind")),
    "fund": Look("chart", "done", _("Money put together")),
    # how an outcome goes
    "outcome": Look("felt", "felt", _("Outcome")),
    "met": Look("yes", "done", _("Met")),
    "some_progress": Look("partly", "decided", _("Some progress")),
    "worse": Look("down", "late", _("Worse")),
    "too_early": Look("waiting", "plain", _("Too early to tell")),
    "no_data": Look("unknown", "plain", _("No data")),
    # decisions, and what they did with what they cite
    "announced": Look("info", "decided", _("Announced")),
    "open_for_views": Look("said", "said", _("Open for views")),
    "being_decided": Look("waiting", "decided", _("Being decided")),
    "under_review": Look("seen", "decided", _("Under review")),
    "without_listening": Look("warning", "late", _("Decided without listening")),
    "used": Look("yes", "done", _("Used")),
    "partly_used": Look("partly", "decided", _("Partly used")),
    "not_used": Look("no", "plain", _("Not used, because")),
    "to_come": Look("calendar", "plain", _("To come")),
    "missed": Look("late", "late", _("Missed")),
    "moved": Look("forward", "decided", _("Moved")),
    # how a promise goes
    "not_started": Look("waiting", "plain", _("Not started")),
    "on_course": Look("forward", "done", _("On course")),
    "due_soon": Look("calendar", "decided", _("Due soon")),
    "standing": Look("promise", "done", _("Standing promise")),
    "overdue": Look("late", "late", _("Late")),
    "kept": Look("done", "done", _("Kept")),
    "kept_late": Look("late", "decided", _("Kept late")),
    "dropped": Look("no", "plain", _("Dropped")),
    "replaced": Look("passed-on", "plain", _("Replaced")),
    "setback": Look("warning", "late", _("Setback")),
    "alliance": Look("same", "brand", _("Alliance")),
    "looked_again": Look("seen", "done", _("Looked at again")),
    # what moderation and contributors do
    "held": Look("pause", "plain", _("Being checked")),
    "hidden": Look("hidden", "plain", _("Hidden")),
    "redacted": Look("hidden", "plain", _("Part hidden")),
    "withdrawn": Look("withdrawn", "plain", _("Withdrawn")),
    "reported": Look("flag", "late", _("Reported")),
    "same_as": Look("same", "plain", _("Same as")),
    "private": Look("lock", "plain", _("Not public")),
    "new": Look("plus", "brand", _("New")),
}


class UnknownState(LookupError):
    """No state of this name has a look."""


def look(state: str) -> Look:
    try:
        return STATES[state.replace("-", "_")]
    except KeyError:
        raise UnknownState(f"No look for state {state!r}; there are {', '.join(STATES)}") from None


TONES = frozenset({"said", "understood", "decided", "done", "felt", "late", "plain", "brand"})


class UnknownTone(LookupError):
    """No colour of this name is in tokens.css."""


def tone_named(tone: str) -> str:
    """The tone itself, or nothing; a mistyped one is an error rather than a colourless page."""
    if tone and tone not in TONES:
        raise UnknownTone(f"{tone!r} is not a tone; there are {', '.join(sorted(TONES))}")
    return tone
