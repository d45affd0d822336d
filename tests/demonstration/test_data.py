"""Aberwen's files are whole: everything named is there, everything adds up, and nothing is said twice."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from saidanddone.contributions.models import Answer, Contribution, Verdict
from saidanddone.core.languages import Language
from saidanddone.demonstration import content
from saidanddone.demonstration.timeline import happenings
from saidanddone.moderation.models import Decision, Reason
from saidanddone.people.models import Organisation
from saidanddone.people.roles import RoleName
from saidanddone.places.models import Place

PLACES = content.places()
ORGANISATIONS = {each.key: each for each in content.organisations()}
SERVICES = {service.key: (each.key, service) for each in ORGANISATIONS.values() for service in each.services}
PEOPLE = {each.key: each for each in content.people()}
TOPICS = content.topics()
EVERYTHING = content.contributions()
SAID = {each.key: each for each in EVERYTHING}
EVENTS = [(said, event) for said in SAID.values() for event in said.then]
ANSWERS = [(said, event) for said, event in EVENTS if event.what == "answer"]
TODAY = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)


def inside(point, ring):
    x, y = point
    crossings = 0
    for (x0, y0), (x1, y1) in pairwise(ring):
        crossings += (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0
    return crossings % 2 == 1


def ring_of(place):
    return place.boundary["coordinates"][0]


def borders(places):
    """The edges that only one of the places has: where they end and the rest of the world begins."""
    edges = Counter()
    for place in places:
        ring = [tuple(point) for point in ring_of(place)]
        edges.update(frozenset(edge) for edge in pairwise(ring))
    assert max(edges.values()) <= 2, "three places share a border"
    return {edge for edge, times in edges.items() if times == 1}


def children(key):
    return [place for place in PLACES if place.parent == key]


def test_every_place_comes_after_the_place_that_it_is_in():
    seen = {None}
    for place in PLACES:
        assert place.parent in seen
        assert place.level in Place.Level
        seen.add(place.key)
    assert len(seen) == len(PLACES) + 1 == 21


@pytest.mark.parametrize("place", [place for place in PLACES if children(place.key)], ids=lambda place: place.key)
def test_places_tile_the_place_that_they_are_in(place):
    assert borders(children(place.key)) == borders([place])


def test_boundaries_are_closed_rings_that_run_anticlockwise():
    for place in PLACES:
        ring = ring_of(place)
        assert ring[0] == ring[-1]
        assert sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) > 0


def test_profiles_of_a_place_are_the_sums_of_its_parts():
    counts = {(row.place, row.dimension, row.category): row.count for row in content.profiles()}
    assert len(counts) == len(content.profiles())
    for (place, dimension, category), count in counts.items():
        within = [counts[part.key, dimension, category] for part in children(place)]
        assert not within or sum(within) == count


def test_every_dimension_counts_everyone_of_a_place():
    totals = Counter()
    for row in content.profiles():
        assert (row.source, row.year) == ("Invented for the demonstration", 2024)
        totals[row.place, row.dimension] += row.count
    for place in PLACES:
        assert len({count for (key, _), count in totals.items() if key == place.key}) == 1


def test_profiles_have_a_label_in_both_languages():
    labels = content.profile_labels()
    for row in content.profiles():
        assert labels[row.dimension]["label"].keys() == labels[row.dimension][row.category].keys() == {"en", "cy"}


def test_nine_organisations_of_all_kinds_and_tiers_are_at_work():
    at_work = [each for each in ORGANISATIONS.values() if each.ended_days_ago is None]

    assert len(at_work) == 9
    assert {each.kind for each in at_work} == set(Organisation.Kind)
    assert {each.tier for each in at_work} == set(Organisation.Tier)
    assert any(not each.promises for each in at_work)
    assert any(len(each.promises) > 1 for each in at_work)


def test_what_organisations_name_is_there():
    keys = {place.key for place in PLACES}
    for each in ORGANISATIONS.values():
        assert set(each.places) <= keys
        assert each.predecessor in {"", *ORGANISATIONS}
        for service in each.services:
            assert service.topic in TOPICS
            assert service.successor in {"", *(other.key for other in each.services)}
    assert sum(len(each.services) for each in ORGANISATIONS.values()) == len(SERVICES)


def test_people_hold_every_role_and_can_never_be_written_to():
    assert {each.role for each in PEOPLE.values() if each.sign_in} == set(RoleName)
    for each in PEOPLE.values():
        assert each.email.endswith("@aberwen.example")
        assert each.organisation in {"", *ORGANISATIONS}
    for key in {event.organisation for _, event in ANSWERS}:
        assert any(each.organisation == key and each.role == "officer" for each in PEOPLE.values())


def test_there_are_three_hundred_and_more_over_eighteen_months():
    assert len(SAID) == len(EVERYTHING) >= 300
    assert max(said.days_ago for said in SAID.values()) in range(510, 550)
    months = Counter(said.days_ago // 30 for said in SAID.values())
    assert all(months[month] >= 10 for month in range(18))


def test_almost_a_third_is_in_welsh():
    welsh = sum(said.language == "cy" for said in SAID.values())

    assert 0.27 <= welsh / len(SAID) <= 0.35


def test_nothing_is_written_twice():
    texts = [said.text for said in SAID.values()] + [event.text for _, event in ANSWERS]
    plain = [re.sub(r"\W+", " ", text).casefold().strip() for text in texts]

    assert [text for text, times in Counter(plain).items() if times > 1] == []


def test_no_two_begin_alike():
    texts = [said.text for said in SAID.values()] + [event.text for _, event in ANSWERS]
    starts = Counter(" ".join(re.findall(r"\w+", text)[:6]).casefold() for text in texts)

    assert [start for start, times in starts.items() if times > 1] == []


def test_what_contributions_name_is_there():
    wards = {place.key: place for place in PLACES}
    for said in SAID.values():
        assert said.place in wards
        assert said.topic in TOPICS
        assert set(said.to) <= {key for key, each in ORGANISATIONS.items() if each.ended_days_ago is None}
        assert said.written_down_by in {"", *PEOPLE}
        if said.point:
            assert inside(said.point, ring_of(wards[said.place])), said.key


def test_a_service_is_of_an_organisation_addressed_and_runs_on_the_day():
    for said in SAID.values():
        if said.service:
            owner, service = SERVICES[said.service]
            assert owner in said.to, said.key
            assert service.ended_days_ago is None or said.days_ago > service.ended_days_ago, said.key


def test_contributions_use_the_words_of_the_models():
    for said in SAID.values():
        assert said.kind in Contribution.Kind
        assert said.channel in Contribution.Channel
        assert said.credit in Contribution.Credit
        assert said.audience in Contribution.Audience
        assert said.language in Language
        assert bool(said.credit_name) == (said.credit != "uncredited"), said.key
        assert 0 <= said.supports <= 61
    for field, choices in (("kind", Contribution.Kind), ("credit", Contribution.Credit)):
        assert {getattr(said, field) for said in SAID.values()} == set(choices)


def test_events_use_the_words_of_the_models():
    for said, event in EVENTS:
        match event.what:
            case "answer":
                assert event.kind in Answer.Kind
                assert event.text
                assert bool(event.reason) == (event.kind == "cannot_do"), said.key
                assert bool(event.passed_to) == (event.kind == "passed_on"), said.key
            case "verdict":
                assert event.value in Verdict.Value
            case "report":
                assert event.reason in Reason
            case "decide-appeal":
                assert event.outcome in Decision.Outcome
            case "pause" | "hide" | "redact" | "publish" | "withdraw":
                assert event.reason or event.what == "publish", said.key
            case "same_as":
                assert SAID[event.of].days_ago >= said.days_ago
            case "correct":
                assert event.text
            case "credit":
                assert event.credit in Contribution.Credit
            case "appeal":
                assert event.words
            case _:
                pytest.fail(f"{said.key}: {event.what}")


def test_an_answer_is_by_an_organisation_that_was_addressed_or_that_it_was_passed_to():
    for said, event in ANSWERS:
        passed = {other.passed_to for other in said.then if other.passed_to}
        assert event.organisation in {*said.to, *passed}, said.key
        assert event.by in {"", *PEOPLE}


def test_answers_stand_in_the_order_in_which_they_came():
    for said in SAID.values():
        for before, event in pairwise(said.then):
            if before.what == event.what == "answer":
                assert before.working_day <= event.working_day, said.key


def test_answers_are_of_every_kind_and_so_are_verdicts():
    assert {event.kind for _, event in ANSWERS} == set(Answer.Kind)
    assert {event.value for _, event in EVENTS if event.what == "verdict"} == set(Verdict.Value)


def test_a_verdict_follows_an_answer_that_says_something():
    for said in SAID.values():
        for before, event in pairwise(said.then):
            if event.what == "verdict":
                assert before.what == "answer", said.key
                assert before.kind not in {"acknowledged", "passed_on"}, said.key


def test_moderation_has_a_case_of_each_sort():
    sorts = Counter(event.what for _, event in EVENTS)

    assert sorts["hide"] >= 1 and sorts["redact"] == 1 and sorts["withdraw"] == 1
    assert sorts["appeal"] == 2 and sorts["decide-appeal"] == 1
    held = [said for said in SAID.values() if said.held]
    assert len(held) == 5
    assert {said.channel for said in held} == {"paper", "import"}
    assert sum(bool(said.then) and said.then[-1].what == "report" for said in SAID.values()) == 3
    for said, event in EVENTS:
        if event.what == "redact":
            assert event.part in said.text


@pytest.mark.slow
@pytest.mark.parametrize("days", range(0, 366, 7))
def test_everything_happens_in_order_whatever_the_day_of_loading(days):
    at = TODAY + timedelta(days=days, hours=days % 24)

    for said in SAID.values():
        happened = happenings(said, at=at, holidays=frozenset())
        planned = 1 + len(said.then) + sum(event.what == "pause" for event in said.then)
        order = [each.event for each in happened if each.event and each.what != "resume"]
        assert happened[0].what == "said"
        assert order == sorted(order, key=said.then.index), said.key
        assert len({each.at for each in happened}) == len(happened)
        assert len(happened) == planned or said.days_ago < 30, said.key


@pytest.mark.parametrize("survey", content.surveys(), ids=lambda each: each["key"])
def test_a_survey_has_its_words_in_each_language_and_levels_of_what_it_asks(survey):
    asked = {name for each in survey["questions"] for name in each.get("items", [each.get("name")])}
    words = [survey[name] for name in ("title", "introduction", "thanks", "population", "frame", "design")]
    words += [each["wording"] for each in survey["questions"] if "wording" in each]

    assert all(each.keys() == set(Language.values) for each in words)
    assert {*survey.get("levels", {}), *survey.get("unsure", {})} <= asked
    for levels in survey.get("levels", {}).values():
        assert not isinstance(levels, list) or len(levels) == len(survey["rounds"])


@pytest.mark.parametrize("survey", content.surveys(), ids=lambda each: each["key"])
def test_a_survey_is_built_asked_and_published_in_this_order(survey):
    days = [survey["built"]]
    for each in survey["rounds"]:
        days += [
            each["opened"],
            each.get("closed", each.get("closes")),
            *([each["published"]] if "closed" in each else []),
        ]

    assert days == sorted(days, reverse=True)
    assert survey.get("service", "waste") in SERVICES and survey["organisation"] in ORGANISATIONS
