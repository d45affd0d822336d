"""Aberwen's alliances come through their actions: one at work, one of a community, one mended, one being written."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from saidanddone.alliances.models import Alliance, CallOut, Check, Comment, Consent, Repair, Review, Shown
from saidanddone.core.viewer import STRANGER
from saidanddone.demonstration import content, loader

pytestmark = pytest.mark.slow
AT = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def aberwen(django_db_setup, django_db_blocker):
    """Loaded once for all tests here, which only read, and undone after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        loader.load(at=AT)
        yield
        transaction.set_rollback(True)


def of(key):
    facts = next(each for each in content.alliances() if each["key"] == key)
    return Alliance.objects.get(title=facts["title"])


def test_three_are_at_work_and_the_one_being_written_is_seen_by_its_parties_alone(aberwen):
    assert {each.state for each in Alliance.objects.public()} == {Alliance.State.LIVE}
    assert set(Alliance.objects.visible_to(STRANGER)) == {of("a-home"), of("a-rooms"), of("a-last-bus")}
    assert of("a-breathe").state == Alliance.State.DRAFT


def test_what_is_written_is_talked_about_and_agreed_in_part(aberwen):
    alliance = of("a-breathe")

    assert Comment.objects.filter(clause__alliance=alliance, settled_at=None).count() == 2
    agreed = Consent.objects.filter(clause__alliance=alliance).count()
    assert 0 < agreed < alliance.clauses.count() * alliance.parties.count()


def test_a_check_with_low_bands_led_to_a_promise_that_was_kept_and_the_next_was_better(aberwen):
    low, better = Check.objects.filter(alliance=of("a-last-bus")).order_by("number")
    repair = Repair.objects.get(check_of=low, commitment__isnull=False)
    company = repair.owner

    def band(check):
        return Shown.objects.get(check_of=check, about=company, item="promises")

    assert repair.was_kept
    assert repair.commitment.kept_date
    assert band(low).upper < band(better).upper
    assert Review.objects.filter(alliance=low.alliance, kind=Review.Kind.STALLED).exists()


def test_bands_are_shown_of_every_partner_and_one_check_is_open(aberwen):
    for check in Check.objects.filter(form=Check.Form.PAIRS, closed_at__isnull=False):
        shown = Shown.objects.filter(check_of=check, lowest_sum__isnull=False)
        assert set(shown.values_list("about", flat=True)) == set(check.alliance.parties.values_list("pk", flat=True))
    asked = Check.objects.get(state=Check.State.OPEN)
    assert asked.raters.filter(has_answered=False).count() == 4


def test_a_call_out_waits_for_some_of_its_parties(aberwen):
    call_out = CallOut.objects.get(stood_down_at=None)

    assert call_out.acknowledgements.count() < call_out.alliance.parties.count()
    assert CallOut.objects.filter(is_drill=True, stood_down_at__isnull=False).exists()
