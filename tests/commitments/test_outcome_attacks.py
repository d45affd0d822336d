"""Nobody sets, answers for, measures, judges or ends an outcome who may not, and no rule can be walked around."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from saidanddone.commitments import actions
from saidanddone.commitments.models import Outcome, Owner, Report
from saidanddone.commitments.outcome_drafts import IndicatorDraft, Measured, OutcomeDraft, OwnerPart
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE
from saidanddone.people.queries import viewer_for
from tests.commitments.factories import LineFactory, ObservationFactory, OutcomeFactory, OwnerFactory
from tests.people.factories import OrganisationFactory

EVERYONE = (
    "stranger",
    "resident",
    "connector",
    "officer",
    "other_officer",
    "lead",
    "steward",
    "moderator",
    "administrator",
)
QUARTER = {"start_date": date(2025, 10, 1), "end_date": date(2025, 12, 31)}


def but(*names):
    return [name for name in EVERYONE if name not in names]


def draft(cast, **changes):
    values = {"title": "Homes are warm", "why": "I could see my breath.", "place": cast.county}
    return OutcomeDraft(**{**values, "owners": (cast.council, cast.homes), **changes})


def indicator_draft(cast, **changes):
    words = {"title": "Warm homes", "definition": "Of all homes.", "unit": "%", "better": "higher", "source": "Survey"}
    return IndicatorDraft(**{**words, "steward": cast.council, **changes})


def deeds(cast, outcome, indicator, at):
    """Each action with the facts of a proper call, and who of the cast may."""
    owner = outcome.owners.get(organisation=cast.council)
    report = Report.objects.create(outcome=outcome, due_date=date(2026, 2, 1))
    facts = {"indicator": indicator, "at": at}
    return {
        "set": (("lead",), lambda by: actions.set_outcome(by=by, at=at, draft=draft(cast))),
        "leave": ((), lambda by: actions.leave_outcome(by=by, at=at, owner=owner, on=date(2026, 3, 2))),
        "part": (("lead",), lambda by: actions.edit_owner_part(by=by, at=at, owner=owner, part=OwnerPart())),
        "end": (("lead",), lambda by: actions.end_outcome(by=by, at=at, outcome=outcome, reason="Done.")),
        "add indicator": (
            ("lead", "steward"),
            lambda by: actions.add_indicator(by=by, at=at, outcome=outcome, draft=indicator_draft(cast)),
        ),
        "observe": (
            ("lead", "steward"),
            lambda by: actions.observe(by=by, measured=Measured(**QUARTER, value=5), **facts),
        ),
        "line": (
            ("lead",),
            lambda by: actions.set_line(by=by, kind="baseline", day=date(2021, 1, 1), value=4, **facts),
        ),
        "owners' opinion": (
            ("lead",),
            lambda by: actions.give_opinion(by=by, whose="owners", value="met", reason="Look.", **facts),
        ),
        "independent opinion": (
            ("administrator",),
            lambda by: actions.give_opinion(
                by=by, whose="independent", value="met", reason="Look.", name="Panel", **facts
            ),
        ),
        "report": (("lead",), lambda by: actions.publish_report(by=by, at=at, report=report, text="All is well.")),
        "burden": (
            ("connector", "officer", "lead", "steward"),
            lambda by: actions.report_burden(
                by=by, at=at, outcome=outcome, organisation=cast.council, process="Form 7", weight="heavy"
            ),
        ),
        "make reports due": ((), lambda by: actions.make_reports_due(by=by, at=at)),
        "hand on": ((), lambda by: actions.hand_on_parts(by=by, at=at)),
        "import": (("administrator",), lambda by: actions.import_indicators(by=by, at=at, rows=[])),
    }


DEEDS = (
    "set",
    "leave",
    "part",
    "end",
    "add indicator",
    "observe",
    "line",
    "owners' opinion",
    "independent opinion",
    "report",
    "burden",
    "make reports due",
    "hand on",
    "import",
)


@pytest.mark.parametrize("who", EVERYONE)
@pytest.mark.parametrize("deed", DEEDS)
def test_only_who_may_can(cast, outcome, indicator, at, deed, who):
    may, do = deeds(cast, outcome, indicator, at)[deed]

    if who in may:
        do(cast.viewer(who))
    else:
        with pytest.raises(Refused):
            do(cast.viewer(who))


@pytest.mark.parametrize(
    "changes",
    [
        {"owners": ()},
        {"title": " "},
        {"why": ""},
        {"title": "x" * 201},
        {"why": "x" * 3001},
        {"report_months": 0},
        {"report_months": 25},
        {"set_date": date(2026, 3, 3)},
    ],
)
def test_an_outcome_that_is_not_whole_is_refused(cast, at, changes):
    with pytest.raises(Refused):
        actions.set_outcome(by=SITE, at=at, draft=draft(cast, **changes))


def test_nobody_owns_an_outcome_alone(cast, at):
    for owners in ((cast.council,), (cast.council, cast.council)):
        with pytest.raises(Refused):
            actions.set_outcome(by=cast.viewer("lead"), at=at, draft=draft(cast, owners=owners))


def test_an_organisation_that_has_ended_owns_nothing(cast, at):
    gone = OrganisationFactory(ended_date=date(2025, 1, 1))

    with pytest.raises(Refused):
        actions.set_outcome(by=SITE, at=at, draft=draft(cast, owners=(cast.council, gone)))


def test_no_more_are_live_than_the_site_allows(cast, at, settings):
    settings.LIVE_OUTCOMES = 2
    OutcomeFactory()
    ended = OutcomeFactory(ended_date=date(2025, 1, 1), end_reason="Done.")
    actions.set_outcome(by=SITE, at=at, draft=draft(cast))

    with pytest.raises(Refused, match="2 outcomes are live"):
        actions.set_outcome(by=SITE, at=at, draft=draft(cast, title="Another"))

    assert Outcome.objects.live().count() == 2
    assert ended.ended_date


def test_an_outcome_sent_twice_is_set_once(cast, at):
    one = draft(cast, submission_key="a" * 64)

    first = actions.set_outcome(by=cast.viewer("lead"), at=at, draft=one)

    assert actions.set_outcome(by=cast.viewer("lead"), at=at, draft=one) == first


def test_naming_another_organisation_does_not_make_it_answer(cast, at):
    outcome = actions.set_outcome(by=cast.viewer("lead"), at=at, draft=draft(cast))

    asked = outcome.owners.get(organisation=cast.homes)

    assert asked.agreed_at is None
    assert outcome.owners.get(organisation=cast.council).agreed_at == at


def test_only_its_own_people_agree_for_an_organisation(cast, at):
    outcome = actions.set_outcome(by=cast.viewer("lead"), at=at, draft=draft(cast))

    with pytest.raises(Refused):
        actions.join_outcome(by=cast.viewer("lead"), at=at, outcome=outcome, organisation=cast.homes)


def test_one_that_has_not_agreed_does_nothing_in_the_others_name(cast, at, indicator):
    outcome = OutcomeFactory()
    OwnerFactory(outcome=outcome, organisation=cast.council, asked=True)
    report = Report.objects.create(outcome=outcome, due_date=date(2026, 2, 1))

    with pytest.raises(Refused):
        actions.publish_report(by=cast.viewer("lead"), at=at, report=report, text="All is well.")
    with pytest.raises(Refused):
        actions.end_outcome(by=cast.viewer("lead"), at=at, outcome=outcome, reason="Gone.")
    with pytest.raises(Refused):
        actions.add_indicator(by=cast.viewer("lead"), at=at, outcome=outcome, draft=indicator_draft(cast))


def test_one_that_has_left_does_nothing_any_more(cast, outcome, indicator, at):
    OwnerFactory(outcome=outcome)
    owner = outcome.owners.get(organisation=cast.council)
    lead = cast.viewer("lead")
    actions.leave_outcome(by=lead, at=at, owner=owner, on=at.date())

    with pytest.raises(Refused):
        actions.set_line(by=lead, at=at, indicator=indicator, kind="target", day=date(2030, 1, 1), value=9)
    with pytest.raises(Refused):
        actions.edit_owner_part(by=lead, at=at, owner=owner, part=OwnerPart(plan_text="Ours."))
    with pytest.raises(Refused):
        actions.leave_outcome(by=lead, at=at, owner=owner, on=at.date())


def test_the_last_but_one_cannot_slip_away(cast, outcome, at):
    with pytest.raises(Refused, match="never answered for by one alone"):
        actions.leave_outcome(
            by=cast.viewer("lead"), at=at, owner=outcome.owners.get(organisation=cast.council), on=at.date()
        )


def test_what_was_only_named_may_always_decline(cast, at):
    outcome = OutcomeFactory()
    OwnerFactory(outcome=outcome)
    asked = OwnerFactory(outcome=outcome, organisation=cast.council, asked=True, since_date=at.date())

    actions.leave_outcome(by=cast.viewer("lead"), at=at, owner=asked, on=at.date())

    assert not outcome.owners.current().filter(organisation=cast.council).exists()


@pytest.mark.parametrize("part", [{"plan_link": "javascript:alert(1)"}, {"plan_text": "x" * 2001}])
def test_a_part_that_cannot_be_shown_is_refused(cast, outcome, at, part):
    owner = outcome.owners.get(organisation=cast.council)

    with pytest.raises(Refused):
        actions.edit_owner_part(by=cast.viewer("lead"), at=at, owner=owner, part=OwnerPart(**part))


@pytest.mark.parametrize(
    "changes",
    [
        {"title": ""},
        {"definition": ""},
        {"unit": ""},
        {"source": ""},
        {"better": "up"},
        {"kind": "all"},
        {"frequency": "daily"},
        {"source_link": "javascript:alert(1)"},
        {"technical_note": "x" * 3001},
    ],
)
def test_an_indicator_that_is_not_whole_is_refused(cast, outcome, at, changes):
    with pytest.raises(Refused):
        actions.add_indicator(by=SITE, at=at, outcome=outcome, draft=indicator_draft(cast, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"value": float("nan")},
        {"value": float("inf")},
        {"value": 1e16},
        {"value": 5, "lower": 6, "upper": 7},
        {"value": 5, "lower": 3, "upper": 4},
        {"value": 5, "lower": 3},
        {"value": 5, "lower": float("-inf"), "upper": 6},
        {"note": "None.", "lower": 3, "upper": 4},
        {"value": 5, "sample_size": -1},
        {"value": 5, "note": "x" * 501},
        {"value": 5, "start_date": date(2026, 1, 2), "end_date": date(2026, 1, 1)},
        {"value": 5, "end_date": date(2026, 3, 3)},
    ],
)
def test_a_figure_that_cannot_be_is_refused(indicator, at, changes):
    with pytest.raises(Refused):
        actions.observe(by=SITE, at=at, indicator=indicator, measured=Measured(**{**QUARTER, **changes}))


def test_periods_of_one_place_do_not_overlap(indicator, at, cast):
    actions.observe(by=SITE, at=at, indicator=indicator, measured=Measured(**QUARTER, value=5))
    december = Measured(start_date=date(2025, 12, 1), end_date=date(2025, 12, 31), value=6)

    with pytest.raises(Refused, match="overlaps"):
        actions.observe(by=SITE, at=at, indicator=indicator, measured=december)

    actions.observe(by=SITE, at=at, indicator=indicator, measured=replace(december, place=cast.bryn_teg))


def test_figures_come_in_after_the_rule(indicator, at):
    indicator.rule_declared_at = at + timedelta(seconds=1)
    indicator.save()

    with pytest.raises(Refused, match="rule"):
        actions.observe(by=SITE, at=at, indicator=indicator, measured=Measured(**QUARTER, value=5))


def test_another_owner_does_not_enter_the_stewards_figures(indicator, cast, at):
    indicator.steward = cast.homes
    indicator.save()

    with pytest.raises(Refused):
        actions.observe(by=cast.viewer("lead"), at=at, indicator=indicator, measured=Measured(**QUARTER, value=5))


@pytest.mark.parametrize(
    "line",
    [
        {"kind": "hope"},
        {"value": float("nan")},
        {"kind": "target", "day": date(2021, 1, 1)},
        {"kind": "target", "day": date(2020, 1, 1)},
        {"reason": ""},
        {"reason": "x" * 501},
    ],
)
def test_a_line_that_cannot_be_is_refused(indicator, at, line):
    LineFactory(indicator=indicator)
    proper = {"kind": "baseline", "day": date(2022, 1, 1), "value": 9.0, "reason": "Better data."}

    with pytest.raises(Refused):
        actions.set_line(by=SITE, at=at, indicator=indicator, **{**proper, **line})


@pytest.mark.parametrize("name", ["owen", "helen", "huw"])
def test_no_owner_and_no_steward_is_independent(cast, indicator, at, name):
    with pytest.raises(Refused):
        actions.give_opinion(
            by=viewer_for(getattr(cast, name), at=at),
            at=at,
            indicator=indicator,
            whose="independent",
            value="met",
            reason="Look.",
            name="The panel",
        )


def test_an_assessor_without_a_part_is_independent_and_cannot_speak_for_the_owners(assessor, indicator, at):
    facts = {"by": viewer_for(assessor, at=at), "at": at, "indicator": indicator, "value": "worse", "reason": "Colder."}

    opinion = actions.give_opinion(whose="independent", name="The auditor", **facts)

    assert opinion.name == "The auditor"
    with pytest.raises(Refused):
        actions.give_opinion(whose="owners", **facts)


@pytest.mark.parametrize(
    "changes", [{"reason": " "}, {"name": ""}, {"value": "splendid"}, {"whose": "mine"}, {"reason": "x" * 2001}]
)
def test_an_opinion_that_is_not_whole_is_refused(indicator, at, changes):
    proper = {"whose": "independent", "value": "met", "reason": "Look.", "name": "The panel"}

    with pytest.raises(Refused):
        actions.give_opinion(by=SITE, at=at, indicator=indicator, **{**proper, **changes})


def test_a_published_report_is_not_published_anew(cast, outcome, at):
    report = Report.objects.create(outcome=outcome, due_date=date(2026, 2, 1))
    actions.publish_report(by=SITE, at=at, report=report, text="All is well.")

    with pytest.raises(Refused):
        actions.publish_report(by=SITE, at=at, report=report, text="Nothing is well.")


@pytest.mark.parametrize("text", [" ", "x" * 10_001])
def test_a_report_that_says_nothing_is_refused(outcome, at, text):
    report = Report.objects.create(outcome=outcome, due_date=date(2026, 2, 1))

    with pytest.raises(Refused):
        actions.publish_report(by=SITE, at=at, report=report, text=text)


def test_after_its_end_nothing_changes(cast, outcome, indicator, at):
    ObservationFactory(indicator=indicator)
    lead = cast.viewer("lead")
    actions.end_outcome(by=lead, at=at, outcome=outcome, reason="The grant ended.", lessons="Ask earlier.")
    outcome.refresh_from_db()
    owner = Owner.objects.get(outcome=outcome, organisation=cast.council)

    for deed in (
        lambda: actions.end_outcome(by=lead, at=at, outcome=outcome, reason="Again."),
        lambda: actions.join_outcome(by=lead, at=at, outcome=outcome, organisation=cast.council),
        lambda: actions.add_indicator(by=lead, at=at, outcome=outcome, draft=indicator_draft(cast)),
        lambda: actions.set_line(by=lead, at=at, indicator=indicator, kind="target", day=date(2030, 1, 1), value=1),
        lambda: actions.edit_owner_part(by=lead, at=at, owner=owner, part=OwnerPart()),
        lambda: actions.report_burden(
            by=lead, at=at, outcome=outcome, organisation=cast.council, process="F", weight="heavy"
        ),
    ):
        with pytest.raises(Refused):
            deed()


def test_an_end_has_a_reason(outcome, at):
    with pytest.raises(Refused):
        actions.end_outcome(by=SITE, at=at, outcome=outcome, reason=" ")


@pytest.mark.parametrize("facts", [{"process": " "}, {"process": "x" * 201}, {"weight": "awful"}])
def test_a_burden_that_says_nothing_is_refused(cast, outcome, at, facts):
    proper = {"process": "Form 7", "weight": "heavy"}

    with pytest.raises(Refused):
        actions.report_burden(
            by=cast.viewer("officer"), at=at, outcome=outcome, organisation=cast.council, **{**proper, **facts}
        )


def test_staff_of_another_organisation_do_not_count_as_its_own(cast, outcome, at):
    with pytest.raises(Refused):
        actions.report_burden(
            by=cast.viewer("other_officer"),
            at=at,
            outcome=outcome,
            organisation=cast.council,
            process="Form 7",
            weight="heavy",
        )
