"""Evidence that is neither a contribution nor a finding: hostile addresses and words, who may, twice, and its use."""

from datetime import timedelta

import pytest
from django.urls import reverse

from saidanddone.core.refs import Ref, url_of
from saidanddone.core.rules import Refused
from saidanddone.decisions import actions
from saidanddone.decisions.changes import SourceDraft
from saidanddone.decisions.models import Decision, Evidence, Use
from saidanddone.decisions.readiness import missing_for
from saidanddone.moderation import registry
from saidanddone.record.models import Entry
from tests.decisions.factories import Story, exercise_of
from tests.decisions.finding_story import FindingStory
from tests.ui.papers import opened, together, words_of

pytestmark = pytest.mark.django_db
LINK = "https://www.example.org/tickets"
HOSTILE_LINKS = (
    "javascript:alert(1)",
    " javascript:alert(1)",
    "JaVaScRiPt://example.org/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "http://example.org/",
    "ftp://example.org/",
    "//example.org/",
    "/contributions/",
    "https://",
    "https:example.org",
    "https://example.org@evil.example/",
    "https://user:secret@example.org/",
    "https://localhost/",
    "https://example.org\\@evil.example/",
    "https://exam\tple.org/",
    "https://example.org/\n<script>",
    "https://example.org/\u202egro.elpmaxe",
    "https://[::1",
    "https://example.org/" + "x" * 500,
)
HOSTILE_WORDS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "[a](javascript:alert(1))",
    "{{7|add:7}}",
)


def source(words="Tickets sold after nine", link=LINK, kind="dataset", **facts):
    return SourceDraft(Ref("source", "abc"), words, link, kind, **facts)


@pytest.fixture
def story(cast, at):
    return Story(cast, at)


@pytest.fixture
def finding(cast, at):
    return FindingStory(cast, at)


def results(exercise):
    return SourceDraft(exercise.ref, exercise.question, kind="exercise")


# attacks


@pytest.mark.parametrize("link", HOSTILE_LINKS)
def test_no_hostile_address_is_cited(story, finding, link):
    for one, action in ((story, actions.consider), (finding, actions.cite)):
        with pytest.raises(Refused, match="https://"):
            one.do(action, refs=[source(link=link)])

    assert not Use.objects.exists()
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("facts", [{"kind": "rumour"}, {"kind": ""}, {"words": ""}, {"words": "x" * 301}])
def test_what_it_is_and_says_is_known_and_fits(story, finding, facts):
    for one, action in ((story, actions.consider), (finding, actions.cite)):
        with pytest.raises(Refused):
            one.do(action, refs=[source(**facts)])


def test_a_source_is_not_of_a_day_to_come(story, finding, at):
    for one, action in ((story, actions.consider), (finding, actions.cite)):
        with pytest.raises(Refused, match="today or in the past"):
            one.do(action, refs=[source(source_date=at.date() + timedelta(days=1))])


@pytest.mark.parametrize("kind", ["contribution", "finding", "decision", "use", "answer", "exercise"])
def test_nothing_of_this_site_slips_in_as_a_reference(finding, kind):
    with pytest.raises(Refused):
        finding.do(actions.cite, refs=[SourceDraft(Ref(kind, "abc"), "Trust us.")])


@pytest.mark.parametrize("who", ["stranger", "resident", "connector", "other_officer", "steward", "moderator"])
def test_nobody_else_cites_a_source(story, finding, cast, who):
    by = cast.viewer(who)

    with pytest.raises(Refused):
        actions.consider(by=by, at=story.at, decision=story.decision, refs=[source()])
    with pytest.raises(Refused):
        finding.do(actions.cite, by=by, refs=[source()])


def test_the_exercise_of_a_draft_of_others_is_not_cited(story, cast, at):
    other = exercise_of(Story(cast, at))
    hidden = Story(cast, at).announced()
    exercise = exercise_of(hidden)
    Decision.objects.filter(pk=hidden.decision.pk).update(hidden_at=at)

    for each in (other, exercise):
        with pytest.raises(Refused, match="exercise"):
            story.do(actions.consider, refs=[results(each)])
    with pytest.raises(Refused, match="exercise"):
        story.do(actions.consider, refs=[SourceDraft(Ref("exercise", "nothing"), "Results", kind="exercise")])


@pytest.mark.slow
def test_the_results_of_a_decision_that_is_hidden_later_are_gone_everywhere(client, story, cast, at):
    other = Story(cast, at).announced()
    exercise = exercise_of(other)
    story.announced().do(actions.consider, refs=[results(exercise)])
    assert "What would you run?" in page(client, story)

    Decision.objects.filter(pk=other.decision.pk).update(hidden_at=at)

    assert "What would you run?" not in page(client, story)
    assert "Something that is no longer public" in page(client, story)
    api = client.get(f"/api/v1/decisions/{story.decision.public_id}/uses").content.decode()
    prov = client.get(reverse("story_json", args=["decision", story.decision.public_id])).content.decode()
    assert "What would you run?" not in api + prov


def page(client, story):
    return client.get(reverse("decision", args=[story.decision.public_id])).content.decode()


@pytest.mark.parametrize("words", HOSTILE_WORDS)
def test_hostile_words_stay_words(client, story, finding, words):
    story.announced().do(actions.consider, refs=[source(words)])
    finding.do(actions.cite, refs=[source(words)])
    finding.published()

    for body in (
        page(client, story),
        client.get(reverse("finding", args=[finding.finding.public_id])).content.decode(),
    ):
        assert "<script>alert" not in body
        assert "<img src=x" not in body
        assert "<svg/onload" not in body
        assert 'href="javascript:' not in body


def test_an_address_that_came_past_every_check_leads_nowhere(client, story, finding):
    story.announced().do(actions.consider, refs=[source()])
    finding.do(actions.cite, refs=[source()])
    finding.published()
    Use.objects.update(link="javascript:alert(1)")
    Evidence.objects.sources().update(link="javascript:alert(1)")

    own = reverse("finding", args=[finding.finding.public_id])
    for body in (page(client, story), client.get(own).content.decode()):
        assert "javascript:alert" not in body
        assert "Tickets sold after nine" in body


def test_letters_of_another_script_do_not_pass_for_a_host(client, story):
    story.announced().do(actions.consider, refs=[source(link="https://еxample.org/")])

    assert "xn--xample-2of.org" in page(client, story)


def test_the_same_source_is_cited_once(story, finding):
    story.do(actions.consider, refs=[source(), source()])
    story.do(actions.consider, refs=[source()])
    finding.do(actions.cite, refs=[source(), source()])
    finding.do(actions.cite, refs=[source()])

    assert Use.objects.count() == Evidence.objects.exclude(ref_kind="").count() == 1


def test_what_is_published_takes_no_new_source(story, finding):
    story.decided()
    finding.published()

    with pytest.raises(Refused, match="settled"):
        story.do(actions.consider, refs=[source()])
    with pytest.raises(Refused, match="published"):
        finding.do(actions.cite, refs=[source()])


# its use


def test_nothing_is_decided_while_a_source_lacks_its_use(story):
    story.deciding().cite().do(actions.consider, refs=[source()])
    story.choose()

    with pytest.raises(Refused, match="no use yet"):
        story.do(actions.decide)
    assert [each.field for each in missing_for(story.decision, "decided")] == ["uses"]

    with pytest.raises(Refused, match="Give a reason"):
        story.do(actions.set_use, uses=list(story.decision.uses.all()), value="partly")
    story.do(actions.set_use, uses=list(story.decision.uses.all()), value="partly", because="It is of one month.")
    story.do(actions.decide)

    assert story.decision.state == "decided"


def test_a_source_alone_is_something_considered(story):
    story.deciding().do(actions.consider, refs=[source()])
    story.do(actions.set_use, uses=list(story.decision.uses.all()), value="used")
    story.choose().do(actions.decide)

    assert story.decision.state == "decided"


# what is shown of it


def test_its_kind_day_words_and_host_are_shown(client, story, finding, at):
    story.announced().do(actions.consider, refs=[source(source_date=at.date())])
    finding.do(actions.cite, refs=[source(source_date=at.date())])
    finding.published()

    own = reverse("finding", args=[finding.finding.public_id])
    for body in (page(client, story), client.get(own).content.decode()):
        assert f'href="{LINK}" rel="nofollow noopener"' in body
        assert "Dataset" in body
        assert "2 March 2026" in body
        assert "example.org" in body


def test_the_results_of_an_exercise_lead_to_its_page(client, story):
    exercise = exercise_of(story.announced())
    story.do(actions.consider, refs=[results(exercise)])

    assert url_of(exercise.ref) == reverse("decision_try", args=[story.decision.public_id])
    assert f'href="{url_of(exercise.ref)}"' in page(client, story)


def test_an_exercise_that_is_set_anew_stays_the_one_that_is_cited(story):
    before = exercise_of(story)
    story.do(actions.consider, refs=[results(before)])

    assert exercise_of(story).ref == before.ref


def test_it_enters_the_record_with_its_kind_and_its_words_as_a_commitment(story, at):
    story.announced().do(actions.consider, refs=[source(source_date=at.date())])

    entry = Entry.objects.get(kind="use")
    assert "dataset" in str(entry.content)
    assert "Tickets sold" not in str(entry.content)


@pytest.mark.parametrize("of", ["use", "finding"])
def test_a_moderator_redacts_its_words_and_address(client, story, finding, at, of):
    story.announced().do(actions.consider, refs=[source("Jane Doe's file")])
    finding.do(actions.cite, refs=[source("Jane Doe's file")])
    finding.published()
    thing = story.decision.uses.get() if of == "use" else finding.finding
    handler = registry.handler(of)
    parts = {part.name: part.text for part in handler.describe(thing.public_id).parts}
    [name] = [name for name, text in parts.items() if text == "Jane Doe's file"]
    [address] = [key for key, text in parts.items() if text == LINK]

    handler.rewrite(thing.public_id, parts | {name: "█████ file", address: "█████"}, is_redacted=True, at=at)

    row = (Use if of == "use" else Evidence).objects.exclude(ref_kind="").get()
    assert (row.words, row.address) == ("█████ file", "")
    handler.rewrite(thing.public_id, parts, is_redacted=False, at=at)
    row.refresh_from_db()
    assert (row.words, row.link) == ("Jane Doe's file", LINK)


def test_they_stand_on_paper(client, story, finding, at):
    story.announced().do(actions.consider, refs=[source(source_date=at.date())])
    finding.do(actions.cite, refs=[source(source_date=at.date())])
    finding.published()

    for address in (
        reverse("decision_pdf", args=[story.decision.public_id]),
        reverse("finding_pdf", args=[finding.finding.public_id]),
    ):
        shown = words_of(opened(client.get(address).content))
        assert together("Tickets sold after nine") in shown
        assert together("Dataset · 2 March 2026 · example.org") in shown


def test_they_are_entities_of_the_threads_provenance(client, story, finding, at):
    finding.do(actions.cite, refs=[source("A room full of carers", "", "conversation")])
    finding.published()
    story.deciding().do(actions.consider, findings=[finding.finding], refs=[source(source_date=at.date())])
    story.do(actions.set_use, uses=list(story.decision.uses.all()), value="partly", because="It is of one month.")
    story.choose().do(actions.decide)
    Evidence.objects.sources().update(ref_id="talk")

    said = client.get(reverse("story_json", args=["decision", story.decision.public_id])).json()

    kind = {"$": "sd:dataset", "type": "prov:QUALIFIED_NAME"}
    facts = {"prov:label": "Tickets sold after nine", "sd:page": LINK, "sd:when": "2026-03-02"}
    assert said["entity"]["sd:source/abc"] == {"prov:type": kind} | facts
    assert said["entity"]["sd:source/talk"]["prov:label"] == "A room full of carers"
    ties = {each["prov:usedEntity"]: each for each in said["wasDerivedFrom"].values()}
    assert ties["sd:source/talk"]["prov:generatedEntity"] == f"sd:finding/{finding.finding.public_id}"
    assert ties["sd:source/abc"]["sd:because"] == "It is of one month."


def test_the_question_of_an_exercise_is_redacted_where_it_is_cited_too(story, cast, at):
    other = Story(cast, at).announced()
    exercise = exercise_of(other)
    story.announced().do(actions.consider, refs=[results(exercise)])
    handler = registry.handler("decision")
    words = handler.describe(other.decision.public_id).words

    handler.rewrite(other.decision.public_id, words | {"exercise_question": "█████ run?"}, is_redacted=True, at=at)

    assert story.decision.uses.get().words == "█████ run?"
    assert Entry.objects.filter(kind="use").count() == 2
