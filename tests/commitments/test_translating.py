"""Promises, setbacks, outcomes and their measures in the other language."""

import pytest
from django.db import transaction
from django.urls import reverse

from saidanddone.commitments import actions
from saidanddone.commitments.models import Commitment, Indicator, Outcome, Setback
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import STRANGER
from saidanddone.moderation import registry
from saidanddone.record.models import Entry, Opening
from saidanddone.search.models import SearchDocument
from tests.commitments.factories import CommitmentFactory, SetbackFactory

pytestmark = pytest.mark.django_db
NEW = "Byddwn ni'n rhedeg bws 7 tan ddeg y nos."


@pytest.fixture
def promise(cast):
    return CommitmentFactory(
        organisation=cast.council, place=cast.county, promise="We will run bus 7 until ten.", funding="The bus grant."
    )


@pytest.fixture
def setback(cast):
    return SetbackFactory(organisation=cast.council, place=cast.county, title="The bus did not come.")


@pytest.fixture
def things(promise, setback, outcome, indicator):
    """Name → the action, what it takes, a field of it."""
    return {
        "commitment": (actions.translate_commitment, promise, "promise"),
        "setback": (actions.translate_setback, setback, "title"),
        "outcome": (actions.translate_outcome, outcome, "title"),
        "indicator": (actions.translate_indicator, indicator, "title"),
    }


def address(name, thing):
    on_desk = name in ("outcome", "indicator")
    return reverse(f"translate_{name}", args=["council", thing.public_id] if on_desk else [thing.public_id])


KINDS = ["commitment", "setback", "outcome", "indicator"]
each_kind = pytest.mark.parametrize("name", KINDS)


# attacks


@each_kind
def test_nobody_who_does_not_write_for_it_translates_it(cast, at, things, name):
    action, thing, field = things[name]

    for viewer in (STRANGER, cast.viewer("connector"), cast.viewer("steward"), cast.viewer("moderator")):
        with pytest.raises(Refused):
            action(by=viewer, at=at, words={field: "x"}, **{name: thing})


def test_of_another_organisation_only_an_outcome_that_both_own_is_translated(cast, at, things):
    other = cast.viewer("other_officer")

    for name in ("commitment", "setback"):
        action, thing, field = things[name]
        with pytest.raises(Refused):
            action(by=other, at=at, words={field: "x"}, **{name: thing})
    things["outcome"][0](by=other, at=at, words={"title": "Adref."}, outcome=things["outcome"][1])

    assert Outcome.objects.get().said("title", "cy").text == "Adref."


def test_what_was_asked_to_answer_and_has_not_agreed_translates_nothing(cast, at, outcome):
    outcome.owners.filter(organisation=cast.homes).update(agreed_at=None)

    with pytest.raises(Refused):
        actions.translate_outcome(by=cast.viewer("other_officer"), at=at, outcome=outcome, words={"title": "x"})


@each_kind
def test_what_a_moderator_hid_is_not_translated(cast, at, things, name):
    action, thing, field = things[name]
    for model in (Commitment, Setback, Outcome):
        model.objects.update(hidden_at=at)

    with pytest.raises(Refused, match="hidden"):
        action(by=cast.viewer("officer"), at=at, words={field: "x"}, **{name: thing})


@each_kind
def test_only_words_are_written_by_it(cast, at, things, name):
    action, thing, field = things[name]

    action(by=cast.viewer("officer"), at=at, words={field: "Gair.", "hidden_at": "x", "pk": "1"}, **{name: thing})

    thing.refresh_from_db()
    assert thing.translation == {field: "Gair."}


# readers, the desk, the record


@each_kind
def test_it_is_translated_by_the_form_and_enters_the_record(client, cast, things, name):
    _action, thing, field = things[name]
    cast.sign_in(client, "officer")
    url = address(name, thing)
    assert f'name="{field}"' in client.get(url).content.decode()

    assert client.post(url, {field: "Gair newydd."}).status_code == 302

    thing.refresh_from_db()
    assert (thing.translation, thing.translated_by) == ({field: "Gair newydd."}, "person")
    entry = Entry.objects.get(kind="words-translated")
    assert entry.about == thing.ref
    assert entry.facts == {"language": "cy", "translated_by": "person", "fields": [field]}


@each_kind
def test_what_is_wrong_keeps_what_was_typed(client, cast, things, name):
    _action, thing, field = things[name]
    cast.sign_in(client, "officer")

    answer = client.post(address(name, thing), {field: "Hir iawn " * 60})

    assert answer.status_code == 400
    assert "Hir iawn Hir iawn" in answer.content.decode()
    thing.refresh_from_db()
    assert thing.translation == {}


@pytest.mark.parametrize("name", ["commitment", "setback", "outcome"])
def test_its_page_has_the_readers_language_and_the_original_by_one_press(client, cast, at, things, name):
    action, thing, field = things[name]
    original, url = getattr(thing, field), reverse(name, args=[thing.public_id])
    action(by=cast.viewer("officer"), at=at, words={field: "Gair newydd."}, **{name: thing})

    english, welsh = client.get(url).content.decode(), client.get(f"/cy{url}").content.decode()

    assert "Gair newydd." in welsh
    assert f'<div class="prose" lang="en"><p>{original}</p></div>' in welsh
    assert "Gair newydd." not in english
    assert "translation-note" not in english


def test_what_has_no_translation_says_in_which_language_it_is(client, cast, at, promise):
    actions.translate_commitment(by=cast.viewer("officer"), at=at, commitment=promise, words={"promise": NEW})

    body = client.get("/cy" + reverse("commitment", args=[promise.public_id])).content.decode()

    assert '<span lang="en">The bus grant.</span>' in body


def test_a_changed_promise_keeps_its_earlier_translation_in_sight_as_that(client, cast, at, promise):
    actions.translate_commitment(by=cast.viewer("officer"), at=at, commitment=promise, words={"promise": NEW})
    facts = {"commitment": promise, "promise": "We will run bus 7 until nine.", "reason": "No drivers."}
    actions.change_commitment(by=cast.viewer("lead"), at=at, **facts)
    url, wall = reverse("commitment", args=[promise.public_id]), reverse("commitments")

    body = client.get(f"/cy{url}").content.decode()

    assert NEW not in client.get(f"/cy{wall}").content.decode()
    assert "We will run bus 7 until nine." in body
    assert '<div class="prose" lang="cy"><p>Byddwn ni&#x27;n rhedeg bws 7 tan ddeg y nos.</p></div>' in body
    cast.sign_in(client, "officer")
    assert "The translation is behind" in client.get(url).content.decode()
    desk = client.get(reverse("desk_commitments", args=["council"])).content.decode()
    assert "The translation is behind" in desk


def test_it_can_be_found_by_its_words_in_either_language(cast, at, promise):
    actions.translate_commitment(by=cast.viewer("officer"), at=at, commitment=promise, words={"promise": NEW})

    assert "byddwn" in SearchDocument.objects.get(kind="commitment", public_id=promise.public_id).body


@pytest.mark.parametrize("name", ["commitment", "setback", "outcome"])
def test_redaction_takes_the_translation_and_what_it_translated(cast, at, things, name):
    action, thing, field = things[name]
    action(by=cast.viewer("officer"), at=at, words={field: "Gair newydd."}, **{name: thing})
    handler = registry.handler(name)
    words = {part.name: part.text for part in handler.describe(thing.public_id).parts}

    with transaction.atomic():
        handler.rewrite(thing.public_id, words | {field: "Taken out."}, is_redacted=True, at=at)

    thing.refresh_from_db()
    assert (thing.translation, thing.translated_from, thing.translated_by) == ({}, {}, "")
    assert not Opening.objects.filter(field=f"{field}_translation").exists()


def test_the_page_of_an_outcome_shows_a_measure_in_the_readers_language(client, cast, at, outcome, indicator):
    words = {"title": "Adref ar ôl naw", "definition": "Y rhai sy'n cyrraedd adref."}
    actions.translate_indicator(by=cast.viewer("officer"), at=at, indicator=indicator, words=words)

    body = client.get("/cy" + reverse("outcome", args=[outcome.public_id])).content.decode()

    assert Indicator.objects.get().translated_by == "person"
    assert "Adref ar ôl naw" in body
    assert '<span lang="en">Travel survey</span>' in body
