"""Figures are added and never overwritten: what was provisional, what was revised, which target there was before."""

import json
from datetime import date

from saidanddone.commitments import actions
from saidanddone.commitments.outcome_drafts import IndicatorDraft, Measured
from saidanddone.core.viewer import SITE
from saidanddone.record.models import Entry
from tests.commitments.factories import LineFactory

QUARTER = {"start_date": date(2025, 10, 1), "end_date": date(2025, 12, 31)}


def observe(indicator, at, **facts):
    return actions.observe(by=SITE, at=at, indicator=indicator, measured=Measured(**QUARTER, **facts))


def fields(kind):
    return [json.loads(bytes(each.content))["fields"] for each in Entry.objects.filter(kind=kind).order_by("pk")]


def test_a_rule_is_declared_as_the_indicator_is(cast, outcome, at):
    draft = IndicatorDraft(
        title="Warm homes", definition="Of all.", unit="%", better="higher", source="Survey", steward=cast.council
    )

    indicator = actions.add_indicator(by=cast.viewer("steward"), at=at, outcome=outcome, draft=draft)

    assert (indicator.rule, indicator.rule_declared_at, indicator.key) == ("line", at, "warm-homes")
    assert fields("indicator")[0]["rule_declared_at"] == at.isoformat()
    second = actions.add_indicator(by=SITE, at=at, outcome=outcome, draft=draft)
    assert second.key.startswith("warm-homes-")
    assert second.order == 1


def test_a_figure_enters_the_record_as_text(indicator, at):
    observe(indicator, at, value=51.5, lower=48, upper=55, sample_size=420, is_final=False)

    entry = fields("observation")[0]
    assert (entry["value"], entry["lower"], entry["sample_size"], entry["status"]) == (
        "51.5",
        "48.0",
        420,
        "provisional",
    )


def test_a_provisional_figure_becomes_final_and_another_figure_is_a_revision(indicator, at):
    first = observe(indicator, at, value=51, is_final=False)
    final = observe(indicator, at, value=51)
    revised = observe(indicator, at, value=53)

    statuses = [each.status for each in indicator.observations.order_by("pk")]
    assert statuses == ["provisional", "final", "revised"]
    assert list(indicator.observations.current()) == [revised]
    for each in (first, final):
        each.refresh_from_db()
        assert each.superseded_at == at


def test_the_same_figure_again_is_no_news(indicator, at):
    first = observe(indicator, at, value=51, note="A new question.")

    assert observe(indicator, at, value=51, note="A new question.") == first
    assert observe(indicator, at, value=51, note="A new question.", is_final=False) == first
    assert len(fields("observation")) == 1


def test_what_is_not_known_is_kept_with_its_reason_and_is_no_nought(indicator, at):
    missing = observe(indicator, at, note="The survey was not held.")

    assert missing.value is None
    assert fields("observation")[0]["value"] is None


def test_a_target_that_is_set_anew_leaves_the_old_one_in_sight(indicator, at):
    old = LineFactory(indicator=indicator, target=True)

    new = actions.set_line(
        by=SITE,
        at=at,
        indicator=indicator,
        kind="target",
        day=date(2032, 12, 31),
        value=55,
        reason="The grant was cut.",
    )

    old.refresh_from_db()
    assert (old.superseded_at, old.reason, old.value) == (at, "The grant was cut.", 60)
    assert list(indicator.lines.filter(superseded_at__isnull=True)) == [new]
    assert fields("line")[0]["replaces"] == old.public_id


def test_the_same_line_again_changes_nothing(indicator, at):
    old = LineFactory(indicator=indicator)

    same = actions.set_line(
        by=SITE, at=at, indicator=indicator, kind="baseline", day=old.date, value=old.value, reason="Once more."
    )

    assert same == old


def test_opinions_are_added_and_enter_with_their_words_as_commitments(indicator, at):
    facts = {"by": SITE, "at": at, "indicator": indicator, "whose": "owners"}

    actions.give_opinion(value="on_course", reason="It is getting there.", **facts)
    actions.give_opinion(value="worse", reason="It is not.", name="Nobody", **facts)

    assert [each.value for each in indicator.opinions.order_by("pk")] == ["on_course", "worse"]
    assert indicator.opinions.order_by("-pk").first().name == ""
    assert fields("opinion")[1] == {"indicator": indicator.public_id, "by": "owners", "value": "worse"}
