"""The files of what came of it: whole, woven from what people said before, and of every sort that there is."""

from collections import Counter

import pytest

from saidanddone.commitments.models import FollowUp, Indicator, Opinion
from saidanddone.decisions.credits import CivicRole
from saidanddone.decisions.models import Bound, Check, Decision, Finding, SignOff, Use
from saidanddone.demonstration import content

SAID = {each.key: each for each in content.contributions()}
PEOPLE = {each.key: each for each in content.people()}
PLACES = {each.key for each in content.places()}
ORGANISATIONS = {each.key for each in content.organisations()}
FINDINGS = {each["key"]: each for each in content.consequences("findings")}
DECISIONS = {each["key"]: each for each in content.consequences("decisions")}
PROMISES = {each["key"]: each for each in content.consequences("commitments")}
OUTCOMES = {each["key"]: each for each in content.consequences("outcomes")}
SETBACKS = {each["key"]: each for each in content.consequences("setbacks")}
ALL = [*FINDINGS.values(), *DECISIONS.values(), *PROMISES.values(), *OUTCOMES.values(), *SETBACKS.values()]


def test_there_is_as_much_as_a_visitor_needs_to_see():
    published = [each for each in FINDINGS.values() if each.get("state", "published") == "published"]

    assert len(published) >= 12
    assert len(DECISIONS) >= 10
    assert len(PROMISES) >= 20
    assert len(OUTCOMES) == 4
    assert len(SETBACKS) == 3
    assert len({each["key"] for each in ALL}) == len(ALL)


@pytest.mark.parametrize("each", ALL, ids=lambda each: each["key"])
def test_what_they_name_is_there(each):
    assert each["place"] in PLACES
    assert each.get("organisation", "aberwen-council") in ORGANISATIONS
    assert each.get("topic", "bins") in content.topics()
    assert {owner["organisation"] for owner in each.get("owners", ())} <= ORGANISATIONS


@pytest.mark.parametrize("finding", FINDINGS.values(), ids=lambda each: each["key"])
def test_a_finding_rests_on_what_was_said_before_it(finding):
    named = [*finding["cites"], *(check["of"] for check in finding["checks"])]
    named += [writer["of"] for writer in finding["writers"] if "of" in writer]

    assert set(named) <= SAID.keys()
    assert set(named) <= set(finding["cites"])
    assert all(SAID[key].days_ago > finding["days_ago"] for key in named)
    assert {check["value"] for check in finding["checks"]} <= set(Check.Value)
    assert {writer["role"] for writer in finding["writers"]} <= set(CivicRole)
    assert {writer["person"] for writer in finding["writers"] if "person" in writer} <= PEOPLE.keys()
    assert finding.get("kind", "understanding") in Finding.Kind


def test_findings_are_of_every_kind_and_some_are_written_by_who_lived_it():
    assert {each.get("kind", "understanding") for each in FINDINGS.values()} == set(Finding.Kind)
    assert any(writer["role"] == "lived" for each in FINDINGS.values() for writer in each["writers"])
    assert any("supersedes" in each for each in FINDINGS.values())
    assert {check["value"] for each in FINDINGS.values() for check in each["checks"]} == {"yes", "partly"}


@pytest.mark.parametrize("decision", DECISIONS.values(), ids=lambda each: each["key"])
def test_a_decision_says_what_it_did_with_all_that_it_cites(decision):
    is_decided = "decided" in decision["at"]
    for use in decision["uses"]:
        assert use["of"] in SAID or use["of"] in FINDINGS
        assert use["value"] in Use.Value or (use["value"] == "" and not is_decided)
        assert bool(use["because"]) == (use["value"] in ("partly", "not_used")), use
    assert {bound["kind"] for bound in decision["bounds"]} <= set(Bound.Kind)
    assert {each["voice"] for each in decision.get("sign_offs", ())} <= set(SignOff.Voice)
    if is_decided:
        assert sum(option.get("chosen", False) for option in decision["options"]) == 1


def test_decisions_stand_in_every_state_but_draft():
    states = Counter()
    for each in DECISIONS.values():
        states["replaced" if "replaced_by" in each else list(each["at"])[-1]] += 1

    assert set(states) == set(Decision.State) - {"draft"}
    assert sum("without_listening_because" in each for each in DECISIONS.values()) == 1


def test_promises_are_kept_late_dropped_replaced_and_standing():
    kept = [each for each in PROMISES.values() if "kept" in each]

    assert any(each["kept"] >= each["due"] for each in kept)
    assert any(each["kept"] < each["due"] for each in kept)
    assert any("dropped" in each for each in PROMISES.values())
    assert any("replaced" in each for each in PROMISES.values())
    assert sum(each.get("standing", False) for each in PROMISES.values()) >= 3
    assert any(
        each.get("due", 0) > 0 and not {"kept", "dropped", "replaced"} & each.keys() for each in PROMISES.values()
    )
    assert any(each["start"] < 0 for each in PROMISES.values())


def test_those_who_spoke_disagree_with_some_of_what_is_claimed():
    felt = Counter(felt["value"] for each in PROMISES.values() for felt in each.get("felt", ()))

    assert set(felt) == set(FollowUp.Value)
    assert felt["no"] >= 3


def test_outcomes_have_five_years_of_quarters_one_reset_and_one_without_data():
    indicators = [each for outcome in OUTCOMES.values() for each in outcome["indicator"]]

    assert sum(len(each["series"]) >= 20 for each in indicators) >= 4
    assert any(not each["series"] for each in indicators)
    assert any("-" in each["series"] for each in indicators)
    assert any(len(each.get("targets", ())) > 1 for each in indicators)
    assert {each["kind"] for each in indicators} <= set(Indicator.Kind)
    assert {opinion["value"] for each in indicators for opinion in each.get("opinions", ())} <= set(Opinion.Value)
    assert all(len(outcome["owners"]) >= 2 for outcome in OUTCOMES.values())


def test_a_setback_was_said_late_and_one_is_still_to_be_checked():
    assert any(each["known"] - each["said"] > 20 for each in SETBACKS.values())
    assert any("checked" not in each for each in SETBACKS.values())
    assert all(each["known"] >= each["said"] for each in SETBACKS.values())
