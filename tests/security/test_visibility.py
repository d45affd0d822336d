"""What each viewer may see of each state of a contribution, on every surface of the site, in both languages.

`states.py` says who sees what, `surfaces.py` what stands where. Every address that a GET is meant for is a surface:
whatever the viewer may not see must not stand there, in words, name, file or public id, and what is public must stand
where it belongs. An address that is in neither list of `surfaces.py` fails a test until somebody has decided.
"""

import re

import pytest
from django.db.models import Q
from django.urls import reverse

from saidanddone.contributions.models import Answer, Contribution
from saidanddone.core.viewer import SITE, STRANGER, Viewer
from saidanddone.messaging.models import Message
from saidanddone.people.models import Contributor
from saidanddone.people.queries import CONTRIBUTOR_SESSION_KEY
from saidanddone.record.models import Entry
from saidanddone.search import queries as search
from tests.security import walk
from tests.security.states import (
    OPENS,
    PUBLIC,
    SEES,
    STATES,
    WAS_PUBLIC,
    WITHOUT_ANSWER,
    hidden_marks,
    mark,
)
from tests.security.surfaces import (
    ASKED,
    NAMES_WHAT_WAS_PUBLIC,
    OF_ONE_CONTRIBUTION,
    SHOWS_NO_WORDS,
    SHOWS_PUBLIC,
    WITHOUT_OUR_CONTENT,
)

FAST = ("stranger", "other_officer")
VIEWERS = [who if who in FAST else pytest.param(who, marks=pytest.mark.slow) for who in SEES]
IN_BOTH = [
    (who, language) if (who, language) == ("stranger", "en") else pytest.param(who, language, marks=pytest.mark.slow)
    for who in SEES
    for language in ("en", "cy")
]


def client_of(world, said, who):
    client = walk.client_of(world, who if who in walk.PEOPLE else "stranger")
    if who in ("author", "neighbour"):
        session = client.session
        session[CONTRIBUTOR_SESSION_KEY] = contributor_of(said, who)
        session.save()
    return client


def contributor_of(said, who):
    author = said["public"].contribution.contributor_id
    return author if who == "author" else Contributor.objects.get(name="Neighbour").pk


def viewer_of(world, said, who):
    if who in ("author", "neighbour"):
        return Viewer(contributor_ids=frozenset({contributor_of(said, who)}))
    return world.cast.viewer(who)


def leaks(visit, who, said):
    """What stands there and must not. A question that was asked may be said back."""
    body = visit.body
    for asked in re.findall(r"[?]q=(\w+)", visit.url):
        body = body.replace(asked, "")
    lower = body.lower()
    for state in STATES:
        own = {mark(kind, state) for kind in OWN_WORDS} if who == "author" and visit.name in OWN_PAGES else set()
        yield from (f"{visit} shows {word}" for word in hidden_marks(state, who) - own if word in lower)
        names = visit.name.startswith(NAMES_WHAT_WAS_PUBLIC) and state in WAS_PUBLIC
        if state not in SEES[who] and not names:
            yield from (f"{visit} names {state} {each}" for each in said[state].ids if each in body)


OWN_PAGES = {"yours", "your_contribution", "your_download", "give_verdict"}
OWN_WORDS = ("verdict", "secret")
"""What authors read there of their own, hidden from everyone else or not."""


def lists(world, language="en"):
    """Every address that needs no argument of a contribution, and every question to what can be asked."""
    prefix = "/cy" if language == "cy" else ""
    for name in walk.readable():
        if name not in OF_ONE_CONTRIBUTION and not name.startswith(WITHOUT_OUR_CONTENT):
            yield name, prefix + walk.url(world, name)
    for state in STATES:
        for name in sorted(ASKED & set(walk.readable())):
            yield name, f"{prefix}{walk.url(world, name)}?q={mark('text', state)}"


def test_every_address_is_classified():
    known = SHOWS_PUBLIC | OF_ONE_CONTRIBUTION | SHOWS_NO_WORDS
    there = {name for name in walk.readable() if not name.startswith(WITHOUT_OUR_CONTENT)}

    assert sorted(there - known) == []
    assert sorted(known - there) == []


@pytest.mark.parametrize(("who", "language"), IN_BOTH)
def test_no_list_feed_file_or_search_shows_what_a_viewer_may_not_see(world, said, who, language):
    client = client_of(world, said, who)

    visits = [walk.visit(client, who, name, url) for name, url in lists(world, language)]

    found = [leak for visit in visits for leak in leaks(visit, who, said)]
    assert not found, "\n".join(found)
    assert not [str(visit) for visit in visits if visit.status == 500]
    assert [visit for visit in visits if "?q=" in visit.url and visit.status == 200]


@pytest.mark.parametrize("who", VIEWERS)
def test_what_is_public_stands_where_it_belongs(world, said, who):
    client = client_of(world, said, who)

    visits = [walk.visit(client, who, name, walk.url(world, name)) for name in sorted(SHOWS_PUBLIC)]

    assert not [str(visit) for visit in visits if mark("text", "public") not in visit.body.lower()]


@pytest.mark.parametrize("who", VIEWERS)
def test_a_contributions_own_page_opens_for_those_who_may_see_it_alone(world, said, who):
    client = client_of(world, said, who)

    for state, each in said.items():
        for prefix in ("", "/cy"):
            url = prefix + reverse("contribution", args=[each.contribution.public_id])
            visit = walk.visit(client, who, "contribution", url)
            body = visit.body.lower()

            is_shown = mark("text", state) in body
            assert (visit.status == 200 and is_shown) == (state in OPENS[who]), f"{state}: {visit}"
            assert not [word for word in hidden_marks(state, who) if word in body], f"{state}: {visit}"
            if state not in OPENS[who]:
                assert visit.status in (404, 410), f"{state}: {visit}"
                assert not is_shown


def about(each, name):
    """The arguments that lead an address to a contribution, its answer, its verdict or its file."""
    kind = name.split()[-1]
    if kind == "contribution":
        return each.contribution.public_id
    if kind == "file":
        return each.contribution.attachments.get().public_id
    return each.answer.public_id if kind == "answer" else each.answer.verdict.public_id


OF_EACH = (
    "check_words contribution", "report contribution", "reported contribution", "api_contribution contribution",
    "report answer", "reported answer", "report verdict", "api_answer answer", "give_verdict answer", "attachment file",
)  # fmt: skip
SHUT_FOR_ALL = {"answer": {"no_answer"}, "verdict": {"no_answer", "no_words"}}


def opens(name, who):
    """The states in which an address of one thing opens for a viewer."""
    address, kind = name.split()
    found = OPENS[who]
    if address.startswith("api_"):
        found = SEES["stranger"]
    elif address in ("attachment", "give_verdict"):
        found = SEES[who] if address == "attachment" or who == "author" else set()
    return found - SHUT_FOR_ALL.get(kind, set())


@pytest.mark.parametrize("who", VIEWERS)
@pytest.mark.parametrize("name", OF_EACH)
def test_nothing_else_about_it_opens_either(world, said, who, name):
    client, (address, kind) = client_of(world, said, who), name.split()

    for state, each in said.items():
        if kind in ("answer", "verdict") and state in WITHOUT_ANSWER:
            continue
        arguments = [*([kind] if address.startswith("report") else []), about(each, name)]
        visit = walk.visit(client, who, address, reverse(address, args=arguments))

        assert (visit.status == 200) == (state in opens(name, who)), f"{state}: {visit}"
        assert visit.status < 500
        if address != "give_verdict":
            assert not [word for word in hidden_marks(state, who) if word in visit.body.lower()], f"{state}: {visit}"


@pytest.mark.parametrize("who", VIEWERS)
def test_the_record_names_what_everyone_could_read_once_and_nothing_else(world, said, who):
    client = client_of(world, said, who)

    for state, each in said.items():
        for kind, public_id in kinds_and_ids(each):
            visit = walk.visit(client, who, "api_record_about", reverse("api_record_about", args=[kind, public_id]))

            assert (visit.body != "[]") == (state in PUBLIC | WAS_PUBLIC), f"{state} {kind}: {visit}"


def kinds_and_ids(each):
    yield "contribution", each.contribution.public_id
    if each.state not in WITHOUT_ANSWER:
        yield "answer", each.answer.public_id
        yield "verdict", each.answer.verdict.public_id


@pytest.mark.parametrize("who", VIEWERS)
def test_the_key_to_words_is_handed_to_those_who_may_read_them_alone(world, said, who):
    client, handed = client_of(world, said, who), set()

    for state, each in said.items():
        for name in keys_of(each):
            url = reverse("opening", args=[each.contribution.public_id, name])
            visit = walk.visit(client, who, "opening", url)

            assert visit.status in (200, 404)
            assert not [word for word in hidden_marks(state, who) if word in visit.body], f"{state}: {visit}"
            handed |= {state} if visit.status == 200 else set()

    assert handed == OPENS[who] & (PUBLIC | WAS_PUBLIC)


def keys_of(each):
    """What the file of each key would be called, for all words that were ever recorded of a contribution."""
    about_any = Q()
    for kind, public_id in kinds_and_ids(each):
        about_any |= Q(about_kind=kind, about_id=public_id)
    for entry in Entry.objects.filter(about_any).select_related("log"):
        yield from (f"{entry.log.number}-{entry.position}-{name}" for name in entry.commitments)


@pytest.mark.parametrize("who", VIEWERS)
def test_what_was_said_is_found_in_every_state_on_the_authors_own_page_alone(world, said, who):
    client = client_of(world, said, who)

    for state, each in said.items():
        visit = walk.visit(client, who, "your_contribution", reverse("your_contribution", args=[
            each.contribution.public_id
        ]))  # fmt: skip

        assert (visit.status == 200 and mark("text", state) in visit.body) == (who == "author"), f"{state}: {visit}"


@pytest.mark.parametrize("who", VIEWERS)
def test_nobody_acts_on_what_they_may_not_see(world, said, who):
    client = client_of(world, said, who)

    for state in set(STATES) - SEES[who]:
        for name in ("support", "withdraw_support", "answer_contribution", "link_same", "add_translation"):
            url = reverse(name, args=[said[state].contribution.public_id])
            visit = walk.visit(client, who, name, url, "POST")

            assert visit.status in (302, 403, 404), f"{state}: {visit}"
            assert not visit.writes, f"{state}: {visit} {visit.writes}"


@pytest.mark.parametrize("who", list(SEES))
def test_the_rule_itself_says_what_the_table_says(world, said, who):
    viewer = viewer_of(world, said, who)

    seen = set(Contribution.objects.visible_to(viewer).values_list("pk", flat=True))
    answered = set(Answer.objects.visible_to(viewer).values_list("contribution", flat=True))

    assert {state for state, each in said.items() if each.contribution.pk in seen} == SEES[who]
    with_answer = SEES[who] - WITHOUT_ANSWER - {"no_answer"}
    assert {state for state, each in said.items() if each.contribution.pk in answered} == with_answer


def test_the_index_holds_what_is_public_alone(world, said):
    found = {state for state in STATES if search.find(mark("text", state), kinds=["contribution"])}

    assert found == PUBLIC
    assert not search.find(mark("secret", "redacted"), kinds=["contribution"])


def test_words_of_a_verdict_that_were_hidden_leave_its_answer_to_be_read(world, said):
    contribution = said["no_words"].contribution

    visit = walk.visit(
        client_of(world, said, "stranger"), "stranger", "contribution",
        reverse("contribution", args=[contribution.public_id]),
    )  # fmt: skip

    assert mark("answer", "no_words") in visit.body.lower()


def test_letters_tell_nobody_what_they_may_not_see(world, said):
    """A letter about a contribution goes to its author, or to those it is addressed to."""
    told = {"qqauthor@example.org", "owen@example.org", "lowri@example.org"}

    for message in Message.objects.all():
        words = f"{message.subject} {message.body}".lower()
        private = [s for s in set(STATES) - PUBLIC if [w for w in hidden_marks(s, "stranger") if w in words]]
        assert not private or message.address in told, f"{message.address} is told of {private}"


def test_the_viewers_here_are_no_more_than_they_seem(world, said):
    assert viewer_of(world, said, "stranger") == STRANGER
    assert not viewer_of(world, said, "author").permissions
    assert SITE not in [viewer_of(world, said, who) for who in SEES]
