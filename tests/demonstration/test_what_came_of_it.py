"""Aberwen's findings, decisions, promises and outcomes come through the actions, so that all rules hold for them."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import transaction

from saidanddone.commitments.models import Commitment, FollowUp, Indicator, Observation, Outcome, Report, Setback
from saidanddone.commitments.states import state_of
from saidanddone.contributions.models import Contribution
from saidanddone.core.clock import local_date
from saidanddone.decisions.models import Decision, Finding, Use
from saidanddone.demonstration import content, loader
from saidanddone.record.models import Entry
from saidanddone.thread.models import Thanks

pytestmark = pytest.mark.slow
AT = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
TODAY = local_date(AT)


@pytest.fixture(scope="module")
def aberwen(django_db_setup, django_db_blocker):
    """Loaded once for all tests here, which only read, and undone after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        loader.load(at=AT)
        yield
        transaction.set_rollback(True)


def test_findings_are_in_every_state(aberwen):
    states = Counter(Finding.objects.values_list("state", flat=True))

    assert states == {"published": 11, "superseded": 1, "checking": 1, "draft": 1}


def test_decisions_are_in_every_public_state(aberwen):
    assert set(Decision.objects.values_list("state", flat=True)) == set(Decision.State) - {"draft"}
    assert not Use.objects.filter(decision__in=Decision.objects.taken(), value="").exists()


def test_promises_are_in_every_state(aberwen):
    states = {state_of(each, TODAY).value for each in Commitment.objects.all()}

    assert states == {"not_started", "on_course", "overdue", "kept", "kept_late", "dropped", "replaced"}


def test_those_whose_words_led_to_it_were_asked_and_some_say_no(aberwen):
    said = Counter(FollowUp.objects.exclude(value="").values_list("value", flat=True))

    assert said["no"] >= 3 and said["yes"] > said["no"]
    assert FollowUp.objects.filter(value="").exists()


def test_some_were_thanked_some_paid_and_most_neither(aberwen):
    kinds = Counter(Thanks.objects.values_list("kind", flat=True))

    assert kinds.keys() == {"thanked", "paid", "voucher", "costs"}
    assert 20 < sum(kinds.values()) < Contribution.objects.public().count() / 4
    assert not Thanks.objects.filter(contribution__contributor__erased_at__isnull=False).exists()


def test_outcomes_have_their_figures_and_one_has_none(aberwen):
    assert Outcome.objects.count() == 4
    assert Indicator.objects.get(key="has-somebody").observations.count() == 0
    assert Observation.objects.filter(indicator__key="damp-open-cases", place=None).count() == 20
    assert Observation.objects.filter(value=None).count() == 3
    assert Indicator.objects.get(key="damp-open-cases").lines.filter(kind="target").count() == 2
    assert Report.objects.filter(published_at=None, due_date__lt=TODAY).exists()


def test_setbacks_were_said_in_time_and_late(aberwen):
    assert set(Setback.objects.values_list("is_in_time", flat=True)) == {True, False}


def test_everything_public_is_on_the_record(aberwen):
    recorded = set(Entry.objects.values_list("about_kind", "about_id"))
    public = [*Finding.objects.public(), *Decision.objects.public(), *Commitment.objects.all(), *Setback.objects.all()]

    assert {(each.ref.kind, each.ref.public_id) for each in public} <= recorded
    assert len(public) == len(content.consequences("decisions")) + 12 + len(content.consequences("commitments")) + 3
