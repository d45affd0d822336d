"""What each viewer may see of each state of a contribution, on every surface of the site.

The table below says it once, apart from the code. Every address that a GET is meant for is a surface: whatever the
viewer may not see must not stand there, in words, name or file, and what is public must stand where it belongs. An
address that is neither in `SHOWS_PUBLIC` nor in `SHOWS_NO_WORDS` fails a test until somebody has decided.
"""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from saidanddone.contributions import actions
from saidanddone.contributions.models import Answer, Contribution, Verdict
from saidanddone.core import clock
from saidanddone.core.viewer import SITE
from saidanddone.messaging.models import Message
from saidanddone.people.models import Contributor
from saidanddone.people.queries import CONTRIBUTOR_SESSION_KEY
from saidanddone.search import queries as search
from tests.contributions.factories import AnswerFactory, ContributionFactory, VerdictFactory
from tests.people.factories import ContributorFactory
from tests.security import walk

STATES = ("public", "held", "hidden", "withdrawn", "for_two", "for_one")
"""`for_two`: for the council and Aberwen Homes alone; `for_one`: for the council alone."""
OF_COUNCIL = {"public", "for_two", "for_one"}
SEES = {
    "stranger": {"public"},
    "neighbour": {"public"},
    "author": set(STATES),
    "connector": OF_COUNCIL,
    "officer": OF_COUNCIL,
    "other_officer": {"public", "for_two"},
    "lead": OF_COUNCIL,
    "steward": OF_COUNCIL,
    "moderator": set(STATES) - {"withdrawn"},
    "administrator": {"public"},
}
FAST = {"stranger", "other_officer"}
VIEWERS = [who if who in FAST else pytest.param(who, marks=pytest.mark.slow) for who in SEES]

SHOWS_PUBLIC = {
    "contributions",
    "contributions_download",
    "contributions_atom",
    "contributions_json_feed",
    "home",
    "organisation",
    "place",
    "api_contributions",
}
"""Surfaces on which the words of what is public stand, whoever looks."""
OF_ONE_CONTRIBUTION = {
    "contribution",
    "api_contribution",
    "attachment",
    "report",
    "reported",
    "support",
    "answer_contribution",
}
"""Surfaces of one contribution: opened with each of them."""
SHOWS_NO_WORDS = {
    "add_bank_holiday",
    "add_member",
    "add_organisation",
    "add_service",
    "add_to_site",
    "add_topic",
    "close_account",
    "desk_calendar",
    "desk_calendar_year",
    "desk_members",
    "desk_organisation",
    "desk_organisations",
    "desk_people",
    "desk_promise",
    "desk_topics",
    "edit_organisation",
    "edit_service",
    "edit_topic",
    "end_membership",
    "end_organisation",
    "end_service",
    "invite",
    "invite_to_site",
    "your_details",
    "about",
    "about_data",
    "accessibility",
    "add_place",
    "add_translation",
    "api_answer",
    "api_answers",
    "api_docs",
    "api_nothing_here",
    "api_openapi",
    "api_organisation",
    "api_organisations",
    "api_place",
    "api_place_boundary",
    "api_places",
    "api_record",
    "api_record_about",
    "api_record_entry",
    "api_record_receipt",
    "api_services",
    "api_topics",
    "appeal",
    "ask_for_return_link",
    "attach",
    "change_consent",
    "change_credit",
    "claim",
    "contributions_map",
    "cookies",
    "correct",
    "desk",
    "desk_case",
    "desk_channels",
    "desk_inbox",
    "desk_letters",
    "desk_messages",
    "desk_moderation",
    "desk_openings",
    "desk_place",
    "desk_places",
    "desk_settings",
    "edit_place",
    "erased",
    "gallery",
    "give_verdict",
    "health",
    "invitation",
    "link_same",
    "moderation_counts",
    "moderation_counts_csv",
    "moderation_decision",
    "moderation_decisions",
    "moderation_decisions_csv",
    "moderation_policy",
    "narrow_audience",
    "open_invitation",
    "organisations",
    "pause_clock",
    "places",
    "privacy",
    "record",
    "record_check",
    "record_checkpoint",
    "record_content",
    "record_entry",
    "record_key",
    "record_log",
    "record_receipt",
    "record_tile",
    "record_verifier",
    "record_witnesses",
    "return_link",
    "return_link_asked",
    "robots",
    "search",
    "security_txt",
    "set_figure",
    "sitemap",
    "sitemap_part",
    "speak",
    "speak_check",
    "speak_done",
    "speak_letter",
    "speak_similar",
    "speak_where",
    "speak_whom",
    "speak_you",
    "withdraw",
    "your_code",
    "your_contribution",
    "your_download",
    "your_email",
    "your_erasure",
    "your_link",
    "yours",
}
"""Surfaces without the words of what is public in general (one's own, the desk's, the record's): still walked."""
WITHOUT_OUR_CONTENT = ("account_", "mfa_", "socialaccount_", "openid_connect_")


def marks_of(state):
    """Words that stand in one contribution alone: in its text, its name, its translation, its answer, its verdict."""
    return {f"qq{kind}{state.replace('_', '')}" for kind in ("text", "name", "cymraeg", "answer", "verdict")}


@pytest.fixture(scope="module")
def said(world_of_module, django_db_blocker):
    """One contribution in each state, by one author, each with an answer, a verdict and a translation."""
    with django_db_blocker.unblock():
        author = ContributorFactory(name="Qqauthor", email="qqauthor@example.org")
        found = {state: _said(world_of_module, author, state) for state in STATES}
        yield found


def _said(world, author, state):
    at, cast, word = clock.now() - timedelta(days=5), world.cast, state.replace("_", "")
    organisations = (cast.council, cast.homes) if state == "for_two" else (cast.council,)
    contribution = ContributionFactory(
        at=at,
        text=f"The qqtext{word} bus never comes.",
        credit_name=f"Qqname{word}",
        contributor=author,
        place=cast.bryn_teg,
        organisations=organisations,
        with_point=True,
        for_organisations=state == "for_two",
        for_one_organisation=state == "for_one",
    )
    actions.add_translation(
        by=SITE, at=at, contribution=contribution, language="cy", text=f"Bws qqcymraeg{word}", made_by="person"
    )
    answer = AnswerFactory(
        contribution=contribution, organisation=cast.council, officer=cast.owen, text=f"Sorry, qqanswer{word}.", at=at
    )
    VerdictFactory(answer=answer, value="partly", words=f"Well, qqverdict{word}.", at=at)
    if state in ("held", "hidden", "withdrawn"):
        from tests.contributions.factories import _bring_into

        _bring_into(contribution, state, clock.now())
    return Contribution.objects.get(pk=contribution.pk)


def client_of(world, said, who):
    client = walk.client_of(world, who if who in walk.PEOPLE else "stranger")
    if who in ("author", "neighbour"):
        session = client.session
        neighbour = Contributor.objects.exclude(pk__in=(said["public"].contributor_id, world.cast.mair.pk)).first()
        session[CONTRIBUTOR_SESSION_KEY] = said["public"].contributor_id if who == "author" else neighbour.pk
        session.save()
    return client


def leaks(visit, who):
    """What stands there and must not. A question that was asked may be said back."""
    body = visit.body.lower()
    for asked in re.findall(r"[?]q=(\w+)", visit.url):
        body = body.replace(asked, "")
    for state in STATES:
        if state not in SEES[who]:
            yield from (f"{visit} shows {mark}" for mark in marks_of(state) if mark in body)


def lists(world):
    """Every address that needs no argument of a contribution, in both languages, and every question to search."""
    for name in walk.readable():
        if name not in OF_ONE_CONTRIBUTION and not name.startswith(WITHOUT_OUR_CONTENT):
            yield name, walk.url(world, name)
    for state in STATES:
        for name in sorted(ASKED & set(walk.readable())):
            yield name, f"{walk.url(world, name)}?q=qqtext{state.replace('_', '')}"


ASKED = {
    "contributions",
    "contributions_map",
    "contributions_download",
    "contributions_atom",
    "search",
    "api_contributions",
}
"""Surfaces that can be asked for words with `q`."""


def test_every_address_is_classified():
    known = SHOWS_PUBLIC | OF_ONE_CONTRIBUTION | SHOWS_NO_WORDS

    assert not [n for n in walk.readable() if n not in known and not n.startswith(WITHOUT_OUR_CONTENT)]


@pytest.mark.parametrize("who", VIEWERS)
def test_no_list_feed_file_or_search_shows_what_a_viewer_may_not_see(world, said, who):
    client = client_of(world, said, who)

    found = [leak for name, url in lists(world) for leak in leaks(walk.visit(client, who, name, url), who)]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("who", VIEWERS)
def test_what_is_public_stands_where_it_belongs(world, said, who):
    client = client_of(world, said, who)

    visits = [walk.visit(client, who, name, walk.url(world, name)) for name in sorted(SHOWS_PUBLIC)]

    assert not [str(visit) for visit in visits if "qqtextpublic" not in visit.body.lower()]


@pytest.mark.parametrize("who", VIEWERS)
def test_a_contributions_own_page_opens_for_those_who_may_see_it_alone(world, said, who):
    client = client_of(world, said, who)

    for state, contribution in said.items():
        visit = walk.visit(client, who, "contribution", reverse("contribution", args=[contribution.public_id]))

        is_shown = f"qqtext{state.replace('_', '')}" in visit.body.lower()
        assert (visit.status == 200 and is_shown) == (state in SEES[who]), f"{state}: {visit}"
        if state not in SEES[who]:
            assert visit.status in (302, 403, 404, 410), f"{state}: {visit}"
            assert not [mark for mark in marks_of(state) if mark in visit.body.lower()]


@pytest.mark.parametrize("who", VIEWERS)
@pytest.mark.parametrize("name", ["report", "reported", "api_contribution"])
def test_nothing_else_about_it_opens_either(world, said, who, name):
    client = client_of(world, said, who)

    for state, contribution in said.items():
        arguments = [contribution.public_id] if name == "api_contribution" else ["contribution", contribution.public_id]
        visit = walk.visit(client, who, name, reverse(name, args=arguments))

        sees = SEES["stranger"] if name == "api_contribution" else SEES[who]
        assert (visit.status == 200) == (state in sees), f"{state}: {visit}"


@pytest.mark.parametrize("who", VIEWERS)
def test_nobody_acts_on_what_they_may_not_see(world, said, who):
    client = client_of(world, said, who)

    for state in set(STATES) - SEES[who]:
        for name in ("support", "withdraw_support", "answer_contribution", "link_same", "add_translation"):
            url = reverse(name, args=[said[state].public_id])
            visit = walk.visit(client, who, name, url, "POST")

            assert visit.status in (302, 403, 404), f"{state}: {visit}"
            assert not visit.writes, f"{state}: {visit} {visit.writes}"


@pytest.mark.parametrize("who", list(SEES))
def test_the_rule_itself_says_what_the_table_says(world, said, who):
    viewer = world.cast.viewer(who) if who in walk.PEOPLE else SITE
    if who in ("author", "neighbour"):
        viewer = type(viewer)(contributor_ids=frozenset({said["public"].contributor_id if who == "author" else -1}))

    seen = set(Contribution.objects.visible_to(viewer).values_list("pk", flat=True))

    assert {state for state, contribution in said.items() if contribution.pk in seen} == SEES[who]
    answered = set(Answer.objects.visible_to(viewer).values_list("contribution", flat=True))
    assert {state for state, contribution in said.items() if contribution.pk in answered} == SEES[who]


def test_the_index_holds_what_is_public_alone(world, said):
    found = {state for state in STATES if search.find(f"qqtext{state.replace('_', '')}", kinds=["contribution"])}

    assert found == {"public"}


def test_an_answer_that_was_hidden_is_shown_to_nobody(world, said):
    Answer.objects.filter(contribution=said["public"]).update(hidden_at=clock.now())
    url = reverse("contribution", args=[said["public"].public_id])

    for who in ("stranger", "author", "other_officer"):
        visit = walk.visit(client_of(world, said, who), who, "contribution", url)

        assert visit.status == 200
        assert "qqanswerpublic" not in visit.body.lower(), who
        assert "qqverdictpublic" not in visit.body.lower(), who


def test_words_of_a_verdict_that_were_hidden_are_shown_to_nobody(world, said):
    Verdict.objects.filter(answer__contribution=said["public"]).update(words_hidden_at=clock.now())

    visit = walk.visit(
        walk.client_of(world, "stranger"), "stranger", "contribution",
        reverse("contribution", args=[said["public"].public_id]),
    )  # fmt: skip

    assert "qqanswerpublic" in visit.body.lower()
    assert "qqverdictpublic" not in visit.body.lower()


def test_letters_tell_nobody_what_they_may_not_see(world, said):
    """A letter about a contribution goes to its author, or to those it is addressed to."""
    told = {"qqauthor@example.org", "owen@example.org", "lowri@example.org"}

    for message in Message.objects.all():
        words = f"{message.subject} {message.body}".lower()
        private = [state for state in STATES if state != "public" and marks_of(state) & set(words.split())]
        assert not private or message.address in told, f"{message.address} is told of {private}"
