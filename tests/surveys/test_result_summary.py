"""What stands out in a round is said first, in words that its figures bear; the rest is found by its part."""

import pytest
from django.utils import translation

from saidanddone.core.viewer import SITE
from saidanddone.surveys import result_pages, result_words
from saidanddone.surveys.actions import analyse_wave, publish_results
from saidanddone.surveys.models import Analysis, Estimate, Wave
from saidanddone.surveys.questionnaire import Asked
from saidanddone.surveys.result_parts import parts
from saidanddone.surveys.result_summary import Told, summary
from tests.surveys.factories import TRUST, WaveFactory
from tests.surveys.samples import AGE, respond, trust_wave

RAKED = [{"question": "age", "shares": {"1": 30, "2": 40, "3": 30}, "source": "Census 2021"}]


def asked(name, determinant="", **more):
    facts = {"scoring": TRUST, "determinant": determinant, **more}
    return Asked(name, "scale", {"en": f"About {name}?"}, **facts)


def told(name, *, high=0.5, change=None, error=0.02, half=0.03, **more):
    share = Estimate(item=name, kind="share", figure="high", value=high, lower=high - half, upper=high + half)
    moved = None
    if change is not None:
        facts = {"value": change, "lower": change - 2 * error, "upper": change + 2 * error, "error": error}
        moved = Estimate(item=name, kind="difference", figure="high", degrees=200, **facts)
    return Told(asked(name, **more), f"q-{name}", share, moved)


def groups(found):
    return {each.heading: [line.anchor for line in each.lines] for each in found.groups}


def test_what_rose_and_fell_is_named_and_the_rest_is_counted():
    found = summary([told("up", change=0.2), told("down", change=-0.2), told("still", change=0.01)])

    assert groups(found) == {"Up since the last round": ["q-up"], "Down since the last round": ["q-down"]}
    assert found.groups[0].lines[0].said == "High: +20.0 points (from +16.0 to +24.0)"
    assert found.rest == "Everything else (1 question): no clear change since the last round."


def test_what_chance_does_to_one_in_twenty_is_no_change_among_many():
    many = [told(f"still-{number}", change=0.0) for number in range(30)]
    found = summary([told("near", change=0.042), *many])

    assert groups(found) == {"Perhaps changed": ["q-near"]}
    assert "chance alone" in found.groups[0].note


def test_without_a_round_before_nothing_is_said_of_changes():
    found = summary([told("one"), told("two")])
    assert found.groups == () and found.rest == ""


def test_where_nothing_moved_that_is_said():
    assert "No question shows a clear change" in summary([told("still", change=0.01)]).rest


def test_the_highest_and_the_lowest_are_grounds_of_trust_and_never_a_ranking_of_organisations():
    grounds = [told(name, high=high, determinant=name) for name, high in (("ability", 0.6), ("openness", 0.3))]
    others = [told("nhs", high=0.9), told("government", high=0.1)]
    assert summary([*grounds, *others]).groups == ()

    found = summary([*grounds, told("fairness", high=0.58, determinant="fairness"), *others])
    assert groups(found) == {
        "The highest ground of trust": ["q-ability"],
        "The lowest ground of trust": ["q-openness"],
    }
    assert found.groups[0].note.startswith("1 other question lies so near") and not found.groups[1].note


def test_what_is_kept_back_is_neither_the_highest_nor_the_lowest():
    rows = [told(name, high=high, determinant=name) for name, high in (("ability", 0.6), ("openness", 0.3))]
    hidden = Told(asked("fairness", "fairness"), "q-fairness", Estimate(kind="share", figure="high", marker="c"), None)
    assert summary([*rows, hidden]).groups == ()


def test_questions_stand_in_parts_that_belong_together():
    def one(name, **more):
        question = asked(name, **more)
        return result_pages.Shown(question, question.said("wording"), None, (), (), "", (), None, (), None, None)

    age = Asked("age", "single", {"en": "Age?"}, battery="you", splits_results=True)
    sex = Asked("sex", "single", {"en": "Sex?"}, battery="you")
    people = [
        result_pages.Shown(each, each.said("wording"), None, (), (), "", (), None, (), None, None)
        for each in (age, sex)
    ]
    fair = [one(f"fair-{number}", determinant="fairness") for number in range(2)]
    between = [one(f"people-{number}", instrument="trust-between-people") for number in range(2)]
    found = parts([fair[0], *people, *between, fair[1], one("own"), one("own-too")])

    assert [each.name for each in found] == [
        "Fairness",
        "Trust between people",
        "Other questions",
        "Those who answered",
    ]
    assert [len(each.shown) for each in found] == [2, 2, 2, 2]
    assert [each.name for each in parts([fair[0], *between])] == ["What people said"]
    with translation.override("cy"):
        assert parts([*fair, *between])[1].name == "Ymddiriedaeth rhwng pobl"


def test_a_net_is_points_with_a_sign():
    net = Estimate(kind="net", figure="net", value=0.48, lower=-0.01, upper=0.53)
    assert result_words.value_of(net) == "+48.0 points"
    assert result_words.interval_of(net) == "−1.0 to +53.0"


@pytest.mark.django_db
@pytest.mark.slow
def test_a_page_leaves_out_what_nobody_said_and_gives_no_range_to_what_was_weighted(client, at, monkeypatch):
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: at)
    wave = trust_wave(300)
    Wave.objects.filter(pk=wave.pk).update(margins=RAKED)
    wave = Wave.objects.select_related("survey__organisation").get(pk=wave.pk)
    publish_results(by=SITE, at=at, analysis=analyse_wave(by=SITE, at=at, wave=wave))
    page = result_pages.page(wave, Analysis.objects.get(wave=wave), SITE)
    trust, age = page.shown

    assert "Don't know" in [each.name for each in trust.rows]
    assert "Prefer not to say" not in [each.name for each in trust.rows]
    assert not any("Prefer not to say" in split.headings for split in trust.splits)
    assert {each.interval for each in age.rows} == {"weighted to the population"}
    assert "to" in trust.rows[0].interval


@pytest.mark.django_db
@pytest.mark.slow
def test_of_many_questions_each_has_its_bar_and_folds_the_rest_and_few_are_open(client, at, monkeypatch):
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: at)
    for number, is_folded in ((5, False), (7, True)):
        names = [f"item-{each}" for each in range(number)]
        wave = WaveFactory(closed=True, asks=[*({"name": name} for name in names), AGE])
        answers = [2, 8, 8, 5] * 15
        respond(wave, [{**dict.fromkeys(names, each), "age": 1 + place % 3} for place, each in enumerate(answers)])
        publish_results(by=SITE, at=at, analysis=analyse_wave(by=SITE, at=at, wave=wave))
        shown = client.get(f"/surveys/{wave.survey.public_id}/{wave.public_id}/").content.decode()

        assert ("All figures" in shown) is is_folded
        assert ('href="#q-item-0"' in shown) is is_folded
        assert '<text x="' in shown and "High <b>50%</b>" in shown


@pytest.mark.django_db
@pytest.mark.slow
def test_where_two_people_answered_every_page_says_that_it_is_kept_back(client, at, monkeypatch):
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: at)
    names = [f"item-{number}" for number in range(9)]
    wave = WaveFactory(closed=True, sampling="open", asks=[{"name": name, "determinant": "ability"} for name in names])
    respond(wave, [dict.fromkeys(names, 2)] * 2)
    publish_results(by=SITE, at=at, analysis=analyse_wave(by=SITE, at=at, wave=wave))
    address = f"/surveys/{wave.survey.public_id}/{wave.public_id}/"
    shown = client.get(address).content.decode()

    assert "kept back" in shown and "What stands out" not in shown
    assert client.get(f"{address}report.pdf").status_code == 200
