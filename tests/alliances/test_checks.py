"""A relationship check is safe for the few who answer it, and ends in a talk and in repairs."""

from datetime import date, timedelta
from itertools import product

import pytest

from saidanddone.alliances import actions
from saidanddone.alliances.models import FacilitatorWords, Rating, Repair, Shown
from saidanddone.alliances.permissions import missing_for
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import STRANGER
from saidanddone.people.models import Person
from saidanddone.people.queries import viewer_for
from saidanddone.record.models import Entry
from tests.alliances.factories import closed, opened, rated
from tests.people.factories import PersonFactory


def test_what_is_shown_is_a_band_of_at_least_three_others(circle):
    about = circle.parties[0]
    check = rated(circle, about, [4, 4, 3, 4])

    shown = Shown.objects.get(check_of=check)
    assert (shown.about, shown.item, len(shown.raters)) == (about, "reliability", 4)
    assert shown.lower > 2.5
    assert shown.upper - shown.lower > 0.5


def test_two_raters_show_nothing(circle):
    check = rated(circle, circle.parties[0], [4, 4])

    assert Shown.objects.get(check_of=check).lower is None


def test_the_names_of_raters_lead_to_nobody(circle):
    check = rated(circle, circle.parties[0], [4, 4, 3, 4])

    kept = str(Shown.objects.get(check_of=check).raters)
    assert not any(person.public_id in kept or person.email in kept for person in Person.objects.all())


def possible(shown):
    """Every rating that fits all that is shown over the waves, by trying all of them."""
    raters = sorted({rater for each in shown for rater in each.raters})
    left = {rater: set() for rater in raters}
    for points in product(range(1, 5), repeat=len(raters)):
        answers = dict(zip(raters, points, strict=True))
        if all(
            each.lowest_sum is None
            or each.lowest_sum <= sum(answers[rater] for rater in each.raters) <= each.highest_sum
            for each in shown
        ):
            for rater in raters:
                left[rater].add(answers[rater])
    return left


@pytest.mark.parametrize("points", [(4, 3, 1, 1), (1, 1, 1, 1), (4, 4, 4, 4), (4, 4, 4, 1)])
def test_over_two_checks_with_one_rater_gone_no_rating_is_narrowed_to_one_value(circle, points):
    about = circle.parties[0]
    first = rated(circle, about, points)
    actions.talk_over(by=circle.lead(about), at=circle.at, check=first, next_date=circle.at.date() + timedelta(days=90))
    second = rated(circle, about, points[:3], parties=circle.parties[:4])

    shown = list(Shown.objects.filter(check_of__in=(first, second)))
    assert all(len(values) > 1 for values in possible(shown).values())


def test_nobody_but_the_rater_sees_a_rating(circle, cast):
    rated(circle, circle.parties[0], [4, 3, 2, 1])
    second = circle.parties[1]

    seen = Rating.objects.visible_to(circle.lead(second))
    assert [each.rater.party for each in seen] == [second]
    for who in ("administrator", "moderator"):
        assert not Rating.objects.visible_to(cast.viewer(who)).exists()
    assert not Rating.objects.visible_to(STRANGER).exists()
    facilitator = viewer_for(circle.alliance.facilitator, at=circle.at)
    assert not Rating.objects.visible_to(facilitator).exists()


def test_nobody_rates_their_own_party_or_for_somebody_else(circle):
    _check, raters = opened(circle)
    first, second = circle.parties[:2]

    with pytest.raises(Refused, match="not of your own"):
        actions.rate(by=circle.lead(first), at=circle.at, rater=raters[first], about=first, answers={"openness": 4})
    with pytest.raises(Refused, match="whoever was asked"):
        actions.rate(by=circle.lead(second), at=circle.at, rater=raters[first], about=second, answers={"openness": 4})


@pytest.mark.parametrize("answers", [{"openness": 5}, {"openness": 0}, {"luck": 3}])
def test_an_answer_that_is_none_is_refused(circle, answers):
    _check, raters = opened(circle)
    first, second = circle.parties[:2]

    with pytest.raises(Refused, match="answers shown"):
        actions.rate(by=circle.lead(first), at=circle.at, rater=raters[first], about=second, answers=answers)


def test_said_again_the_last_holds_and_cannot_say_is_no_rating(circle):
    _check, raters = opened(circle)
    first, second = circle.parties[:2]
    for points in (1, 4, None):
        answers = {"openness": points}
        actions.rate(by=circle.lead(first), at=circle.at, rater=raters[first], about=second, answers=answers)

    assert Rating.objects.get().points is None


def test_who_is_asked_is_fixed_once_it_opens(circle):
    check, _raters = opened(circle)
    party = circle.parties[0]

    with pytest.raises(Refused, match="fixed"):
        actions.name_rater(by=circle.lead(party), at=circle.at, check=check, party=party, person=PersonFactory())


def test_too_few_organisations_open_no_check(circle):
    with pytest.raises(Refused, match="4 organisations"):
        opened(circle, parties=circle.parties[:3])


def test_words_go_to_the_facilitator_without_a_name(circle):
    _check, raters = opened(circle)
    first = circle.parties[0]

    actions.write_to_facilitator(
        by=circle.lead(first), at=circle.at, rater=raters[first], words="I am afraid to say no."
    )

    assert {field.name for field in FacilitatorWords._meta.get_fields()} == {"id", "check_of", "words"}


def test_the_whole_is_asked_without_a_partner(circle):
    check, raters = opened(circle, form="whole")
    for party, rater in raters.items():
        actions.rate(by=circle.lead(party), at=circle.at, rater=rater, answers={"trust": 2})
    closed(circle, check)

    shown = Shown.objects.get()
    assert (shown.about, shown.item, len(shown.raters)) == (None, "trust", 5)


def test_it_ends_in_a_repair_that_is_kept_and_the_day_of_the_next(circle):
    check = rated(circle, circle.parties[0], [2, 2, 1, 2])
    first, second = circle.parties[:2]
    repair = actions.agree_repair(
        by=circle.lead(second),
        at=circle.at,
        check=check,
        words="We ring back within a day.",
        owner=first,
        due_date=date(2026, 4, 1),
    )
    with pytest.raises(Refused, match="Only the party"):
        actions.end_repair(by=circle.lead(second), at=circle.at, repair=repair, is_kept=True, how="Done")
    actions.end_repair(by=circle.lead(first), at=circle.at, repair=repair, is_kept=True, how="Rung back since March.")
    ended = actions.talk_over(by=circle.lead(first), at=circle.at, check=check, next_date=date(2026, 9, 1))

    assert Repair.objects.get().is_kept
    assert (ended.state, ended.next_date) == ("talked_over", date(2026, 9, 1))


def test_a_check_before_signing_is_the_baseline(circle):
    rated(circle, circle.parties[0], [3, 3, 3, 3])

    assert not any("Measure trust" in str(each) for each in missing_for(circle.alliance))
    assert not Entry.objects.filter(kind="relationship-check").exists(), "a draft leaves no trace in the record"
