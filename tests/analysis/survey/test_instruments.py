"""A changed word, scale, label or order is another question: its series breaks there."""

from dataclasses import replace

import pytest

from saidanddone.analysis.survey import OECD, Construct, Instrument, Item, Reason, Scoring, Speaks

ENDS = {"en": {0: "not at all", 10: "completely"}, "cy": {0: "dim o gwbl", 10: "yn llwyr"}}
PEOPLE = Item("people", {"en": "Most people?", "cy": "Y rhan fwyaf o bobl?"}, OECD, ENDS)
COUNCIL = Item("council", {"en": "The council?", "cy": "Y cyngor?"}, OECD, ENDS, construct="openness")
OPENNESS = Construct("openness", "openness", Speaks.CHARACTER)
FIRST = Instrument("trust", 1, (PEOPLE, COUNCIL), (OPENNESS,), licence="OGL", modelled_on="OECD 2023")


def second(*items, **changes):
    return replace(FIRST, version=2, items=items, **changes)


def reasons(later):
    return {each.item: each.reason for each in later.breaks(FIRST)}


def test_the_same_questions_break_nothing():
    assert reasons(second(PEOPLE, COUNCIL)) == {}


def test_spaces_and_another_language_break_nothing():
    labels = {"en": ENDS["en"]}
    english = [replace(each, wording={"en": f" {each.wording['en']}  "}, labels=labels) for each in (PEOPLE, COUNCIL)]
    assert reasons(second(*english)) == {}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (replace(COUNCIL, wording={**COUNCIL.wording, "en": "Your council?"}), Reason.WORDING),
        (replace(COUNCIL, scoring=Scoring(tuple(range(11)))), Reason.SCALE),
        (replace(COUNCIL, labels={**ENDS, "cy": {0: "dim", 10: "yn llwyr"}}), Reason.LABELS),
        (replace(COUNCIL, labels={**ENDS, "en": {**ENDS["en"], 5: "neither"}}), Reason.LABELS),
    ],
)
def test_other_words_scales_and_labels_break_that_item_alone(changed, reason):
    assert reasons(second(PEOPLE, changed)) == {"council": reason}


def test_a_question_that_comes_in_before_breaks_what_follows_and_is_no_break_itself():
    new = replace(PEOPLE, name="police")
    assert reasons(second(new, PEOPLE, COUNCIL)) == {"people": Reason.ORDER, "council": Reason.ORDER}
    assert reasons(second(PEOPLE, COUNCIL, new)) == {}


def test_items_are_found_by_name_and_by_construct():
    assert FIRST.item("council") is COUNCIL
    assert FIRST.of("openness") == (COUNCIL,)
    assert FIRST.languages == {"en", "cy"}
    with pytest.raises(KeyError):
        FIRST.item("court")


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: replace(PEOPLE, wording={}), "needs a name and words"),
        (lambda: replace(PEOPLE, labels={**ENDS, "cy": {0: "dim"}}), "both ends"),
        (lambda: replace(PEOPLE, labels={**ENDS, "cy": {0: "dim", 10: "popeth", 50: "?"}}), "belongs to no answer"),
        (lambda: second(PEOPLE, PEOPLE), "a name of its own"),
        (lambda: second(), "a name of its own"),
        (lambda: second(COUNCIL, constructs=()), "no construct 'openness'"),
        (lambda: second(PEOPLE, replace(COUNCIL, wording={"en": "?"})), "different languages"),
        (lambda: replace(FIRST, version=0), "count from 1"),
    ],
)
def test_what_cannot_be_asked_is_refused(make, why):
    with pytest.raises(ValueError, match=why):
        make()
