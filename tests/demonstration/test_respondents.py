"""Who answers Aberwen's surveys is drawn by a seed, so it is the same for everyone; fewer of the young answer."""

from collections import Counter

import pytest

from saidanddone.demonstration import content
from saidanddone.demonstration.respondents import categories, codes, respondents
from saidanddone.surveys.instruments import instrument
from saidanddone.surveys.questionnaire import Asked

SURVEYS = {each["key"]: each for each in content.surveys()}
ITEM = instrument("public-trust").item("trust-whom")
DRIVER = instrument("drivers-of-trust").item("integrity-favour")
ASKED = [
    Asked(name=each.name, kind=str(each.kind), wording=each.wording, labels=each.labels, scoring=each.scoring)
    for each in (ITEM, DRIVER)
] + [Asked(name=name, kind="single", wording={}) for name in ("age", "sex", "area", "disability", "tenure")]


def drawn(number: int = 1, seed: int = 1404):
    return list(respondents(SURVEYS["trust"], number, ASKED, seed=seed))


def test_the_same_seed_gives_the_same_people_and_every_round_others():
    assert drawn() == drawn()
    assert drawn() != drawn(seed=1405)
    assert drawn() != drawn(number=2)


def test_weights_stand_for_everybody_of_16_and_over_and_small_areas_are_asked_more():
    people = drawn()
    grown = categories("area", "aberwen")

    assert 1090 <= len(people) <= 1110
    assert sum(each.weight for each in people) == pytest.approx(sum(grown.values()), rel=1e-4)
    by_area = Counter(each.stratum for each in people)
    assert by_area.keys() == grown.keys()
    assert by_area["porth-gwyn"] / len(people) > 1.2 * grown["porth-gwyn"] / sum(grown.values())
    assert len({each.cluster for each in people}) == 70


def test_the_young_answer_less_than_there_are_of_them():
    people, ages = drawn(), categories("age", "aberwen")
    young = codes("age").index("16-24") + 1

    share = sum(each.weight for each in people if each.answers["age"] == young) / sum(ages.values())
    assert share < 0.85 * ages["16-24"] / sum(ages.values())


def test_every_answer_is_one_that_the_question_offers():
    people = drawn()

    for asked in ASKED[:2]:
        assert {each.answers.get(asked.name) for each in people} <= {*asked.codes, None}
    assert 100 < sum(each.answers.get(DRIVER.name) == 88 for each in people) < 220
    assert any(each.answers["tenure"] == 77 for each in people)


def test_a_question_is_skipped_where_it_hangs_on_another_answer():
    asked = [
        Asked(name="how-often", kind="single", wording={}),
        Asked(name="why-not", kind="single", wording={}, shown_after="how-often", shown_for=[4]),
    ]
    people = list(respondents(SURVEYS["hubs-open"], 1, asked, seed=1404))

    assert all(("why-not" in each.answers) == (each.answers["how-often"] == 4) for each in people)
