"""How a decision came about: each move and each revision, newest first, with what changed in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.utils.translation import gettext as _

from saidanddone.core.differences import Piece, between
from saidanddone.decisions import wording
from saidanddone.decisions.models import Decision, StateChange, Version


@dataclass(frozen=True, slots=True)
class Difference:
    """One field, with the words that went and came."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Event:
    """A move or a revision."""

    at: datetime
    heading: str
    change: StateChange | None = None
    version: Version | None = None
    differences: tuple[Difference, ...] = ()


def history(decision: Decision) -> list[Event]:
    changes = decision.state_changes.order_by("pk")
    events = [Event(each.changed_at, str(each.get_after_display()), change=each) for each in changes]
    return sorted([*events, *_revisions(decision)], key=attrgetter("at"))[::-1]


def _revisions(decision: Decision) -> Iterable[Event]:
    """From the newest back: what a field became is what the next version had, or what it says now."""
    versions = list(decision.versions.order_by("-number"))
    became = wording.words_of(decision, {field for version in versions for field in version.words})
    for version in versions:
        differences = tuple(
            Difference(_label(field), between(before, became.get(field, ""))) for field, before in version.words.items()
        )
        became |= version.words
        heading = _("Version %(number)s was changed") % {"number": version.number}
        yield Event(version.replaced_at, heading, version=version, differences=differences)


def _label(field: str) -> str:
    if field.startswith("use_"):
        return _("The use of something that was considered")
    return str(wording.LABELS.get(field, field))
