"""At the desk a relationship is looked after: everybody is called in one step, and answers in one press."""

from datetime import date, timedelta

import pytest

from saidanddone.alliances import actions, tasks
from saidanddone.alliances.models import Acknowledgement, Barrier, CallOut, PlanStep, Review
from saidanddone.alliances.queries.waiting import count_for, waiting_for
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE
from saidanddone.messaging.models import Message
from saidanddone.people.models import Person

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def desk(client, cast, table):
    """As an officer of the council, in an alliance that is at work."""
    table.live()
    Message.objects.all().delete()

    class Desk:
        slug = "council"

        def as_(self, who, slug="council"):
            client.logout()
            cast.sign_in(client, who) if isinstance(who, str) else client.force_login(who)
            self.slug = slug
            return self

        def lead_of(self, party):
            return self.as_(Person.objects.get(pk=table.lead(party).person_id), party.organisation.slug)

        def url(self, path=""):
            return f"/desk/{self.slug}/alliances/{table.alliance.public_id}/{path}"

        def html(self, path="relationship/"):
            response = client.get(self.url(path))
            assert response.status_code == 200
            return response.content.decode()

        def post(self, path, **data):
            return client.post(self.url(path), data)

    return Desk().as_("officer")


def parts(day, name):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_one_step_calls_everybody_of_every_party_once(desk, table, cast):
    data = {"words": "The river is rising. Bring sandbags to the hall by six.", "submission_key": "e" * 64}
    assert desk.post("do/call-out/", **data).status_code == 302
    desk.post("do/call-out/", **data)

    called = CallOut.objects.get()
    told = list(Message.objects.filter(about_kind="call-out"))
    expected = {cast.owen.email, cast.lowri.email, cast.helen.email}
    expected |= {Person.objects.get(pk=each.person_id).email for each in table.leads.values()}
    assert {each.address for each in told} == expected, "officers and leads; no connector and no steward"
    assert len(told) == len(expected)
    assert all("sandbags" in each.body for each in told)
    assert all(f"/call-outs/{called.public_id}/" in each.body for each in told)


def test_a_party_answers_in_one_press(desk, table):
    made = actions.call_out(by=table.lead(table.parties[1]), at=table.at, alliance=table.alliance, words="Sandbags.")

    assert "We have heard, and come" in desk.html(f"call-outs/{made.public_id}/")
    desk.post(f"press/come/{made.public_id}/")
    assert Acknowledgement.objects.get().party == table.parties[0]
    assert "We have heard, and come" not in desk.html(f"call-outs/{made.public_id}/")
    desk.post(f"do/acknowledge/{made.public_id}/", words="Two vans, at five.")
    assert "Two vans, at five." in desk.html()


def test_when_it_is_over_everybody_is_told(desk, table):
    made = actions.call_out(by=table.lead(table.parties[1]), at=table.at, alliance=table.alliance, words="Sandbags.")
    called = Message.objects.count()
    desk.post(f"press/stand-down/{made.public_id}/")
    desk.post(f"press/stand-down/{made.public_id}/")

    assert Message.objects.count() == 2 * called
    assert "We have heard, and come" not in desk.html(f"call-outs/{made.public_id}/")


@pytest.mark.parametrize("who", ["stranger", "connector", "steward", "other_officer", "moderator"])
def test_nobody_else_reads_or_answers_a_call(desk, table, who):
    made = actions.call_out(by=table.lead(table.parties[1]), at=table.at, alliance=table.alliance, words="Sandbags.")
    desk.as_(who)

    assert desk.post(f"press/come/{made.public_id}/").status_code in (302, 404)
    assert desk.post("do/call-out/", words="Come!").status_code in (302, 404)
    assert not Acknowledgement.objects.exists()
    assert CallOut.objects.count() == 1


def test_a_barrier_is_named_and_ended_by_the_party_that_can_remove_it(desk, table):
    homes = table.parties[1]
    data = {"words": "No key to the hall", "owner": homes.public_id, **parts(date(2026, 3, 20), "due_date")}
    desk.post("do/barrier/", **data)
    barrier = Barrier.objects.get()
    assert "No key to the hall" in desk.html()

    refused = desk.post(f"do/end-barrier/{barrier.public_id}/", is_removed="yes", how="A key was cut.")
    assert refused.status_code == 400
    desk.lead_of(homes).post(f"do/end-barrier/{barrier.public_id}/", is_removed="no", how="The lock is the bank's.")
    barrier.refresh_from_db()
    assert (barrier.is_removed, barrier.how_it_ended) == (False, "The lock is the bank's.")


def test_a_plan_comes_round_until_it_is_ended(desk, table):
    data = {"what": "Lunch together", "owner": table.parties[0].public_id, "every_days": 30}
    desk.post("do/step/", **data, **parts(date(2026, 3, 1), "next_date"))
    step = PlanStep.objects.get()
    desk.post(f"press/done/{step.public_id}/")
    step.refresh_from_db()
    assert step.next_date == table.at.date() + timedelta(days=30)

    desk.post(f"do/end-step/{step.public_id}/")
    assert "Lunch together" not in desk.html()


def test_it_is_reviewed_and_ends_after_an_exit_review(desk, table, cast):
    desk.as_("lead")
    desk.post("do/begin-review/")
    table.alliance.refresh_from_db()
    assert table.alliance.state == "in_review"
    desk.post("do/end-review/")
    refused = desk.post("do/end/", reason="The money ran out.")
    assert refused.status_code == 400
    assert "exit review" in refused.content.decode()

    data = {"kind": "exit", "went_well": "We met.", "did_not": "Nobody could say no.", "reasons": ["power"]}
    data |= {"next_steps": "The club carries on.", "summary": "It ends.", **parts(date(2026, 3, 1), "held_date")}
    assert desk.post("do/review/", **data).status_code == 302
    assert Review.objects.get().summary == "It ends."
    assert desk.post("do/end/", reason="The money ran out.").status_code == 302
    table.alliance.refresh_from_db()
    assert table.alliance.state == "ended"
    assert "Call everybody out" not in desk.html()


def test_an_officer_ends_nothing(desk, table):
    for path in ("do/end/", "do/begin-review/", "do/go-live/", f"do/leave/{table.parties[0].public_id}/"):
        assert desk.post(path, reason="x").status_code == 403, path
    table.alliance.refresh_from_db()
    assert table.alliance.state == "live"


def test_a_lead_leaves_for_no_other_party(desk, table):
    desk.as_("lead")

    refused = desk.post(f"do/leave/{table.parties[1].public_id}/", reason="Out with them.")
    assert refused.status_code == 400
    assert len(table.parties) == 3
    assert desk.post(f"do/leave/{table.parties[0].public_id}/", reason="Too far for us.").status_code == 302
    assert len(table.parties) == 2


def test_a_drill_that_is_due_is_reminded_of_once(desk, table, at):
    table.alliance.drill_months = 6
    table.alliance.save()
    due = at.replace(year=2026, month=10, day=2)
    tasks.remind(at=due)
    tasks.remind(at=due + timedelta(days=1))

    drills = Message.objects.filter(body__contains="try the call-out")
    assert drills.count() == len(set(drills.values_list("address", flat=True))) > 2
    actions.call_out(by=SITE, at=due, alliance=table.alliance, words="We try it.", is_drill=True)
    before = drills.count()
    tasks.remind(at=due + timedelta(days=2))
    assert drills.count() == before


def test_before_its_day_nobody_is_reminded(desk, table, at):
    table.alliance.drill_months = 6
    table.alliance.save()
    actions.plan_step(
        by=SITE,
        at=at,
        alliance=table.alliance,
        what="Lunch",
        owner=table.parties[0],
        every_days=30,
        next_date=at.date(),
    )
    tasks.remind(at=at)

    assert not Message.objects.exists()


def test_the_party_that_has_it_in_hand_is_told_once_that_its_day_has_passed(desk, table, at):
    homes = table.parties[1]
    actions.raise_barrier(
        by=SITE, at=at, alliance=table.alliance, words="No key", owner=homes, due_date=date(2026, 3, 3)
    )
    for days in (3, 4, 5):
        tasks.remind(at=at + timedelta(days=days))

    told = Message.objects.filter(body__contains="No key")
    assert len(set(told.values_list("address", flat=True))) == told.count() > 0
    people = Person.objects.filter(email__in=told.values_list("address", flat=True))
    assert {each.memberships.get().organisation for each in people} == {homes.organisation}


def test_only_the_site_reminds(table, cast, at):
    with pytest.raises(Refused):
        actions.remind_of_drill(by=cast.viewer("administrator"), at=at, alliance=table.alliance, due=at.date())


def test_those_who_may_sign_are_told_that_a_version_waits(table, cast):
    table.proposed()

    told = set(Message.objects.values_list("address", flat=True))
    assert told == {Person.objects.get(pk=each.person_id).email for each in table.leads.values()}


# What waits


def words_for(viewer, at):
    return [each.words for each in waiting_for(viewer, on=at.date())]


def test_what_waits_is_named_for_whom_it_waits_for(table, cast, at):
    assert words_for(cast.viewer("officer"), at)[0].endswith("wait for you to agree")
    version = table.proposed()
    assert words_for(cast.viewer("lead"), at) == ["Read and sign for Aberwen Council"]
    assert words_for(cast.viewer("officer"), at) == []
    table.sign(version)
    assert words_for(cast.viewer("lead"), at) == []
    made = actions.call_out(by=SITE, at=at, alliance=table.alliance, words="Sandbags.")
    assert words_for(cast.viewer("officer"), at) == ["You are called out: say that you come"]
    assert count_for(cast.viewer("officer"), on=at.date()) == 1
    actions.acknowledge(by=cast.viewer("officer"), at=at, call_out=made, party=table.parties[0])
    assert words_for(cast.viewer("officer"), at) == []


def test_what_is_late_comes_before_what_is_soon(table, cast, at):
    table.live()
    for day in (at.date() + timedelta(days=3), at.date() - timedelta(days=3), at.date() + timedelta(days=30)):
        actions.plan_step(
            by=SITE,
            at=at,
            alliance=table.alliance,
            what=f"Step of {day.day}",
            owner=table.parties[0],
            every_days=30,
            next_date=day,
        )

    found = waiting_for(cast.viewer("officer"), on=at.date())
    assert [each.state for each in found] == ["late", "due_soon"]
    assert count_for(cast.viewer("officer"), on=at.date()) == 2


@pytest.mark.parametrize("who", ["stranger", "resident", "connector", "steward", "moderator", "administrator"])
def test_nothing_waits_for_whoever_is_no_partner(table, cast, at, who):
    table.proposed()

    assert waiting_for(cast.viewer(who), on=at.date()) == []
    assert count_for(cast.viewer(who), on=at.date()) == 0


def test_the_desk_says_what_waits(client, table, cast):
    cast.sign_in(client, "lead")
    table.proposed()

    for address in ("/desk/", "/desk/alliances/"):
        assert "Read and sign for Aberwen Council" in client.get(address).content.decode()
