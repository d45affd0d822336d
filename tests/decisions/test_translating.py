"""Findings and decisions in the other language: who may put them into it, what readers get, what the record has."""

import pytest
from django.db import transaction
from django.urls import reverse

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import STRANGER
from saidanddone.decisions import actions
from saidanddone.decisions.changes import Changes
from saidanddone.decisions.models import Decision
from saidanddone.moderation import registry
from saidanddone.record.models import Entry, Opening
from tests.decisions.factories import DecisionFactory, FindingFactory
from tests.decisions.finding_story import FindingStory

pytestmark = pytest.mark.django_db
WELSH = "Pa mor hwyr ddylai bws 7 redeg?"


@pytest.fixture
def decision(cast):
    return DecisionFactory(
        organisation=cast.council,
        place=cast.county,
        announced=True,
        question="How late should bus 7 run?",
        why_now="The contract ends in May.",
    )


def translated(decision, cast, at, **words):
    facts = {"decision": decision, "words": words or {"question": WELSH}}
    actions.translate_decision(by=cast.viewer("officer"), at=at, **facts)
    return Decision.objects.get(pk=decision.pk)


def address(decision):
    return reverse("translate_decision", args=["council", decision.public_id])


# attacks


@pytest.mark.parametrize("whose", ["other_officer", "connector", "steward", "moderator"])
def test_nobody_but_its_own_officers_translates_a_decision(cast, at, decision, whose):
    with pytest.raises(Refused):
        actions.translate_decision(by=cast.viewer(whose), at=at, decision=decision, words={"question": "x"})
    with pytest.raises(Refused):
        actions.translate_decision(by=STRANGER, at=at, decision=decision, words={"question": "x"})


def test_what_a_moderator_hid_is_not_translated(cast, at, decision):
    Decision.objects.update(hidden_at=at)

    with pytest.raises(Refused, match="hidden"):
        translated(decision, cast, at)


def test_only_words_are_written_by_it(cast, at, decision):
    hostile = {"state": "decided", "hidden_at": "x", "organisation_id": "1", "reasons": "Dim.", "question": WELSH}

    decision = translated(decision, cast, at, **hostile)

    assert decision.translation == {"question": WELSH}  # there are no reasons yet to translate
    assert decision.state == "announced"


def test_a_script_in_a_translation_is_shown_as_words(client, cast, at, decision):
    translated(decision, cast, at, question="<script>alert(1)</script>", why_now="<img src=x onerror=alert(1)>")

    body = client.get("/cy" + reverse("decision", args=[decision.public_id])).content.decode()

    assert "&lt;script&gt;alert(1)" in body
    assert "<script>alert" not in body
    assert "<img src=x" not in body


def test_what_is_decided_but_not_yet_public_does_not_leak_through_its_translation(client, cast, at, decision):
    Decision.objects.update(headline="Until ten.", reasons="The money is there.")
    translated(Decision.objects.get(), cast, at, headline="Tan ddeg.", question=WELSH)

    body = client.get("/cy" + reverse("decision", args=[decision.public_id])).content.decode()
    entry = Entry.objects.filter(kind="words-translated").get()

    assert WELSH in body
    assert "Tan ddeg." not in body
    assert entry.facts["fields"] == ["question"]
    assert list(entry.commitments) == ["question_translation"]


def test_one_that_is_too_long_is_refused(cast, at, decision):
    with pytest.raises(Refused, match="240 characters or fewer"):
        translated(decision, cast, at, question="a" * 241)


# what readers get


def test_readers_get_their_language_and_the_words_as_they_were_written_by_one_press(client, cast, at, decision):
    translated(decision, cast, at)
    url = reverse("decision", args=[decision.public_id])

    welsh, english = client.get("/cy" + url).content.decode(), client.get(url).content.decode()

    assert WELSH in welsh
    assert '<div class="prose" lang="en"><p>How late should bus 7 run?</p></div>' in welsh
    assert '<div class="prose" lang="en"><p>The contract ends in May.</p></div>' in welsh  # not translated, so as it is
    assert "translation-note" in welsh
    assert WELSH not in english
    assert "translation-note" not in english


def test_words_that_were_changed_since_are_never_hidden_by_their_translation(client, cast, at, decision):
    translated(decision, cast, at)
    changes = Changes({"question": "How late should bus 9 run?"})
    actions.revise_decision(by=cast.viewer("lead"), at=at, decision=decision, changes=changes, reason="It is bus 9.")

    body = client.get("/cy" + reverse("decision", args=[decision.public_id])).content.decode()
    decision.refresh_from_db()

    assert str(decision.said("question", "cy")) == "How late should bus 9 run?"
    assert '<span lang="en">How late should bus 9 run?</span>' in body
    assert f'<div class="prose" lang="cy"><p>{WELSH}</p></div>' in body  # as a translation of earlier words
    assert '<div class="prose" lang="en"><p>How late should bus 7 run?</p></div>' in body  # of these


def test_the_desk_shows_what_is_behind_and_takes_that_it_still_says_the_same(client, cast, at, decision):
    translated(decision, cast, at)
    changes = Changes({"question": "How late should bus seven run?"})
    actions.revise_decision(by=cast.viewer("lead"), at=at, decision=decision, changes=changes, reason="In words.")
    cast.sign_in(client, "officer")

    desk = client.get(reverse("desk_decision", args=["council", decision.public_id])).content.decode()
    form = client.get(address(decision)).content.decode()
    assert "The translation is behind" in desk
    assert "Changed since it was translated" in form
    assert "How late should bus 7 run?" in form

    client.post(address(decision), {"question": WELSH})
    decision.refresh_from_db()
    assert decision.is_behind("question")
    client.post(address(decision), {"question": WELSH, "question_still": "on"})
    decision.refresh_from_db()
    assert not decision.is_behind("question")
    assert decision.said("question", "cy").text == WELSH


def test_another_language_of_the_words_takes_the_translation_away(cast, at, decision):
    translated(decision, cast, at)

    changes = Changes({"language": "cy"})
    actions.revise_decision(by=cast.viewer("lead"), at=at, decision=decision, changes=changes, reason="It is Welsh.")

    decision.refresh_from_db()
    assert decision.translation == {}


# the form


def test_the_form_shows_each_field_with_words_beside_one_for_the_other_language(client, cast, decision):
    cast.sign_in(client, "officer")

    body = client.get(address(decision)).content.decode()

    assert "The contract ends in May." in body
    assert 'name="why_now"' in body
    assert 'name="reasons"' not in body  # there are none yet
    assert 'lang="cy"' in body


def test_what_is_wrong_keeps_what_was_typed(client, cast, decision):
    cast.sign_in(client, "officer")

    answer = client.post(address(decision), {"question": "b" * 241, "why_now": "Daw'r contract i ben."})

    assert answer.status_code == 400
    assert "Daw&#x27;r contract i ben." in answer.content.decode()
    assert Decision.objects.get().translation == {}


def test_words_that_changed_meanwhile_are_shown_before_they_count_as_translated(client, cast, decision):
    cast.sign_in(client, "officer")
    seen = client.get(address(decision)).context["form"].seen
    Decision.objects.update(question="How late should bus 9 run?")

    answer = client.post(address(decision), {"of": seen, "question": WELSH})

    assert answer.status_code == 400
    assert "changed while you wrote" in answer.content.decode()
    again = answer.context["form"]
    assert client.post(address(decision), {"of": again["of"].value(), "question": WELSH}).status_code == 302
    assert Decision.objects.get().translation == {"question": WELSH}


# the record


def test_the_record_seals_each_translation_and_opens_only_the_newest(cast, at, decision):
    translated(decision, cast, at, question="Un.")
    translated(decision, cast, at, question="Dau.")
    translated(decision, cast, at, question="Dau.")

    entries = Entry.objects.filter(kind="words-translated")
    assert [each.facts["language"] for each in entries] == ["cy", "cy"]
    assert Opening.objects.filter(field="question_translation").count() == 1


def test_redaction_takes_the_translation_and_what_it_translated(cast, at, decision):
    translated(decision, cast, at)
    handler = registry.handler("decision")
    words = {part.name: part.text for part in handler.describe(decision.public_id).parts}
    with transaction.atomic():
        handler.rewrite(decision.public_id, words | {"question": "How late?"}, is_redacted=True, at=at)

    decision.refresh_from_db()
    assert (decision.translation, decision.translated_from, decision.translated_by) == ({}, {}, "")
    assert not Opening.objects.filter(field="question_translation").exists()


# findings


def test_a_published_finding_can_still_be_translated_and_its_words_stay(client, cast, at):
    story = FindingStory(cast, at).published()

    story.do(actions.translate_finding, by=story.officer, words={"title": "Ni all pobl gyrraedd adref."})

    body = client.get("/cy" + reverse("finding", args=[story.finding.public_id])).content.decode()
    held = client.get(reverse("finding_words", args=[story.finding.public_id]))
    assert "Ni all pobl gyrraedd adref." in body
    assert "translation-note" in body
    assert Entry.objects.filter(kind="words-translated").count() == 1
    found = [each.held for each in held.context["reading"].passages if each.held.words.field == "title_translation"]
    assert [each.standing for each in found] == ["same"]


def test_of_a_published_finding_a_resident_who_wrote_it_translates_nothing(cast, at):
    story = FindingStory(cast, at).cite()
    story.do(actions.add_writer, role="lived", said=story.said[0])
    writer = cast.viewer("resident")
    story.published()

    with pytest.raises(Refused):
        story.do(actions.translate_finding, by=writer, words={"title": "Teitl"})


def test_a_draft_is_translated_without_a_word_in_the_record_until_it_is_published(cast, at):
    story = FindingStory(cast, at).cite()
    story.do(actions.translate_finding, words={"title": "Teitl"})
    assert not Entry.objects.filter(kind__in=("finding", "words-translated")).exists()

    story.published()

    assert "title_translation" in Entry.objects.get(kind="finding").commitments


def test_lists_never_show_a_translation_of_earlier_words(client, cast):
    FindingFactory(
        published=True, organisation=cast.council, place=cast.county, title="Now.",
        translation={"title": "Gynt."}, translated_from={"title": "Then."}, translated_by="person",
    )  # fmt: skip

    addresses = [reverse("findings"), reverse("organisation", args=["council"])]
    pages = [client.get(f"/cy{address}").content.decode() for address in addresses]

    assert all("Now." in page and "Gynt." not in page for page in pages)
