"""Who may put promises, outcomes, their measures and setbacks into the other language."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from saidanddone.commitments.models import Commitment, Indicator, Outcome, Owner, Setback
from saidanddone.commitments.permissions.promising import may_for
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.permissions import check_is_shown, check_words_fit
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission

Words = Mapping[str, str] | None


def check_translate_commitment(*, by: Viewer, commitment: Commitment, words: Words = None) -> None:
    """Whoever writes for the organisation that leads or, where that has ended, for its successor."""
    _check_writes_for(by, commitment.organisation)
    check_words_fit(commitment, words)
    check_is_shown(commitment.hidden_at)


def check_translate_setback(*, by: Viewer, setback: Setback, words: Words = None) -> None:
    """Whoever writes for the organisation that said it, or for its successor."""
    _check_writes_for(by, setback.organisation)
    check_words_fit(setback, words)
    check_is_shown(setback.hidden_at)


def check_translate_outcome(*, by: Viewer, outcome: Outcome, owners: Collection[Owner], words: Words = None) -> None:
    """Whoever writes for one of the organisations that have agreed to answer for it."""
    _check_writes_for_one(by, owners)
    check_words_fit(outcome, words)
    check_is_shown(outcome.hidden_at)


def check_translate_indicator(
    *, by: Viewer, indicator: Indicator, owners: Collection[Owner], words: Words = None
) -> None:
    """Whoever writes for an owner of its outcome, or for the organisation that looks after the measure."""
    if not by.may(Permission.WRITE, indicator.steward_id):
        _check_writes_for_one(by, owners)
    check_words_fit(indicator, words)
    check_is_shown(indicator.outcome.hidden_at)


def _check_writes_for(by: Viewer, organisation: Organisation) -> None:
    if not may_for(by, Permission.WRITE, organisation):
        raise Refused(_("Only those who write for the organisation can put its words into the other language."))


def _check_writes_for_one(by: Viewer, owners: Collection[Owner]) -> None:
    agreed = [each for each in owners if each.agreed_at and each.until_date is None]
    if not any(by.may(Permission.WRITE, each.organisation_id) for each in agreed):
        raise Refused(_("Only those who answer for this outcome can do that."))
