"""The trust action plan: who may write it, what enters the record, and that it stays in sight."""

import pytest

from saidanddone.core.rules import Refused
from saidanddone.moderation import registry
from saidanddone.record.models import Entry
from saidanddone.trust import actions
from saidanddone.trust.models import PlanAction
from saidanddone.trust.subjects import Subject
from tests.people.factories import ServiceFactory
from tests.trust.factories import PlanActionFactory, PlanDraftFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["stranger", "resident", "connector", "officer", "other_officer", "steward"])
def test_only_a_lead_of_the_organisation_plans_ends_and_drops(cast, at, who):
    by, action = cast.viewer(who), PlanActionFactory(organisation=cast.council)

    with pytest.raises(Refused):
        actions.plan_action(by=by, at=at, draft=PlanDraftFactory(organisation=cast.council))
    with pytest.raises(Refused):
        actions.finish_action(by=by, at=at, action=action, came_of_it="It helped.")
    with pytest.raises(Refused):
        actions.drop_action(by=by, at=at, action=action, reason="It did not.")
    assert PlanAction.objects.get().is_open


def test_a_lead_plans_for_no_other_organisation(cast, at):
    with pytest.raises(Refused):
        actions.plan_action(by=cast.viewer("lead"), at=at, draft=PlanDraftFactory(organisation=cast.homes))


def test_a_form_cannot_plan_for_another_organisation_nor_end_what_it_plans(client, cast):
    cast.sign_in(client, "lead")

    client.post(
        "/desk/council/trust/new/",
        {
            "determinant": "openness",
            "benefit": "P7",
            "what": "We open the papers.",
            "measure": "Papers online.",
            "owner": "The clerk",
            "due_date_day": "1",
            "due_date_month": "6",
            "due_date_year": "2099",
            "language": "en",
            "submission_key": "a" * 64,
            "organisation": cast.homes.pk,
            "done_date": "2026-01-01",
            "hidden_at": "2026-01-01",
        },
    )

    action = PlanAction.objects.get()
    assert (action.organisation, action.is_open, action.hidden_at) == (cast.council, True, None)


def test_what_is_planned_and_what_came_of_it_enter_the_record_with_their_words_sealed(cast, at):
    lead = cast.viewer("lead")
    action = actions.plan_action(by=lead, at=at, draft=PlanDraftFactory(organisation=cast.council))
    actions.finish_action(by=lead, at=at, action=action, came_of_it="Nine in ten were answered in time.")

    entries = list(Entry.objects.about(action.ref).order_by("pk"))

    assert [each.kind for each in entries] == ["trust-action", "trust-action-ended"]
    written = "".join(str(bytes(each.body) if hasattr(each, "body") else each.__dict__) for each in entries)
    assert "consistency" in written
    assert "ring back" not in written and "Nine in ten" not in written


def test_what_is_dropped_says_why_and_stays_in_sight(client, cast, at):
    action = PlanActionFactory(organisation=cast.council)
    with pytest.raises(Refused):
        actions.drop_action(by=cast.viewer("lead"), at=at, action=action, reason="  ")

    actions.drop_action(by=cast.viewer("lead"), at=at, action=action, reason="There was nobody to do it.")

    page = client.get(Subject(organisation=cast.council).url()).content.decode()
    assert "There was nobody to do it." in page
    with pytest.raises(Refused):
        actions.finish_action(by=cast.viewer("lead"), at=at, action=action, came_of_it="It helped.")


def test_a_day_that_has_passed_and_a_service_of_another_are_refused(cast, at):
    lead = cast.viewer("lead")
    for facts in ({"due_date": at.date().replace(year=2020)}, {"service": ServiceFactory(organisation=cast.homes)}):
        with pytest.raises(Refused):
            actions.plan_action(by=lead, at=at, draft=PlanDraftFactory(organisation=cast.council, **facts))


def test_a_form_sent_twice_is_one_action(cast, at):
    draft = PlanDraftFactory(organisation=cast.council, submission_key="b" * 64)

    both = [actions.plan_action(by=cast.viewer("lead"), at=at, draft=draft) for _ in range(2)]

    assert both[0] == both[1]
    assert PlanAction.objects.count() == 1


def test_what_a_moderator_hides_leaves_page_json_and_feed(client, cast, at):
    action = PlanActionFactory(organisation=cast.council)
    subject = Subject(organisation=cast.council)
    addresses = [subject.url(page) for page in ("trust", "trust_json", "trust_atom")]
    assert all("ring back" in client.get(each).content.decode() for each in addresses)

    registry.handler("trust-action").hide(action.public_id, at)

    assert not any("ring back" in client.get(each).content.decode() for each in addresses)


def test_words_of_a_plan_are_shown_as_words(client, cast):
    PlanActionFactory(organisation=cast.council, what="<img src=x onerror=alert(1)>", owner="<b>me</b>")

    page = client.get(Subject(organisation=cast.council).url()).content.decode()

    assert "<img src=x" not in page and "<b>me</b>" not in page


def test_the_desk_shows_the_plan_and_keeps_what_was_typed_where_it_is_not_enough(client, cast):
    PlanActionFactory(organisation=cast.council)
    cast.sign_in(client, "lead")

    assert "ring back" in client.get("/desk/council/trust/").content.decode()
    answer = client.post("/desk/council/trust/new/", {"what": "We open the papers.", "submission_key": "a" * 64})

    assert answer.status_code == 400
    assert "We open the papers." in answer.content.decode()


def test_the_desk_ends_an_action(client, cast):
    action = PlanActionFactory(organisation=cast.council)
    cast.sign_in(client, "lead")
    address = f"/desk/trust/{action.public_id}/end/"
    assert client.get(address).status_code == 200

    client.post(address, {"how": "done", "words": "Nine in ten were answered in time."})

    action.refresh_from_db()
    assert action.done_date and action.came_of_it == "Nine in ten were answered in time."


def test_words_of_a_plan_are_read_in_the_language_that_a_person_put_them_into(client, cast, at):
    action = PlanActionFactory(organisation=cast.council)
    words = {"what": "Rydym yn ffonio pawb yn ôl.", "hidden_at": "x"}
    with pytest.raises(Refused):
        actions.translate_trust_action(by=cast.viewer("resident"), at=at, action=action, words=words)

    actions.translate_trust_action(by=cast.viewer("lead"), at=at, action=action, words=words)

    assert PlanAction.objects.get().translation == {"what": "Rydym yn ffonio pawb yn ôl."}
    page = client.get("/cy" + Subject(organisation=cast.council).url()).content.decode()
    assert "Rydym yn ffonio pawb yn ôl." in page
    (entry,) = Entry.objects.about(action.ref)
    assert entry.kind == "words-translated" and "ffonio" not in entry.text


def test_the_desk_shows_both_languages_beside_each_other(client, cast):
    action = PlanActionFactory(organisation=cast.council)
    cast.sign_in(client, "lead")
    address = f"/desk/trust/{action.public_id}/translate/"

    assert "ring back" in client.get(address).content.decode()
    assert address in client.get("/desk/council/trust/").content.decode()
