"""Who may add an indicator, enter what was observed, set a line, and give an opinion, and when."""

from collections.abc import Collection
from datetime import date, datetime
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from saidanddone.commitments.models import Indicator, Line, Opinion, Outcome, Owner
from saidanddone.commitments.permissions.outcomes import check_commits_for_one
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.roles import Permission

if TYPE_CHECKING:
    from saidanddone.commitments.outcome_drafts import IndicatorDraft, Measured

LONGEST_NOTE, LONGEST_RESET, LONGEST_OPINION = 500, 500, 2000
_LONGEST = {
    "title": 200,
    "definition": 2000,
    "unit": 60,
    "source": 300,
    "population": 200,
    "geography": 200,
    "source_link": 500,
    "technical_note": 3000,
    "revision_rule": 500,
    "chosen_with": 300,
    "key": 80,
}
LARGEST = 1e15
"""Beyond it a figure is a slip of the hand."""


def check_add_indicator(*, by: Viewer, outcome: Outcome, owners: Collection[Owner], draft: "IndicatorDraft") -> None:
    """Whoever measures for an owner, while the outcome is live."""
    check_measures_for(by=by, outcome=outcome, owners=owners)
    if not all((draft.title, draft.definition, draft.unit, draft.source)):
        raise Refused(_("An indicator has a name, a definition, a unit and a source."))
    if any(len(getattr(draft, name)) > longest for name, longest in _LONGEST.items()):
        raise Refused(_("That is too long."))
    chosen = (
        (draft.better, Indicator.Better.values),
        (draft.kind, Indicator.Kind.values),
        (draft.frequency, Indicator.Frequency.values),
    )
    if any(value not in values for value, values in chosen):
        raise Refused(_("Choose one of the answers."))
    if draft.source_link and not draft.source_link.startswith(("https://", "http://")):
        raise Refused(_("Give an address that begins with https://"))
    if draft.steward.ended_date:
        raise Refused(_("An organisation that has ended cannot look after an indicator."))


def check_measures_for(*, by: Viewer, outcome: Outcome, owners: Collection[Owner]) -> None:
    agreed = [each for each in owners if each.agreed_at and each.until_date is None]
    if not by.acts_for_site and not any(by.may(Permission.MEASURE, each.organisation_id) for each in agreed):
        raise Refused(_("Only someone who measures for one of its owners can do that."))
    if outcome.ended_date is not None:
        raise Refused(_("This outcome has ended."))


def check_observes(*, by: Viewer, indicator: Indicator) -> None:
    """Whoever measures for the organisation that looks after the indicator; nobody else can enter its figures."""
    if not by.may(Permission.MEASURE, indicator.steward_id):
        raise Refused(_("Only the organisation that looks after this indicator enters its figures."))


def check_observe(
    *, by: Viewer, indicator: Indicator, measured: "Measured", overlaps: bool, at: datetime, today: date
) -> None:
    """A period that is over, with a number or the reason why there is none, after the rule was declared."""
    check_observes(by=by, indicator=indicator)
    if indicator.rule_declared_at > at:
        raise Refused(_("The rule is declared before the figures come in."))
    if measured.start_date > measured.end_date:
        raise Refused(_("The period ends before it begins."))
    if measured.end_date > today:
        raise Refused(_("The period is not over yet."))
    if overlaps:
        raise Refused(_("The period overlaps another one of the same place."))
    _check_numbers(measured)
    if len(measured.note) > LONGEST_NOTE or len(measured.source) > _LONGEST["source"]:
        raise Refused(_("That is too long."))


def _check_numbers(measured: "Measured") -> None:
    value, *ends = measured.numbers[:3]
    given = [each for each in (value, *ends) if each is not None]
    if any(not isfinite(each) or abs(each) > LARGEST for each in given):
        raise Refused(_("That is no number we can keep."))
    if value is None and not measured.note:
        raise Refused(_("Without a value, say why there is none."))
    if (ends[0] is None) != (ends[1] is None) or (value is None and ends[0] is not None):
        raise Refused(_("An interval has both its ends, and a value between them."))
    if any(first > second for first, second in pairwise(_given(ends[0], value, ends[1]))):
        raise Refused(_("The value lies outside its interval."))
    if measured.sample_size is not None and not 0 <= measured.sample_size < 2**31:
        raise Refused(_("That is no number we can keep."))


def _given(*numbers: float | None) -> list[float]:
    return [each for each in numbers if each is not None]


def check_set_line(
    *,
    by: Viewer,
    indicator: Indicator,
    owners: Collection[Owner],
    kind: str,
    day: date,
    value: float,
    reason: str,
    before: Line | None,
    other: Line | None,
) -> None:
    """Owners set baselines and targets; one that is set anew keeps the old one in sight, with the reason."""
    check_sets_lines(by=by, outcome=indicator.outcome, owners=owners)
    if kind not in Line.Kind.values:
        raise Refused(_("Choose one of the answers."))
    if not isfinite(value) or abs(value) > LARGEST:
        raise Refused(_("That is no number we can keep."))
    if before and not reason:
        raise Refused(_("Say why it is set anew. The old one stays in sight beside the reason."))
    if len(reason) > LONGEST_RESET:
        raise Refused(_("That is too long."))
    ends = (day, other.date) if kind == Line.Kind.BASELINE and other else (other.date if other else day, day)
    if other and ends[0] >= ends[1]:
        raise Refused(_("The target is of a later day than the baseline."))


def check_sets_lines(*, by: Viewer, outcome: Outcome, owners: Collection[Owner]) -> None:
    check_commits_for_one(by=by, owners=owners)
    if outcome.ended_date is not None:
        raise Refused(_("This outcome has ended."))


def check_give_opinion(
    *, by: Viewer, indicator: Indicator, owners: Collection[Owner], whose: str, value: str, reason: str, name: str
) -> None:
    """The owners' is given by an owner; the independent one by nobody who works for an owner or for the steward."""
    if whose == Opinion.By.OWNERS:
        check_commits_for_one(by=by, owners=owners)
    elif whose == Opinion.By.INDEPENDENT:
        check_is_independent(by=by, indicator=indicator, owners=owners)
    else:
        raise Refused(_("Choose one of the answers."))
    if value not in Opinion.Value.values:
        raise Refused(_("Choose one of the answers."))
    if not reason:
        raise Refused(_("Say why. An opinion always has its reason."))
    if whose == Opinion.By.INDEPENDENT and not name:
        raise Refused(_("Say whose opinion it is: the assessor, or the residents' panel."))
    if len(reason) > LONGEST_OPINION or len(name) > _LONGEST["title"]:
        raise Refused(_("That is too long."))


def check_is_independent(*, by: Viewer, indicator: Indicator, owners: Collection[Owner]) -> None:
    """Someone who measures for an organisation that has no part in this, or who runs the site."""
    if by.acts_for_site:
        return
    answering = {each.organisation_id for each in owners if each.until_date is None} | {indicator.steward_id}
    if answering & by.organisation_ids:
        raise Refused(_("You work for one of those who answer for this, so your opinion is not independent."))
    if not by.may_anywhere(Permission.MEASURE) and not by.may(Permission.ADMINISTER):
        raise Refused(_("An independent opinion is entered by an assessor, or by whoever runs the site."))


def check_import_indicators(*, by: Viewer) -> None:
    """The site itself, or whoever may bring in files for all of it."""
    if not by.may(Permission.IMPORT):
        raise Refused(_("Only administrators bring in figures from files."))
