"""Aberwen comes to life through the apps' actions: the rows, clocks, figures and record are as real ones would be."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import transaction

from saidanddone.contributions import actions
from saidanddone.contributions.models import (
    Addressee,
    Answer,
    ClockPause,
    Contribution,
    Support,
    Translation,
    Verdict,
    Version,
)
from saidanddone.core.clock import local_date
from saidanddone.core.viewer import SITE, STRANGER
from saidanddone.demonstration import content, loader
from saidanddone.moderation.models import Appeal, Case, Decision
from saidanddone.people.models import Organisation, Person, Promise, Service
from saidanddone.places.models import Place, Profile
from saidanddone.record.models import Entry

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
    """The contribution of a file's key, known again by the words that it was said in first."""
    said = next(each for each in content.contributions() if each.key == key)
    return Contribution.objects.get(text__startswith=said.text[:40], said_date__gt="2000-01-01")


def test_places_nest_with_boundary_and_profile(aberwen):
    county = Place.objects.get(slug="aberwen")

    assert Place.objects.within(county).count() == len(content.places())
    assert not Place.objects.filter(outline=None).exists()
    assert Profile.objects.count() == len(content.profiles())


def test_organisations_have_their_promises_services_and_succession(aberwen):
    homes = Organisation.objects.get(slug="aberwen-homes")

    assert Organisation.objects.open().count() == 9
    assert [each.slug for each in homes.predecessors.all()] == ["gwen-housing"]
    assert homes.promise_days == 10
    assert set(Promise.objects.filter(organisation=homes).values_list("days", flat=True)) == {15, 10}
    assert Service.objects.get(slug="libraries").successor.slug == "hubs"


def test_everyone_can_sign_in_who_is_offered_to_be_tried(aberwen):
    assert {each.role for each in loader.sign_ins()} == {
        "connector", "officer", "lead", "steward", "moderator", "administrator",
    }  # fmt: skip
    for sign_in in loader.sign_ins():
        assert Person.objects.get(email=sign_in.email).check_password(loader.PASSWORD)


def test_everything_that_was_said_is_there(aberwen):
    assert Contribution.objects.filter(source_kind="").count() == len(content.contributions())
    states = Counter(Contribution.objects.values_list("state", flat=True))
    assert states["held"] == 5
    assert states["hidden"] == 2
    assert states["withdrawn"] == 1
    assert Support.objects.count() == sum(said.supports for said in content.contributions())
    assert Translation.objects.count() == sum(said.translation is not None for said in content.contributions())


def test_answers_are_on_time_and_late_and_missing(aberwen):
    in_time = Counter(Addressee.objects.counted().values_list("answered_in_time", flat=True))

    assert in_time[True] > in_time[False] > 40
    assert Addressee.objects.counted().late(local_date(AT)).count() >= 30
    assert Answer.objects.count() > 330
    assert ClockPause.objects.filter(resumed_at__isnull=False).count() >= 5


def test_an_unhappy_verdict_was_answered_again(aberwen):
    contribution = of("damp-first")

    assert [answer.kind for answer in contribution.answers.order_by("answered_at")] == ["answered", "will_do"]
    assert contribution.addressees.get().reopened_at is not None
    assert contribution.addressees.get().state == Addressee.State.ANSWERED
    assert {verdict.value for verdict in Verdict.objects.filter(answer__contribution=contribution)} == {"no", "yes"}


def test_what_was_passed_on_waits_with_the_other(aberwen):
    states = dict(of("ev-charging").addressees.values_list("organisation__slug", "state"))

    assert states == {"aberwen-council": Addressee.State.ANSWERED, "trunk-roads": Addressee.State.WAITING}


def test_duplicates_lead_to_the_first(aberwen):
    assert of("bt-bins-2").same_as == of("bt-bins-1")
    assert Contribution.objects.filter(same_as__isnull=False).count() == 9


def test_corrections_that_came_late_keep_what_stood_before(aberwen):
    assert Version.objects.exists()


def test_moderators_decided_and_have_something_left_to_decide(aberwen):
    assert Decision.objects.filter(outcome=Decision.Outcome.HIDE).count() == 3
    assert Decision.objects.filter(on_appeal_from__isnull=False).count() == 1
    assert Appeal.objects.count() == 2
    assert Counter(Case.objects.open().values_list("origin", flat=True)) == {"held": 6, "reported": 3, "appealed": 1}


def test_a_stranger_sees_neither_what_is_hidden_nor_the_telephone_number(aberwen):
    texts = " ".join(Contribution.objects.visible_to(STRANGER).values_list("text", flat=True))

    assert "number 40" not in texts
    assert "01632" not in texts
    assert "sang." in texts


def test_the_figures_are_what_a_recount_gives(aberwen):
    assert actions.recount(by=SITE, at=AT) == 0


def test_the_record_has_an_entry_of_every_public_contribution_and_answer(aberwen):
    kinds = Counter(Entry.objects.values_list("kind", flat=True))

    assert kinds["contribution"] >= Contribution.objects.public().count()
    assert kinds["answer"] >= 330
    assert kinds["promise"] == Promise.objects.count()


def test_nothing_happens_after_the_moment_of_loading(aberwen):
    for model, moment in ((Contribution, "created_at"), (Answer, "answered_at"), (Support, "given_at")):
        assert not model.objects.filter(**{f"{moment}__gt": AT}).exists()


def test_addresses_are_the_same_on_every_machine(aberwen):
    assert of("bus-evening-1").public_id == "mf95373myy"
