"""The instruments and benchmarks that ship are whole, in both languages, and scored as they say."""

import pytest

from saidanddone.analysis import survey as analysis
from saidanddone.core.languages import Language
from saidanddone.surveys import benchmarks, instruments
from saidanddone.surveys.instruments import BadInstrument, instrument, read
from tests.surveys.factories import ENDS, TRUST

NAMES = instruments.names()
ITEMS = [pytest.param(name, item, id=f"{name}/{item.name}") for name in NAMES for item in instrument(name).items]
BENCHMARKS = {each.name: each for each in benchmarks.benchmarks()}


def test_they_come_in_the_order_in_which_they_are_best_asked():
    assert NAMES[:4] == ("trust-between-people", "trust-in-institutions", "public-trust", "drivers-of-trust")
    assert instruments.names("staff") == ("ons-well-being", "leadership-trust")
    assert instruments.names("pulse") == ("after-contact",)


@pytest.mark.parametrize("name", NAMES)
def test_an_instrument_says_what_it_is_modelled_on_and_its_licence_in_both_languages(name):
    made = instrument(name)

    assert made.licence in {"Apache-2.0", "OGL-UK-3.0"}
    for words in (made.title, made.about, made.modelled_on):
        assert words["en"] != words["cy"]


@pytest.mark.parametrize(("name", "item"), ITEMS)
def test_an_item_has_words_and_labels_in_each_language_and_a_scoring_that_the_analysis_takes(name, item):
    assert set(item.wording) == set(Language.values)
    assert item.wording["en"] != item.wording["cy"]
    assert ("{whom}" in item.wording["en"]) == ("{whom}" in item.wording["cy"])
    if item.kind == "scale":
        scoring = _scoring(item.scoring)
        assert {int(code) for code in item.labels["en"]} <= set(scoring.answers)
        assert scoring.points[0] in {int(code) for code in item.labels["cy"]}


def _scoring(scoring):
    return analysis.Scoring(
        points=tuple(scoring["points"]),
        bands=tuple(analysis.Band(**band) for band in scoring["bands"]),
        missing={int(code): analysis.Missing(meaning) for code, meaning in scoring["missing"].items()},
        dont_know_in_base=scoring["dont_know_in_base"],
    )


@pytest.mark.parametrize("name", ["public-trust", "leadership-trust"])
def test_the_six_determinants_are_asked_by_two_questions_each(name):
    asked = [item.construct.determinant for item in instrument(name).items if item.construct.determinant]

    assert {each: asked.count(each) for each in asked} == dict.fromkeys(instruments.DETERMINANTS, 2)


def test_the_five_drivers_are_asked_by_two_questions_each():
    asked = [item.construct.name.removeprefix("driver-") for item in instrument("drivers-of-trust").items]

    assert set(asked) == {"responsiveness", "reliability", "openness", "integrity", "fairness"}
    assert all(asked.count(each) == 2 for each in asked)


@pytest.mark.parametrize("name", ["public-trust", "leadership-trust", "drivers-of-trust"])
def test_every_ground_of_trust_speaks_of_character_or_of_competence(name):
    grounds = [item.construct for item in instrument(name).items if item.construct.determinant]

    assert all(each.speaks_of in instruments.SPEAKS_OF for each in grounds)


def test_trust_is_scored_as_the_oecd_does():
    assert _scoring(instrument("public-trust").item("trust-whom").scoring).bands == analysis.OECD.bands


def test_well_being_is_never_put_together_and_has_bands_of_its_own():
    items = instrument("ons-well-being").items

    assert [item.construct.name for item in items] == ["", "", "", ""]
    assert all(band["side"] == 0 for item in items for band in item.scoring["bands"])
    assert [band["name"] for band in items[0].scoring["bands"]] == ["low", "medium", "high", "very_high"]
    assert [band["highest"] for band in items[3].scoring["bands"]] == [1, 3, 5, 10]


def test_net_high_trust_has_a_name_and_a_definition_and_is_nobody_elses_formula():
    (formula,) = instrument("leadership-trust").formulas

    assert (formula.name, formula.high, formula.low) == ("net-high-trust", (4, 5), (1, 2))
    assert "ILM" not in str(formula)


def test_whom_an_item_is_about_stands_in_its_words():
    item = instrument("public-trust").item("trust-whom")

    assert item.names_whom
    assert item.asked({"en": "Aberwen Council", "cy": "Cyngor Aberwen"}) == {
        "en": "How much do you trust Aberwen Council?",
        "cy": "Faint o ymddiriedaeth sydd gennych chi yn y sefydliad neu'r gwasanaeth hwn: Cyngor Aberwen?",
    }
    assert item.asked({"en": "Aberwen Homes"})["cy"].endswith("Aberwen Homes?")


WORDS = {"en": "Words", "cy": "Geiriau"}
WHOLE = {
    "name": "own",
    "version": 1,
    "licence": "Apache-2.0",
    "suits": ["public"],
    **dict.fromkeys(("title", "about", "modelled_on"), WORDS),
    "items": [{"name": "trust", "wording": WORDS, "scale": "trust", "construct": "people"}],
    "constructs": [{"name": "people"}],
}
SCALES = {"trust": {**TRUST, "labels": ENDS}}
HALF = {"trust": {**TRUST, "labels": {"en": ENDS["en"], "cy": {"0": "Dim o gwbl"}}}}
FORMULA = {"name": "net", "item": "trust", "high": [9, 10], "low": [0], "title": WORDS, "words": WORDS}


def test_an_instrument_of_ones_own_is_read():
    assert read(WHOLE, scales=SCALES).item("trust").scoring == TRUST


@pytest.mark.parametrize(
    ("change", "scales", "why"),
    [
        ({"version": 0}, SCALES, "versions"),
        ({"licence": ""}, SCALES, "licence"),
        ({"suits": ["everyone"]}, SCALES, "kinds of survey"),
        ({"about": {"en": "Words"}}, SCALES, "each language"),
        ({"items": []}, SCALES, "items"),
        ({"items": [*WHOLE["items"], *WHOLE["items"]]}, SCALES, "name of its own"),
        ({"items": [{"name": "trust", "wording": WORDS, "scale": "none"}]}, SCALES, "none"),
        ({"items": [{"name": "trust", "wording": WORDS, "kind": "poem"}]}, SCALES, "labels and points"),
        ({"items": [{"name": "trust", "wording": WORDS, "strange": 1}]}, SCALES, "strange"),
        ({}, HALF, "labels and points"),
        ({"constructs": [{"name": "people", "determinant": "beauty"}]}, SCALES, "determinants"),
        ({"constructs": [{"name": "people", "speaks_of": "luck"}]}, SCALES, "character or competence"),
        ({"formulas": [FORMULA]}, SCALES, "scored"),
        ({"formulas": [FORMULA | {"item": "nothing"}]}, SCALES, "scored"),
    ],
)
def test_what_is_not_whole_is_refused_with_its_name(change, scales, why):
    with pytest.raises(BadInstrument, match=f"own.*{why}"):
        read({**WHOLE, **change}, scales=scales)


@pytest.mark.parametrize("name", BENCHMARKS)
def test_a_benchmark_is_of_an_item_and_says_of_whom_when_and_by_whom(name):
    each = BENCHMARKS[name]

    assert each in benchmarks.of(each.instrument, each.item)
    assert each.year or each.said("note").text
    assert each.source
    assert each.said("population").text


def test_the_figures_of_the_seed_papers_ship():
    assert {name: BENCHMARKS[name].value for name in BENCHMARKS} == {
        "uk-2022-national": 35,
        "uk-2022-national-low": 49,
        "uk-2022-local": 42,
        "uk-2022-civil-service": 55,
        "uk-2022-nhs": 80,
        "uk-2022-courts": 68,
        "uk-2022-people": 75,
        "social-care": 42,
        "no-influence-national": 47,
        "no-influence-local": 43,
        "net-high-trust-public": 29,
        "net-high-trust-private": 45,
        "net-high-trust-voluntary": 46,
        "managers-government": 10,
        "managers-average": 40,
        "few-or-nobody": 12,
    }


def test_tiers_of_government_are_never_in_one_figure():
    tiers = {each.item: each.tier for each in BENCHMARKS.values() if each.instrument == "trust-in-institutions"}

    assert tiers["trust-national"] != tiers["trust-local"]
    assert BENCHMARKS["managers-government"].tier not in {benchmarks.Tier.NATIONAL, benchmarks.Tier.LOCAL}


BENCHMARK = {
    "name": "own",
    "instrument": "influence",
    "item": "influence-local",
    "figure": "none",
    "value": 43,
    "tier": "local",
    "year": 2026,
    "population": WORDS,
    "source": "Us",
}


def test_a_benchmark_of_ones_own_is_read():
    assert benchmarks.read(BENCHMARK).tier is benchmarks.Tier.LOCAL


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"item": "nothing"}, "nothing"),
        ({"tier": "all"}, "all"),
        ({"figure": "beauty"}, "figure"),
        ({"value": -1}, "per cent"),
        ({"source": ""}, "source"),
        ({"year": None}, "year"),
        ({"note": {"en": "Only"}}, "each language"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_benchmark_that_is_not_whole_is_refused(change, why):
    with pytest.raises(BadInstrument, match=f"own.*{why}"):
        benchmarks.read({**BENCHMARK, **change})
