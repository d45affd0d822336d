"""What cannot be done to a finding as it stands is refused in the words that its writer reads, and changes nothing."""

from datetime import timedelta

import pytest

from saidanddone.contributions import signals
from saidanddone.core.refs import Ref
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import STRANGER
from saidanddone.decisions import actions
from saidanddone.decisions.changes import SourceDraft
from saidanddone.decisions.models import Check, Evidence, Finding, Writer
from saidanddone.decisions.permissions import findings as rules
from saidanddone.record.models import Entry
from tests.decisions.finding_story import WORDS, FindingStory
from tests.decisions.refusing import TOO_LONG, refused_by

pytestmark = pytest.mark.django_db
refused = refused_by(Finding, Evidence, Writer, Check, Entry)


@pytest.fixture
def story(cast, at):
    return FindingStory(cast, at)


def test_a_closed_organisation_writes_nothing_new(cast, at):
    cast.council.ended_date = at.date()
    cast.council.save()

    with pytest.raises(Refused, match="has closed"):
        FindingStory(cast, at)

    assert not Finding.objects.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [({"title": ""}, "in one sentence"), ({"title": "x" * 201}, TOO_LONG), ({"summary": "x" * 5001}, TOO_LONG)],
)
def test_words_that_do_not_fit_are_not_kept(cast, at, story, words, said):
    refused(story, actions.edit_finding, said, words=WORDS | words)

    with pytest.raises(Refused, match=said):
        FindingStory(cast, at, **words)


def test_what_a_moderator_has_hidden_is_not_edited_meanwhile(story, at):
    story.finding.hidden_at = at
    story.finding.save()

    refused(story, actions.edit_finding, "A moderator has hidden this", words=WORDS)


def test_a_finding_cites_no_more_than_can_be_read(story, monkeypatch):
    monkeypatch.setattr(rules, "MOST_EVIDENCE", 1)
    story.cite()

    refused(story, actions.cite, "Write several findings", refs=[SourceDraft(Ref("dataset", "t"), "Tickets")])


def test_a_finding_names_no_more_writers_than_can_be_read(story, monkeypatch):
    monkeypatch.setattr(rules, "MOST_WRITERS", 1)
    story.written()

    refused(story, actions.add_writer, "at most 30 people", role="interpreted", name="Ann Rees")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"role": "conquered", "name": "Ann Rees"}, "Choose what they did."),
        ({"role": "interpreted", "name": " "}, "Write the name"),
        ({"role": "interpreted", "name": "x" * 121}, TOO_LONG),
    ],
)
def test_a_writer_has_a_role_and_a_name_that_fits(story, facts, words):
    refused(story, actions.add_writer, words, **facts)


def test_a_name_that_is_taken_away_twice_is_gone_once(story):
    story.written()
    writer = Writer.objects.get()
    story.do(actions.remove_writer, writer=writer)
    entered = Entry.objects.count()

    story.do(actions.remove_writer, writer=writer)

    assert (Writer.objects.count(), Entry.objects.count()) == (0, entered)


def test_it_opens_for_checking_with_a_summary_and_somebody_to_ask(cast, at, story):
    until = at.date() + timedelta(days=14)

    refused(story, actions.open_for_checking, "Cite at least one contribution", until=until)
    refused(story.cite(), actions.open_for_checking, "today or later", until=at.date() - timedelta(days=1))
    refused(story.checking(), actions.open_for_checking, "open for checking already", until=until)
    empty = FindingStory(cast, at, summary="").cite()
    refused(empty, actions.open_for_checking, "Write the summary first", until=until)


@pytest.mark.parametrize(("value", "words", "said"), [("perhaps", "", "Choose yes"), ("yes", "x" * 2001, TOO_LONG)])
def test_whoever_is_asked_says_yes_partly_or_no_in_words_that_fit(cast, story, value, words, said):
    story.checking()
    facts = {"by": cast.viewer("resident"), "contribution": story.said[0], "value": value, "words": words}

    refused(story, actions.check_meaning, said, **facts)


def test_words_that_somebody_takes_back_leave_their_verdict_alone(story):
    story.checking().check("partly", "Only on Sundays.")

    story.check("partly", "")

    check = Check.objects.get()
    assert (check.value, check.words) == ("partly", "")


def test_what_is_cited_no_longer_takes_what_was_said_of_it_along(story):
    moved = []
    story.checking().check("no", "Not so.")

    def hear(sender, *, contribution_ids, **facts):
        moved.extend(contribution_ids)

    signals.moved.connect(hear)
    try:
        story.do(actions.uncite, evidence=list(story.finding.evidence.all()))
    finally:
        signals.moved.disconnect(hear)

    assert not Check.objects.exists()
    assert moved == [story.said[0].pk]


def test_each_thing_that_is_missing_is_named_before_it_is_published(cast, at):
    bare = FindingStory(cast, at, summary="", missing="")

    words = (
        "Write the summary. Cite at least one thing that it rests on. Name at least one person who wrote it. Say what"
    )
    refused(bare, actions.publish_finding, words)


def test_what_has_ended_or_has_not_begun_does_not_end(cast, at, story):
    draft, newer = FindingStory(cast, at), FindingStory(cast, at).published().finding

    refused(draft, actions.supersede_finding, "Only a published finding", newer=newer, reason="It is better.")
    story.published()
    refused(story, actions.publish_finding, "cannot be published as it stands")
    refused(story, actions.supersede_finding, "its own place", newer=story.finding, reason="It is better.")
    refused(story, actions.withdraw_finding, "Say why it is withdrawn", reason=" ")
    refused(story, actions.withdraw_finding, TOO_LONG, reason="x" * 2001)
    story.do(actions.withdraw_finding, reason="It rested on a mistake.")
    refused(story, actions.withdraw_finding, "cannot be withdrawn as it stands", reason="Once more.")


def test_only_the_site_itself_forgets_somebody_in_findings(cast, at, story):
    story.checking().check("partly", "Only on Sundays.")

    for by in (STRANGER, cast.viewer("administrator")):
        with pytest.raises(Refused, match="Only the site itself"):
            actions.forget_in_findings(by=by, at=at, contributor_id=cast.mair.pk)

    assert Check.objects.get().words
