"""Before and after a decision: declared by those who decided, worked out of public rows, and never called a cause."""

from datetime import UTC, date, datetime

import pytest

from saidanddone.contributions.models import Addressee
from saidanddone.core.rules import Refused
from saidanddone.moderation import registry
from saidanddone.record.models import Entry
from saidanddone.trust import actions
from saidanddone.trust.comparisons import comparisons_of
from saidanddone.trust.models import Comparison
from saidanddone.trust.subjects import Subject
from tests.commitments.factories import CommitmentFactory
from tests.contributions.factories import ContributionFactory
from tests.decisions.factories import DecisionFactory
from tests.trust.factories import ComparisonFactory

pytestmark = pytest.mark.django_db


def decided(cast, **facts):
    announced = datetime(2025, 6, 1, tzinfo=UTC)
    return DecisionFactory(organisation=cast.council, decided=True, **({"announced_at": announced} | facts))


def declared(cast, at, **facts):
    facts = {"thing": decided(cast), "measure": "answered_in_time", "starts_date": date(2025, 8, 1)} | facts
    return actions.declare_comparison(by=cast.viewer("lead"), at=at, **facts)


def asked(cast, year, month, number, in_time):
    """So many asked in a month, so many of them answered in time."""
    for each in range(number):
        said = ContributionFactory(organisations=[cast.council])
        Addressee.objects.filter(contribution=said).update(
            asked_at=datetime(year, month, 10, 12, tzinfo=UTC),
            due_date=date(year, month, 24),
            state="answered",
            answered_in_time=each < in_time,
        )


@pytest.mark.parametrize("who", ["stranger", "resident", "connector", "officer", "other_officer", "steward"])
def test_only_a_lead_of_those_who_decided_declares_it(cast, at, who):
    with pytest.raises(Refused):
        actions.declare_comparison(
            by=cast.viewer(who),
            at=at,
            thing=decided(cast),
            measure="answered_in_time",
            starts_date=date(2025, 8, 1),
        )


def test_what_is_not_decided_in_public_has_no_before_and_after(cast, at):
    for facts in ({"hidden_at": at}, {"decided": False, "announced": True}):
        with pytest.raises(Refused):
            declared(cast, at, thing=DecisionFactory(organisation=cast.council, **({"decided": True} | facts)))


def test_a_day_before_it_was_announced_is_refused(cast, at):
    with pytest.raises(Refused):
        declared(cast, at, starts_date=date(2025, 5, 1))


def test_the_day_that_was_declared_first_stands(cast, at):
    decision = decided(cast)
    first = declared(cast, at, thing=decision)
    again = declared(cast, at, thing=decision, starts_date=date(2025, 10, 1))

    assert first == again and again.starts_date == date(2025, 8, 1)
    assert Entry.objects.about(first.ref).count() == Comparison.objects.count() == 1


def test_with_few_months_it_is_too_early_to_tell(cast, at, client):
    declared(cast, at)
    asked(cast, 2025, 7, 2, 1)

    (found,) = comparisons_of(Subject(organisation=cast.council), on=at.date())

    assert found.found.level is None
    page = client.get(Subject(organisation=cast.council).url()).content.decode()
    assert "It is too early to tell. Months before: 1; after: 0." in page


def test_a_hidden_decision_takes_its_comparison_with_it(cast, at):
    made = declared(cast, at)
    made.decision.hidden_at = at
    made.decision.save()

    assert comparisons_of(Subject(organisation=cast.council), on=at.date()) == []


@pytest.mark.slow
def test_a_jump_is_found_and_said_with_its_margins(cast, at, client):
    declared(cast, at)
    for month in range(1, 15):
        year, number = 2025 + (month - 1) // 12, (month - 1) % 12 + 1
        asked(cast, year, number, 4, (1 if month % 2 else 2) if month < 8 else 4)

    (found,) = comparisons_of(Subject(organisation=cast.council), on=at.date())

    assert (found.found.before, found.found.after) == (7, 7)
    assert found.found.level.is_clear and found.found.level.value > 0.4
    page = client.get(Subject(organisation=cast.council).url()).content.decode()
    assert page.count("before-after__dot") == 14 and page.count("before-after__onward") == 1
    assert "Had it gone on as before" in page
    assert "At that day the level changed by +" in page
    assert "Much else changes at the same time" in page


def test_a_month_that_still_runs_and_one_that_may_yet_be_answered_are_left_out(cast, at):
    declared(cast, at)
    asked(cast, at.year, at.month, 2, 2)
    asked(cast, 2026, 2, 1, 1)
    waiting = ContributionFactory(organisations=[cast.council])
    Addressee.objects.filter(contribution=waiting).update(asked_at=datetime(2026, 2, 25, tzinfo=UTC))

    (found,) = comparisons_of(Subject(organisation=cast.council), on=at.date())

    assert found.months == []


def test_the_desk_declares_it(client, cast):
    cast.sign_in(client, "lead")
    decision = decided(cast)
    assert client.get("/desk/council/trust/comparison/").status_code == 200

    answer = client.post(
        "/desk/council/trust/comparison/",
        {
            "thing": str(decision.ref),
            "measure": "answered_in_time",
            "starts_date_day": "1",
            "starts_date_month": "8",
            "starts_date_year": "2025",
        },
    )

    assert answer.status_code == 302
    assert Comparison.objects.get().decision == decision


def test_no_decision_of_another_organisation_can_be_chosen(client, cast):
    cast.sign_in(client, "lead")
    other = DecisionFactory(organisation=cast.homes, decided=True)

    answer = client.post(
        "/desk/council/trust/comparison/",
        {
            "thing": str(other.ref),
            "measure": "answered_in_time",
            "starts_date_day": "1",
            "starts_date_month": "4",
            "starts_date_year": "2026",
        },
    )

    assert answer.status_code == 400
    assert not Comparison.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "resident", "connector", "officer", "other_officer", "steward"])
def test_only_a_lead_of_its_organisation_withdraws_it(cast, at, who):
    made = ComparisonFactory(commitment__organisation=cast.council)

    with pytest.raises(Refused):
        actions.withdraw_comparison(by=cast.viewer(who), at=at, comparison=made, reason="It was wrong.", language="en")
    assert not Comparison.objects.get().withdrawn_at


def test_it_is_withdrawn_once_with_a_reason_that_stays_in_sight_and_is_sealed_in_the_record(client, cast, at):
    made, lead = ComparisonFactory(commitment__organisation=cast.council), cast.viewer("lead")
    with pytest.raises(Refused):
        actions.withdraw_comparison(by=lead, at=at, comparison=made, reason="  ", language="en")

    actions.withdraw_comparison(by=lead, at=at, comparison=made, reason="<b>The grant</b> came late.", language="en")

    page = client.get(Subject(organisation=cast.council).url()).content.decode()
    assert "&lt;b&gt;The grant&lt;/b&gt; came late." in page and "Month by month" not in page
    (entry,) = Entry.objects.about(made.ref)
    assert entry.kind == "trust-comparison-withdrawn" and "grant" not in entry.text
    with pytest.raises(Refused):
        actions.withdraw_comparison(by=lead, at=at, comparison=made, reason="Again.", language="en")


def test_after_it_was_withdrawn_it_can_be_declared_anew(cast, at):
    first = declared(cast, at)
    actions.withdraw_comparison(by=cast.viewer("lead"), at=at, comparison=first, reason="Wrong day.", language="en")

    again = declared(cast, at, thing=first.decision, starts_date=date(2025, 10, 1))

    assert again != first and Comparison.objects.count() == 2


def test_a_promise_has_a_before_and_an_after(client, cast, at):
    promise = CommitmentFactory(organisation=cast.council, promise="We ring back within a day.")

    made = declared(cast, at, thing=promise, starts_date=at.date())

    assert made.thing == promise
    assert "We ring back within a day." in client.get(Subject(organisation=cast.council).url()).content.decode()
    promise.hidden_at = at
    promise.save()
    assert comparisons_of(Subject(organisation=cast.council), on=at.date()) == []


def test_the_reason_can_be_taken_out_by_a_moderator(client, cast, at):
    made = ComparisonFactory(
        commitment__organisation=cast.council, withdrawn_at=at, withdrawn_because="Ann did it.", language="en"
    )
    handler = registry.handler("trust-comparison")

    handler.rewrite(made.public_id, {"withdrawn_because": "[…] did it."}, is_redacted=True, at=at)

    page = client.get(Subject(organisation=cast.council).url()).content.decode()
    assert "Ann" not in page and "[…] did it." in page
    handler.hide(made.public_id, at)
    assert "did it." not in client.get(Subject(organisation=cast.council).url()).content.decode()


def test_the_desk_withdraws_it(client, cast):
    made = ComparisonFactory(commitment__organisation=cast.council)
    cast.sign_in(client, "lead")
    address = f"/desk/trust/comparisons/{made.public_id}/withdraw/"
    assert client.get(address).status_code == 200
    assert address in client.get("/desk/council/trust/").content.decode()

    assert client.post(address, {"reason": "", "language": "en"}).status_code == 400
    client.post(address, {"reason": "The day was wrong.", "language": "en"})

    made.refresh_from_db()
    assert made.withdrawn_because == "The day was wrong."
