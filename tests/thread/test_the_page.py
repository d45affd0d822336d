"""The page of one contribution: everything that happened, in order, for whoever may see it."""

from datetime import timedelta

import pytest

from saidanddone.contributions import actions
from saidanddone.contributions.models import Addressee, Answer, Contribution
from saidanddone.core.viewer import STRANGER
from saidanddone.moderation import registry
from saidanddone.people.models import Person
from saidanddone.thread import events
from saidanddone.thread.events import Event
from saidanddone.thread.queries import contribution as queries
from tests.conftest import MOMENT
from tests.contributions.factories import (
    AnswerFactory,
    ContributionFactory,
    VerdictFactory,
    contributor_of,
    officer_of,
)
from tests.people.cast import ROLES_OF_CAST
from tests.thread.factories import long_story


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: MOMENT)


def test_the_entries_of_shown_answers_and_verdicts_can_be_checked(client, cast):
    contribution = ContributionFactory(place=cast.county, organisations=[cast.council])
    VerdictFactory(answer=AnswerFactory(contribution=contribution))
    hidden = AnswerFactory(contribution=contribution)
    Answer.objects.filter(pk=hidden.pk).update(hidden_at=MOMENT)

    page = client.get(url(contribution)).content.decode()

    assert "3 entries about this are on the public record." in page
    assert "The contributor said whether they were understood." in page


def url(contribution):
    return f"/contributions/{contribution.public_id}/"


def told(contribution, viewer=STRANGER, at=MOMENT):
    return queries.thread(contribution.public_id, viewer=viewer, at=at)


def headings(contribution, viewer=STRANGER, at=MOMENT):
    return [event.heading for event in told(contribution, viewer, at).events]


def sign_in(client, cast, name):
    if name == "resident":
        session = client.session
        session["contributor"] = cast.mair.pk
        session.save()
    elif name != "stranger":
        client.force_login(Person.objects.get(pk=getattr(cast, ROLES_OF_CAST[name]).pk))


# the order of events


@pytest.mark.slow
def test_a_long_story_is_told_in_the_order_in_which_it_happened(client, cast):
    contribution = long_story(cast, MOMENT)

    thread = told(contribution)

    assert [event.heading for event in thread.events] == [
        "Said",
        "Corrected",
        "Seen",
        "Seen",
        "The clock was stopped",
        "The clock goes on",
        "The clock was stopped",
        "The clock goes on",
        "Answered",
        "Aberwen Council was asked again",
        "Answered: it will be done",
        "Answered: it cannot be done",
        "Aberwen Homes was asked again",
        "The clock was stopped",
        "Answered",
        "Answered",
        "Answered",
        "Corrected",
        "Aberwen Homes has not answered again yet",
    ]
    assert client.get(url(contribution)).status_code == 200
    assert client.get(f"/cy{url(contribution)}").status_code == 200


def test_first_knot_holds_the_words_and_the_credit(client, cast):
    contribution = ContributionFactory(
        text="The *last* bus.", credit_name="Mair, care worker", place=cast.bryn_teg, organisations=[cast.council]
    )

    page = client.get(url(contribution)).content.decode()

    assert "<em>last</em>" in page
    assert "by Mair, care worker" in page
    assert "to Aberwen Council" in page


def test_on_paper_it_says_where_it_stands_unless_it_is_not_public(client, cast):
    contribution = ContributionFactory(place=cast.bryn_teg)
    own = ContributionFactory(organisations=[cast.council], for_one_organisation=True, contributor=cast.mair)
    cast.sign_in(client, "resident")

    assert (
        f'<p class="on-paper meta">http://localhost:8000{url(contribution)}<br>'
        in client.get(url(contribution)).content.decode()
    )
    assert "on-paper" not in client.get(url(own)).content.decode()


def test_uncredited_words_are_still_somebodys(client, cast):
    contribution = ContributionFactory(place=cast.county, credit="uncredited", credit_name="")

    assert "Someone who chose not to be named" in client.get(url(contribution)).content.decode()


# promises


def test_answer_says_how_it_stands_to_the_promise(cast):
    quick = ContributionFactory(place=cast.county, organisations=[cast.council], at=MOMENT - timedelta(days=7))
    slow = ContributionFactory(place=cast.county, organisations=[cast.homes], at=MOMENT - timedelta(days=21))
    for contribution in (quick, slow):
        AnswerFactory(contribution=contribution)

    assert told(quick).events[-1].note == "by Aberwen Council, after 5 working days, within its promise of 10"
    assert told(slow).events[-1].note == "by Aberwen Homes, after 15 working days, 10 days past its promise of 5"
    assert told(slow).events[-1].stage == "late"


def test_waiting_names_the_day_and_late_says_so_by_itself(cast):
    contribution = ContributionFactory(place=cast.county, organisations=[cast.homes])

    before = told(contribution).events[-1]
    after = told(contribution, at=MOMENT + timedelta(days=15)).events[-1]

    assert (before.heading, before.note) == ("Aberwen Homes has not answered yet", "promises to answer by 9 March 2026")
    assert before.data.words == "5 working days left"
    assert (after.heading, after.note) == ("Aberwen Homes is late", "promised by 9 March 2026")
    assert after.data.words == "Late by 6 working days"
    assert before.when is None


def test_organisation_without_a_promise_is_never_late(cast):
    cast.homes.promise_days = None
    cast.homes.save()
    contribution = ContributionFactory(place=cast.county, organisations=[cast.homes])

    last = told(contribution, at=MOMENT + timedelta(days=400)).events[-1]

    assert last.stage == "waiting"
    assert last.note == "it has made no promise to answer within a time"


def test_stopped_clock_shows_its_reason_and_is_not_late(client, cast):
    contribution = ContributionFactory(place=cast.county, organisations=[cast.homes])
    addressee = Addressee.objects.get(contribution=contribution)
    actions.pause_clock(by=officer_of(cast.homes), at=MOMENT, addressee=addressee, reason="The drains are surveyed.")

    last = told(contribution, at=MOMENT + timedelta(days=60)).events[-1]

    assert last.stage == "waiting"
    assert "The drains are surveyed." in client.get(url(contribution)).content.decode()


def test_clock_that_moderation_stopped_says_so_in_the_readers_language(client, cast):
    contribution = ContributionFactory(place=cast.county, organisations=[cast.homes])
    handler = registry.handler(contribution.ref.kind)
    handler.hide(contribution.public_id, MOMENT)
    handler.show(contribution.public_id, MOMENT + timedelta(days=7))

    stopped = next(each for each in told(contribution).events if each.template == "thread/events/paused.html")
    page = client.get(f"/cy{url(contribution)}").content.decode()

    assert stopped.note == "by a moderator"
    assert "Roedd gyda chymedrolwr" in page
    assert "with a moderator" not in page


def test_reason_for_stopping_the_clock_can_be_reported(client, cast):
    contribution = ContributionFactory(place=cast.county, organisations=[cast.homes])
    addressee = Addressee.objects.get(contribution=contribution)
    pause = actions.pause_clock(by=officer_of(cast.homes), at=MOMENT, addressee=addressee, reason="Quercus is ill.")
    address = f"/report/clock-pause/{pause.public_id}/"

    shown = client.get(url(contribution)).content.decode()
    opened = client.get(address).status_code
    registry.handler("clock-pause").hide(pause.public_id, MOMENT)

    assert address in shown
    assert opened == 200
    assert address not in client.get(url(contribution)).content.decode()
    assert client.get(address).status_code == 404


def test_passing_on_shows_both_organisations(cast):
    contribution = ContributionFactory(place=cast.county, organisations=[cast.council])
    AnswerFactory(contribution=contribution, kind="passed_on", passed_to=cast.homes, text="They run the flats.")

    assert headings(contribution) == ["Said", "Passed on to Aberwen Homes", "Aberwen Homes has not answered yet"]


# verdicts


def test_verdict_stands_beside_the_answer(client, cast):
    contribution = ContributionFactory(place=cast.county, organisations=[cast.council], answered=True)
    VerdictFactory(answer=contribution.answers.get(), value="partly", words="Half of it.")

    page = client.get(url(contribution)).content.decode()

    assert "you understood me in part" in page
    assert "Half of it." in page
    assert f"/report/verdict/{contribution.answers.get().verdict.public_id}/" in page


def test_hidden_words_of_a_verdict_are_not_shown(client, cast):
    contribution = ContributionFactory(place=cast.county, organisations=[cast.council], answered=True)
    verdict = VerdictFactory(answer=contribution.answers.get(), value="no", words="Quercus!")
    verdict.words_hidden_at = MOMENT
    verdict.save()

    page = client.get(url(contribution)).content.decode()

    assert "you did not understand me" in page
    assert "Quercus" not in page
    assert "/report/verdict/" not in page


def test_hidden_answer_leaves_that_it_was_given(client, cast):
    contribution = ContributionFactory(place=cast.county, organisations=[cast.council])
    AnswerFactory(contribution=contribution, text="Quercus is to blame.")
    Answer.objects.update(hidden_at=MOMENT)

    page = client.get(url(contribution)).content.decode()

    assert "A moderator has hidden the words of this answer." in page
    assert "Quercus" not in page


def test_only_whoever_spoke_is_asked_for_a_verdict(cast):
    contribution = ContributionFactory(place=cast.county, organisations=[cast.council], answered=True)

    author = told(contribution, contributor_of(contribution)).events[1].data
    stranger = told(contribution).events[1].data

    assert author.asks_verdict
    assert not stranger.asks_verdict


# corrections, translations, same as


def test_correction_shows_what_went_and_what_came(client, cast):
    contribution = ContributionFactory(place=cast.county, text="The last bus goes at ten.", supported=1)
    actions.correct(
        by=contributor_of(contribution),
        at=MOMENT + timedelta(hours=2),
        contribution=contribution,
        text="The last bus goes at nine.",
    )

    page = client.get(url(contribution)).content.decode()

    assert "<del>ten.</del><ins>nine.</ins>" in page


def test_translation_is_marked_as_by_person_or_machine(client, cast):
    contribution = ContributionFactory(place=cast.county, text="The last bus.")
    facts = {"language": "cy", "text": "Y bws olaf.", "made_by": "machine"}
    actions.add_translation(by=contributor_of(contribution), at=MOMENT, contribution=contribution, **facts)

    english, welsh = client.get(url(contribution)), client.get(f"/cy{url(contribution)}")

    assert "Y bws olaf." in english.content.decode()
    assert "Translated by a machine" in english.content.decode()
    assert "<details" in welsh.content.decode()


def test_links_of_the_same_lead_both_ways_and_not_to_what_is_hidden(cast):
    first, second, hidden = (ContributionFactory(place=cast.county, organisations=[cast.council]) for _ in range(3))
    for each in (second, hidden):
        actions.link_same(by=officer_of(cast.council), at=MOMENT, contribution=each, same_as=first)
    Contribution.objects.filter(pk=hidden.pk).update(state="hidden")

    assert told(first).same == [second]
    assert told(second).same == [first]


def test_summary_says_who_spoke_who_answered_and_what_came_of_it(cast):
    contribution = ContributionFactory(
        place=cast.county, organisations=[cast.council, cast.homes], supported=2, at=MOMENT - timedelta(days=1)
    )
    answer = AnswerFactory(contribution=contribution, organisation=cast.council, kind="will_do")
    VerdictFactory(answer=answer, value="yes")

    assert told(contribution).summary == (
        "Mair Pugh and 2 other people say this. Aberwen Council said after 1 working day, within its promise of 10 "
        "that it will be done. Aberwen Homes has not answered yet. Mair Pugh felt understood."
    )


# who may see it


STATUS = {
    # stranger, the author, officer of the organisation, officer of another one, moderator
    "public": (200, 200, 200, 200, 200),
    "held": (404, 200, 404, 404, 200),
    "hidden": (404, 200, 404, 404, 200),
    "withdrawn": (410, 410, 410, 410, 410),
    "for_one_organisation": (404, 200, 200, 404, 200),
}
VIEWERS = ("stranger", "resident", "officer", "other_officer", "moderator")
MATRIX = [(state, viewer, status) for state, row in STATUS.items() for viewer, status in zip(VIEWERS, row, strict=True)]


@pytest.mark.parametrize(("state", "viewer", "status"), MATRIX)
def test_only_who_may_see_it_sees_it(client, cast, settings, state, viewer, status):
    settings.SECOND_FACTOR_REQUIRED = False
    facts = {} if state == "public" else {state: True}
    contribution = ContributionFactory(
        text="Quercus stands by the stop.",
        place=cast.county,
        organisations=[cast.council],
        contributor=cast.mair,
        **facts,
    )
    sign_in(client, cast, viewer)

    response = client.get(url(contribution))

    assert response.status_code == status
    assert ("Quercus" in response.content.decode()) is (status == 200)


def test_what_is_not_for_everyone_is_not_for_search_engines(client, cast):
    public = ContributionFactory(place=cast.county)
    private = ContributionFactory(
        place=cast.county, organisations=[cast.council], contributor=cast.mair, for_one_organisation=True
    )
    sign_in(client, cast, "resident")

    assert 'rel="canonical"' in client.get(url(public)).content.decode()
    page = client.get(url(private)).content.decode()
    assert 'content="noindex"' in page
    assert "og:description" not in page


def test_withdrawn_says_that_it_was_and_nothing_of_what_it_said(client, cast):
    contribution = ContributionFactory(place=cast.county, text="Quercus", credit_name="Gwen", withdrawn=True)

    page = client.get(url(contribution)).content.decode()

    assert "This was withdrawn" in page
    assert "Quercus" not in page
    assert "Gwen" not in page


def test_what_never_was_is_a_404(client, db):
    assert client.get("/contributions/0000000000/").status_code == 404
    assert client.get("/contributions/nothing/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_page_only_shows(client, cast, method):
    contribution = ContributionFactory(place=cast.county)

    assert getattr(client, method)(url(contribution)).status_code == 405


def test_words_of_strangers_stay_words(client, cast):
    nasty = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>"
    contribution = ContributionFactory(
        place=cast.county, text=nasty, credit_name="<b onmouseover=alert(1)>Gwen", organisations=[cast.council]
    )
    VerdictFactory(answer=AnswerFactory(contribution=contribution, text=nasty), value="no", words=nasty)

    page = client.get(url(contribution)).content.decode()

    for bad in ("<script>alert", 'href="javascript', "<img src=x", "<b onmouseover"):
        assert bad not in page


# later apps


def test_other_apps_add_their_events(cast, monkeypatch):
    monkeypatch.setattr(events, "_sources", {})
    contribution = ContributionFactory(place=cast.county)

    events.register("decisions", lambda *_: [Event(MOMENT, "thread/events/plain.html", "Decided", "decided")])

    assert headings(contribution) == ["Said", "Decided"]


# speed


@pytest.mark.slow
def test_page_with_twenty_events_of_its_own_takes_at_most_eighteen_queries(client, cast, django_assert_max_num_queries):
    contribution = long_story(cast, MOMENT)
    client.get(url(contribution))

    with django_assert_max_num_queries(18):
        client.get(url(contribution))
