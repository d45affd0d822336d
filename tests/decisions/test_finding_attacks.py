"""Nobody writes, cites, checks or ends a finding who may not, and nothing is cited that its writer may not see."""

from datetime import timedelta

import pytest

from saidanddone.contributions.models import Contribution
from saidanddone.core.refs import Ref
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import STRANGER, Viewer
from saidanddone.decisions import actions
from saidanddone.decisions.changes import SourceDraft
from saidanddone.decisions.models import Check, Evidence, Finding, Writer
from tests.contributions.factories import ContributionFactory, contributor_of
from tests.decisions.finding_story import WORDS, FindingStory
from tests.people.factories import ContributorFactory

pytestmark = pytest.mark.django_db
OUTSIDERS = ("stranger", "resident", "connector", "other_officer", "steward", "moderator", "administrator")


def kept():
    """Everything that a refusal must leave as it is."""
    models = (Finding, Evidence, Writer, Check)
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.fixture
def story(cast, at):
    return FindingStory(cast, at).cite()


def attempts(story):
    """Each write with facts that would do for whoever may."""
    more = ContributionFactory(place=story.cast.bryn_teg)
    yield actions.edit_finding, {"words": WORDS | {"title": "Everything is well."}}
    yield actions.cite, {"contributions": [more]}
    yield actions.uncite, {"evidence": list(story.finding.evidence.all())}
    yield actions.add_writer, {"role": "decided", "name": "Somebody"}
    yield actions.remove_writer, {"writer": Writer.objects.get()}
    yield actions.open_for_checking, {"until": story.at.date()}
    yield actions.publish_finding, {}
    yield actions.withdraw_finding, {"reason": "Because."}


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_writes_in_an_organisations_draft(story, who):
    story.written()
    tried = list(attempts(story))
    before = kept()

    for action, facts in tried:
        with pytest.raises(Refused):
            story.do(action, by=story.cast.viewer(who), **facts)

    assert kept() == before


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_drafts_for_an_organisation(cast, at, who):
    with pytest.raises(Refused, match="Only those who write"):
        actions.draft_finding(
            by=cast.viewer(who), at=at, organisation=cast.council, place=cast.county, language="en", words=WORDS
        )

    assert not Finding.objects.exists()


@pytest.mark.parametrize(
    ("action", "facts"), [(actions.publish_finding, {}), (actions.withdraw_finding, {"reason": "Because."})]
)
def test_an_officer_publishes_and_withdraws_nothing(story, action, facts):
    story.written()

    with pytest.raises(Refused, match="Only a lead"):
        story.do(action, by=story.officer, **facts)


def test_a_lead_of_another_organisation_puts_nothing_in_its_place(cast, at):
    old = FindingStory(cast, at).published()
    Finding.objects.filter(pk=FindingStory(cast, at).published().finding.pk).update(organisation=cast.homes)
    newer = Finding.objects.get(organisation=cast.homes)

    for by in (cast.viewer("other_officer"), old.lead):
        with pytest.raises(Refused):
            old.do(actions.supersede_finding, by=by, newer=newer)

    assert old.finding.state == "published"


@pytest.mark.parametrize("state", ["held", "hidden", "withdrawn", "for_one_organisation"])
def test_what_may_not_be_seen_is_not_cited(story, state):
    secret = ContributionFactory(**{state: True})

    for by in (story.officer, story.lead):
        with pytest.raises(Refused, match="Only what is public"):
            story.do(actions.cite, by=by, contributions=[secret])

    assert not Evidence.objects.filter(contribution=secret).exists()


def test_what_was_said_to_another_organisation_is_not_cited_by_somebody_who_works_for_both(story, cast):
    secret = ContributionFactory(organisations=(cast.homes,), for_one_organisation=True)
    both = Viewer(
        person_id=story.officer.person_id,
        organisation_ids=frozenset({cast.council.pk, cast.homes.pk}),
        permissions=story.officer.permissions,
    )

    with pytest.raises(Refused, match="Only what is public"):
        story.do(actions.cite, by=both, contributions=[secret])


def test_one_that_may_not_be_seen_among_many_stops_them_all(story):
    fine, secret = ContributionFactory(), ContributionFactory(hidden=True)

    with pytest.raises(Refused):
        story.do(actions.cite, contributions=[fine, secret])

    assert not Evidence.objects.filter(contribution=fine).exists()


def test_what_was_said_to_the_organisation_itself_can_be_cited(story, cast):
    told = ContributionFactory(organisations=(cast.council,), for_one_organisation=True)

    story.do(actions.cite, contributions=[told])

    assert Evidence.objects.filter(contribution=told).exists()


def test_a_sentence_is_cited_as_it_was_said(story):
    said = ContributionFactory(text="The bus is late. I wait an hour.")

    with pytest.raises(Refused, match="word for word"):
        story.do(actions.cite, contributions=[said], sentence="The bus is always late.")
    story.do(actions.cite, contributions=[said], sentence="I wait an hour.")

    assert Evidence.objects.get(contribution=said).sentence == "I wait an hour."


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x"])
def test_a_reference_leads_nowhere_dangerous(story, link):
    with pytest.raises(Refused, match="https://"):
        story.do(actions.cite, refs=[SourceDraft(Ref("dataset", "x"), "Tickets sold", link)])


def test_a_contribution_does_not_slip_in_as_a_reference(story):
    hidden = ContributionFactory(hidden=True)

    with pytest.raises(Refused):
        story.do(actions.cite, refs=[SourceDraft(hidden.ref, "What somebody said")])


def test_nobody_is_named_who_chose_not_to_be(story):
    silent = ContributionFactory(credit="uncredited", credit_name="")
    story.cite(silent)

    with pytest.raises(Refused, match="chose not to be named"):
        story.do(actions.add_writer, role="lived", name="Mair Pugh", said=silent)


def test_somebody_whom_it_cites_is_named_as_they_chose(story):
    story.do(actions.add_writer, role="lived", name="Somebody else", said=story.said[0])

    assert Writer.objects.get().name == story.said[0].credit_name


def test_nobody_is_made_a_writer_by_words_that_it_does_not_cite(story):
    with pytest.raises(Refused, match="does not cite them"):
        story.do(actions.add_writer, role="lived", said=ContributionFactory())


def test_nobody_checks_for_somebody_else(story):
    story.checking()

    for by in (STRANGER, story.lead, story.officer, Viewer(contributor_ids=frozenset({ContributorFactory().pk}))):
        with pytest.raises(Refused, match="Only those whom a finding cites"):
            story.do(actions.check_meaning, by=by, contribution=story.said[0], value="yes")

    assert not Check.objects.exists()


def test_nobody_checks_by_something_that_it_does_not_cite(story):
    story.checking()
    other = ContributionFactory(contributor=story.cast.mair)

    with pytest.raises(Refused, match="does not cite"):
        story.check(said=other)


@pytest.mark.parametrize("state", [Contribution.State.HIDDEN, Contribution.State.WITHDRAWN])
def test_nobody_checks_by_what_was_taken_down(story, state):
    story.checking()
    Contribution.objects.filter(pk=story.said[0].pk).update(state=state)

    with pytest.raises(Refused, match="does not cite"):
        story.check()


def test_a_draft_is_not_checked(story):
    with pytest.raises(Refused, match="cannot be checked"):
        story.check()


@pytest.mark.parametrize("who", ["lead", "officer"])
def test_a_published_finding_is_not_edited(cast, at, who):
    story = FindingStory(cast, at).published()
    before = kept()

    for action, facts in list(attempts(story))[:6]:
        with pytest.raises(Refused):
            story.do(action, by=cast.viewer(who), **facts)

    assert kept() == before


def test_a_hidden_finding_is_neither_withdrawn_nor_superseded(cast, at):
    story, newer = FindingStory(cast, at).published(), FindingStory(cast, at).published()
    Finding.objects.filter(pk=story.finding.pk).update(hidden_at=at)

    with pytest.raises(Refused, match="moderator has hidden"):
        story.do(actions.withdraw_finding, reason="Away with it.")
    with pytest.raises(Refused, match="moderator has hidden"):
        story.do(actions.supersede_finding, newer=newer.finding)


def test_a_finding_takes_nobodys_place_before_it_is_published(cast, at):
    story, draft = FindingStory(cast, at).published(), FindingStory(cast, at)

    with pytest.raises(Refused, match="Publish the newer finding first"):
        story.do(actions.supersede_finding, newer=draft.finding)
    with pytest.raises(Refused, match="its own place"):
        story.do(actions.supersede_finding, newer=story.finding)


def test_only_words_of_a_finding_are_written_by_its_words(cast, at):
    hostile = {"state": "published", "published_at": at, "hidden_at": None, "organisation_id": cast.homes.pk}

    story = FindingStory(cast, at, **hostile)
    story.do(actions.edit_finding, words=WORDS | hostile)
    story.do(actions.translate_finding, words={"state": "published", "title": "Teitl"})

    assert story.finding.state == "draft"
    assert story.finding.organisation == cast.council
    assert story.finding.translation == {"title": "Teitl"}


@pytest.mark.parametrize("gap", ["summary", "missing"])
def test_it_is_not_published_with_a_gap(cast, at, gap):
    story = FindingStory(cast, at, **{gap: ""}).cite().written()

    with pytest.raises(Refused, match="summary" if gap == "summary" else "what is missing"):
        story.do(actions.publish_finding)


def test_it_is_not_published_without_evidence_or_writer(cast, at):
    without_evidence = FindingStory(cast, at).written()
    without_writer = FindingStory(cast, at).cite()

    with pytest.raises(Refused, match="Cite at least one thing"):
        without_evidence.do(actions.publish_finding)
    with pytest.raises(Refused, match="Name at least one person"):
        without_writer.do(actions.publish_finding)


def test_evidence_that_was_hidden_is_no_evidence(cast, at):
    story = FindingStory(cast, at).cite().written()
    Contribution.objects.update(state="hidden")

    with pytest.raises(Refused, match="Cite at least one thing"):
        story.do(actions.publish_finding)


def test_a_resident_who_is_a_writer_edits_the_draft_and_ends_nothing(story):
    story.do(actions.add_writer, role="lived", said=story.said[0])
    by = contributor_of(story.said[0])

    story.do(actions.edit_finding, by=by, words=WORDS | {"summary": "I wait in the rain."})
    for action, facts in (
        (actions.publish_finding, {}),
        (actions.withdraw_finding, {"reason": "No."}),
        (actions.open_for_checking, {"until": story.at.date()}),
    ):
        with pytest.raises(Refused):
            story.do(action, by=by, **facts)

    assert story.finding.summary == "I wait in the rain."


def test_checking_does_not_end_before_it_begins(story):
    with pytest.raises(Refused, match="today or later"):
        story.do(actions.open_for_checking, until=story.at.date() - timedelta(days=1))
