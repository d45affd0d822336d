"""A finding is written, checked by those whom it cites, published on the record, found, superseded and withdrawn."""

import pytest

from saidanddone.contributions import actions as contributions
from saidanddone.contributions import signals
from saidanddone.contributions.models import Contribution
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import SITE
from saidanddone.decisions import actions
from saidanddone.decisions.changes import SourceDraft
from saidanddone.decisions.models import Check, Evidence, Finding, Writer
from saidanddone.moderation import actions as moderation
from saidanddone.moderation import registry
from saidanddone.moderation.models import Case
from saidanddone.record.models import Entry
from saidanddone.record.openings import Standing, Words, hold
from saidanddone.search import queries as search
from tests.contributions.factories import ContributionFactory, contributor_of
from tests.decisions.finding_story import WORDS, FindingStory
from tests.people.factories import ContributorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast, at):
    return FindingStory(cast, at)


@pytest.fixture
def moves():
    """Every movement that is announced: what, about which thing, and of how many contributions."""
    heard = []

    def hear(sender, *, about, contribution_ids, **facts):
        if sender != "said":
            heard.append((sender, about, contribution_ids))

    signals.moved.connect(hear)
    yield heard
    signals.moved.disconnect(hear)


def entries(kind):
    return Entry.objects.filter(kind=kind).order_by("pk")


def found(words):
    return [hit.public_id for hit in search.find(words, kinds=["finding"])]


def test_a_form_sent_twice_is_one_draft(cast, at, story):
    facts = {"organisation": cast.council, "place": cast.county, "language": "en", "words": WORDS}

    drafted = [
        actions.draft_finding(by=story.officer, at=at, submission_key="a" * 64, **facts).pk for _attempt in range(2)
    ]

    assert len(set(drafted)) == 1


def test_the_same_thing_is_cited_once(story):
    story.cite()

    again = story.do(actions.cite, contributions=story.said * 2, refs=[SourceDraft(Ref("dataset", "t"), "Tickets")] * 2)

    assert again == 1
    assert Evidence.objects.count() == 2


def test_a_draft_leaves_no_trace(story, moves):
    story.cite().written()

    assert not Entry.objects.filter(about_kind="finding").exists()
    assert not found("late")
    assert moves == []


def test_whoever_it_cites_is_asked_when_it_opens_and_whoever_comes_later_then(story, moves):
    story.cite().checking()
    story.cite()

    first, second = story.said
    assert moves == [
        ("check_asked", story.finding.ref, [first.pk]),
        ("check_asked", story.finding.ref, [second.pk]),
    ]


def test_a_published_finding_is_recorded_found_and_told(story, moves):
    story.published()

    entry = entries("finding").get()
    assert entry.facts["evidence"] == [str(story.said[0].ref)]
    assert entry.facts["roles"] == ["interpreted"]
    assert set(entry.commitments) == {"title", "summary", "missing", "disagreement", "writers"}
    assert WORDS["title"] not in bytes(entry.content).decode()
    assert found("work late") == [story.finding.public_id]
    assert moves == [("in_finding", story.finding.ref, [story.said[0].pk])]


def test_a_record_of_much_evidence_holds_its_number_and_digest(story):
    story.cite()
    story.do(actions.cite, refs=[SourceDraft(Ref("dataset", f"tickets-{number}"), "Tickets") for number in range(100)])
    story.published()

    facts = entries("finding").get().facts
    assert facts["evidence_count"] == 101
    assert len(facts["evidence_digest"]) == 64
    assert "evidence" not in facts


def test_what_was_said_to_the_organisation_alone_is_not_named_in_the_record(story, cast):
    told = ContributionFactory(organisations=(cast.council,), for_one_organisation=True)
    story.cite().cite(told)
    story.check(said=told) if story.finding.state == "checking" else story.checking().check(said=told)
    story.published()

    assert not [entry for entry in Entry.objects.all() if told.public_id in bytes(entry.content).decode()]


def test_what_was_said_of_it_while_it_was_checked_is_recorded_when_it_is_published(story):
    story.checking().check("partly", "Only on Sundays.")
    assert not entries("finding-check").exists()

    story.published()

    entry = entries("finding-check").get()
    assert entry.facts["value"] == "partly"
    assert set(entry.commitments) == {"words"}


def test_somebody_may_change_what_they_say_and_the_record_keeps_each(story):
    story.published().check("yes", "Just so.")
    story.check("no", "Not so.")
    check = story.check("no", "Not so.")

    assert Check.objects.get().value == "no"
    assert [entry.facts["value"] for entry in entries("finding-check")] == ["yes", "no"]
    held = hold([Words(check.ref, "words", "Just so."), Words(check.ref, "words", "Not so.")])
    assert [each.standing for each in held] == [Standing.DIFFERENT, Standing.SAME]


def test_words_beside_a_check_are_held_where_the_channels_rule_says_so(story, cast):
    story.published()
    channel = story.said[0].channel
    moderation.set_modes(by=cast.viewer("administrator"), modes={channel: "hold_then_publish"}, at=story.at)

    check = story.check("no", "You are fools.")

    assert check.shown_words == ""
    assert Case.objects.open().about(check.ref).exists()


def test_a_newer_finding_takes_its_place_and_all_whom_it_cited_are_told(story, cast, at, moves):
    story.published()
    newer = FindingStory(cast, at, title="The last bus leaves too early.").published()
    moves.clear()

    story.do(actions.supersede_finding, newer=newer.finding, reason="We know more now.")

    assert story.finding.superseded_by == newer.finding
    assert entries("finding-superseded").get().facts == {"superseded_by": newer.finding.public_id}
    assert found("work late") == []
    assert moves == [("in_finding", newer.finding.ref, [story.said[0].pk])]


def test_a_withdrawn_finding_says_why_and_is_found_no_more(story, moves):
    story.published()
    moves.clear()

    story.do(actions.withdraw_finding, reason="We counted wrongly.")

    assert story.finding.state == "withdrawn"
    assert set(entries("finding-withdrawn").get().commitments) == {"reason"}
    assert found("work late") == []
    assert [what for what, *_ in moves] == ["dispositions"]


def test_a_draft_that_is_withdrawn_leaves_no_trace(story):
    story.do(actions.withdraw_finding, reason="It was nothing.")

    assert not Entry.objects.exists()
    assert not Finding.objects.public().exists()


def test_a_resident_takes_their_name_from_a_published_finding(story):
    story.cite()
    story.do(actions.add_writer, role="lived", said=story.said[0])
    story.published()

    story.do(
        actions.remove_writer, by=contributor_of(story.said[0]), writer=Writer.objects.get(contributor__isnull=False)
    )

    assert [each.name for each in story.finding.writers.all()] == ["Owen Rees"]
    names = hold([Words(story.finding.ref, "writers", "Mair Pugh: lived\nOwen Rees: interpreted")])
    assert names[0].standing == Standing.DIFFERENT


def test_hidden_by_a_moderator_it_leaves_list_and_index_and_comes_back(story, at, moves):
    story.published()
    handler = registry.handler("finding")

    handler.hide(story.finding.public_id, at)
    assert not Finding.objects.public().exists()
    assert found("work late") == []

    handler.show(story.finding.public_id, at)
    assert Finding.objects.standing().exists()
    assert found("work late") == [story.finding.public_id]
    assert [what for what, *_ in moves][-2:] == ["dispositions", "dispositions"]


def test_redacted_its_earlier_words_open_nothing(story, at):
    story.published()
    handler = registry.handler("finding")
    words = handler.describe(story.finding.public_id).words | {"summary": "Shifts end at nine.", "writers": "[…]"}

    handler.rewrite(story.finding.public_id, words, is_redacted=True, at=at)

    finding = Finding.objects.get()
    assert finding.summary == "Shifts end at nine."
    assert [each.name for each in finding.writers.all()] == ["[…]"]
    held = hold(
        [
            Words(finding.ref, "summary", WORDS["summary"]),
            Words(finding.ref, "summary", "Shifts end at nine."),
            Words(finding.ref, "title", finding.title),
        ]
    )
    assert [each.standing for each in held] == [Standing.DIFFERENT, Standing.SAME, Standing.SAME]


def test_words_beside_a_check_are_hidden_and_redacted(story, at):
    check = story.published().check("no", "Owen is a fool.")
    handler = registry.handler("finding-check")

    handler.rewrite(check.public_id, {"words": "[…] is wrong."}, is_redacted=True, at=at)
    handler.hide(check.public_id, at)

    kept = Check.objects.get()
    assert (kept.words, kept.shown_words) == ("[…] is wrong.", "")
    assert not handler.is_visible(check.public_id, SITE)


def test_somebody_erased_leaves_no_word_and_no_name(story, cast, at):
    story.cite(text="The zzbus is late.", credit_name="Zzmair")
    Evidence.objects.update(sentence="The zzbus is late.")
    story.do(actions.add_writer, role="lived", said=story.said[0])
    story.published().check("no", "Zznot so.")

    contributions.erase_contributor(by=contributor_of(story.said[0]), at=at, contributor=cast.mair)

    assert not Check.objects.exclude(words="").exists()
    assert Evidence.objects.get().sentence == ""
    assert [each.name for each in Writer.objects.all()] == ["Owen Rees"]
    assert hold([Words(Check.objects.get().ref, "words", "Zznot so.")])[0].standing == Standing.SEALED


def test_what_is_hidden_or_withdrawn_is_not_counted_and_comes_back(story):
    story.cite(number=2).published()
    Contribution.objects.filter(pk=story.said[0].pk).update(state="hidden")
    assert story.finding.evidence.standing().count() == 1

    Contribution.objects.update(state="published")

    assert story.finding.evidence.standing().count() == 2


def test_a_draft_is_seen_by_its_organisation_its_writers_and_while_checked_by_those_it_cites(story, cast):
    story.cite(contributor=ContributorFactory())
    by = contributor_of(story.said[0])
    seen = Finding.objects.visible_to

    assert [seen(cast.viewer(who)).count() for who in ("officer", "stranger", "other_officer")] == [1, 0, 0]
    assert seen(by).count() == 0
    story.checking()
    assert seen(by).count() == 1
    assert seen(cast.viewer("stranger")).count() == 0
