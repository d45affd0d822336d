"""Several organisations answer for an outcome together, and it outlives their plans, and them."""

import json
from datetime import date

import pytest

from saidanddone.commitments import actions
from saidanddone.commitments.models import Burden, Outcome, Report
from saidanddone.commitments.outcome_drafts import OutcomeDraft, OwnerPart
from saidanddone.core.viewer import SITE, STRANGER
from saidanddone.moderation import registry
from saidanddone.people.queries import viewer_for
from saidanddone.record.models import Entry, Opening
from saidanddone.search.models import SearchDocument
from tests.commitments.factories import OutcomeFactory, OwnerFactory
from tests.people.factories import OrganisationFactory

TODAY = date(2026, 3, 2)


def entries(kind):
    found = Entry.objects.filter(kind=kind).order_by("pk")
    return [json.loads(bytes(entry.content)) for entry in found]


@pytest.fixture
def warm(cast, at):
    owners = (cast.council, cast.homes)
    draft = OutcomeDraft(title="Homes are warm", why="I could see my breath.", place=cast.county, owners=owners)
    return actions.set_outcome(by=cast.viewer("lead"), at=at, draft=draft)


def test_an_outcome_enters_the_record_with_its_owners_and_its_words_only_as_commitments(warm):
    entry = entries("outcome")[0]

    assert entry["fields"]["owners"] == ["council", "homes"]
    assert set(entry["private"]) == {"title", "why"}
    assert "breath" not in json.dumps(entry)


def test_it_is_found_by_its_words_until_a_moderator_hides_it(warm, at):
    found = SearchDocument.objects.filter(kind="outcome", public_id=warm.public_id)
    assert found.exists()

    registry.handler("outcome").hide(warm.public_id, at)

    assert not found.exists()
    assert not Outcome.objects.visible_to(STRANGER).filter(pk=warm.pk).exists()
    registry.handler("outcome").show(warm.public_id, at)
    assert found.exists()


def test_what_a_moderator_hid_its_owners_still_see(warm, cast, at):
    registry.handler("outcome").hide(warm.public_id, at)

    seen = {who for who in ("lead", "other_officer", "moderator") if _sees(cast.viewer(who), warm)}

    assert seen == {"lead", "other_officer", "moderator"}
    assert not _sees(cast.viewer("resident"), warm)


def _sees(viewer, outcome):
    return Outcome.objects.visible_to(viewer).filter(pk=outcome.pk).exists()


def test_what_a_moderator_took_out_opens_no_more(warm, at):
    words = {"title": "Homes are warm", "why": "I could see …", "end_reason": "", "lessons": ""}

    registry.handler("outcome").rewrite(warm.public_id, words, is_redacted=True, at=at)

    opened = set(Opening.objects.filter(entry__about_id=warm.public_id).values_list("entry__kind", "field"))
    assert opened == {("outcome-correction", "title"), ("outcome-correction", "why")}


def test_the_other_owner_agrees(warm, cast, at):
    actions.join_outcome(by=viewer_for(lead_of(cast.homes), at=at), at=at, outcome=warm, organisation=cast.homes)

    assert warm.owners.agreed().count() == 2
    assert [entry["fields"]["change"] for entry in entries("outcome-owner")] == ["agreed", "asked", "agreed"]


def lead_of(organisation):
    from saidanddone.people.roles import RoleName
    from tests.people.factories import MembershipFactory

    return MembershipFactory(organisation=organisation, role=RoleName.LEAD).person


def test_another_joins_of_its_own_accord_and_one_may_then_leave(warm, cast, at):
    trust = OrganisationFactory(slug="trust")
    for organisation in (cast.homes, trust):
        by = viewer_for(lead_of(organisation), at=at)
        actions.join_outcome(by=by, at=at, outcome=warm, organisation=organisation)
    owner = warm.owners.get(organisation=cast.council)

    actions.leave_outcome(by=cast.viewer("lead"), at=at, owner=owner, on=TODAY)

    assert {each.organisation.slug for each in warm.owners.agreed()} == {"homes", "trust"}
    assert warm.owners.get(organisation=cast.council).until_date == TODAY


def test_who_has_ended_hands_its_part_to_whoever_carries_on_today(warm, cast, at):
    last = OrganisationFactory(slug="last")
    middle = OrganisationFactory(slug="middle", ended_date=date(2026, 2, 1), successor=last)
    cast.council.ended_date, cast.council.successor = date(2026, 3, 1), middle
    cast.council.save()
    warm.owners.filter(organisation=cast.council).update(since_date=date(2024, 1, 1), plan_text="Page 4.")

    assert actions.hand_on_parts(by=SITE, at=at) == 1
    assert actions.hand_on_parts(by=SITE, at=at) == 0

    taken = warm.owners.current().get(organisation=last)
    assert (taken.agreed_at, taken.since_date, taken.follows.plan_text) == (at, date(2026, 3, 1), "Page 4.")
    assert entries("outcome-owner")[-1]["fields"]["follows"] == "council"


def test_without_a_successor_it_simply_ends_and_so_does_a_ring(cast, at):
    outcome = OutcomeFactory()
    one, other = OrganisationFactory(ended_date=TODAY), OrganisationFactory(ended_date=TODAY)
    one.successor, other.successor = other, one
    for organisation in (one, other):
        organisation.save()
        OwnerFactory(outcome=outcome, organisation=organisation)

    actions.hand_on_parts(by=SITE, at=at)

    assert not outcome.owners.current().exists()


def test_a_successor_that_answers_already_answers_once(warm, cast, at):
    OwnerFactory(outcome=warm)
    warm.owners.filter(organisation=cast.homes).update(agreed_at=at)
    cast.council.ended_date, cast.council.successor = TODAY, cast.homes
    cast.council.save()

    actions.hand_on_parts(by=SITE, at=at)

    assert warm.owners.current().filter(organisation=cast.homes).count() == 1


def test_one_that_had_only_been_asked_hands_nothing_on(cast, at):
    outcome = OutcomeFactory()
    gone = OrganisationFactory(ended_date=TODAY, successor=cast.homes)
    OwnerFactory(outcome=outcome, organisation=gone, asked=True)

    actions.hand_on_parts(by=SITE, at=at)

    assert not outcome.owners.current().exists()


def test_only_the_newest_words_of_a_plan_open(warm, cast, at):
    owner = warm.owners.get(organisation=cast.council)
    lead = cast.viewer("lead")

    for words in ("Aim 3: warm homes.", "Aim 2: warm homes.", "Aim 2: warm homes."):
        part = OwnerPart(named_person="Head of housing", plan_link="https://plan.example", plan_text=words)
        actions.edit_owner_part(by=lead, at=at, owner=owner, part=part)

    changes = [entry for entry in entries("outcome-owner") if entry["fields"]["change"] == "part"]
    opened = Opening.objects.filter(entry__about_id=owner.public_id, field="plan_text")
    assert len(changes) == 2
    assert opened.count() == 1


def test_it_ends_with_a_reason_and_keeps_its_lessons_and_its_page(warm, cast, at):
    Report.objects.create(outcome=warm, due_date=date(2026, 9, 2))

    actions.end_outcome(by=cast.viewer("lead"), at=at, outcome=warm, reason="All are warm.", lessons="Ask first.")

    warm.refresh_from_db()
    assert (warm.ended_date, warm.lessons) == (TODAY, "Ask first.")
    assert not warm.reports.exists()
    assert _sees(STRANGER, warm)
    assert set(entries("outcome-ended")[0]["private"]) == {"end_reason", "lessons"}


def test_somebody_says_once_what_a_process_costs_and_may_change_it(cast, outcome, at):
    facts = {"at": at, "outcome": outcome, "organisation": cast.council, "process": "Form  7"}

    actions.report_burden(by=cast.viewer("officer"), weight="heavy", **facts)
    actions.report_burden(by=cast.viewer("officer"), weight="light", hours_a_week=2, **facts)
    actions.report_burden(by=cast.viewer("lead"), weight="heavy", **facts)

    said = Burden.objects.order_by("pk").values_list("process", "weight")
    assert list(said) == [("Form 7", "light"), ("Form 7", "heavy")]
