"""The story of any public thing: back to the voices, forward to what came of it; page, picture, file, card, frame."""

import json

import pytest

from saidanddone.decisions.models import Writer
from saidanddone.thread.queries.stories import story_of
from tests.commitments.factories import CommitmentFactory, OutcomeFactory, SetbackFactory
from tests.contributions.factories import ContributionFactory
from tests.decisions.factories import DecisionFactory, EvidenceFactory, FindingFactory, UseFactory

pytestmark = pytest.mark.django_db


class Way:
    """Three voices → a finding → a decision → a promise → an outcome; a setback of the promise."""

    def __init__(self, at):
        facts = {"text": "I walk home in the dark.", "credit_name": "Mair Pugh"}
        self.said = [
            ContributionFactory(**facts),
            ContributionFactory(),
            ContributionFactory(credit="uncredited", credit_name=""),
        ]
        self.finding = FindingFactory(published=True, title="People cannot get home")
        for each in self.said:
            EvidenceFactory(finding=self.finding, contribution=each)
        self.decision = DecisionFactory(decided=True)
        UseFactory(decision=self.decision, contribution=None, finding=self.finding)
        self.outcome = OutcomeFactory(title="Everybody gets home")
        self.promise = CommitmentFactory(decision=self.decision, outcome=self.outcome, promise="Bus 7 runs until ten.")
        self.setback = SetbackFactory(commitment=self.promise, title="The bus broke down")

    @property
    def things(self):
        return [self.finding, self.decision, self.promise, self.outcome, self.setback]


@pytest.fixture
def way(at):
    return Way(at)


def url(thing, end="/"):
    return f"/thread/{thing.ref.kind}/{thing.ref.public_id}{end}"


class TestTheWeb:
    @pytest.mark.parametrize("number", range(5))
    def test_from_anywhere_it_goes_back_to_the_voices_and_forward_to_what_came(self, way, at, number):
        thing = way.things[number]

        story = story_of(thing.ref.kind, thing.ref.public_id, at=at)

        assert story.voice_count == 3
        assert {node.ref for node in story.nodes} == {each.ref for each in way.things}
        assert story.centre.ref == thing.ref

    def test_from_one_voice_it_goes_forward_alone(self, way, at):
        story = story_of("contribution", way.said[0].public_id, at=at)

        assert (story.voice_count, len(story.nodes)) == (0, 6)
        assert [len(node.came_from) for node in story.nodes] == [0, 1, 1, 1, 1, 1]

    def test_what_else_came_of_the_same_voices_is_another_story(self, way, at):
        other = DecisionFactory(decided=True, headline="Something else")
        UseFactory(decision=other, contribution=way.said[0])

        story = story_of("commitment", way.promise.public_id, at=at)

        assert other.ref not in {node.ref for node in story.nodes}

    def test_in_as_many_queries_whatever_their_number(self, way, at, django_assert_max_num_queries):
        for _ in range(5):
            UseFactory(decision=way.decision, contribution=None, finding=FindingFactory(published=True))
            CommitmentFactory(decision=way.decision)

        with django_assert_max_num_queries(25):
            story_of("decision", way.decision.public_id, at=at)

    def test_more_than_three_beside_each_other_are_one_box(self, way, at):
        for _ in range(5):
            CommitmentFactory(decision=way.decision)

        boxes = [placed.box for placed in story_of("decision", way.decision.public_id, at=at).drawing.boxes]

        assert [box.words for box in boxes if box.layer == 3][-1] == "4 more"


class TestWhoMaySee:
    @pytest.mark.parametrize("end", ["/", "/embed/", ".json", ".png"])
    def test_drafts_and_what_is_hidden_have_no_story(self, client, at, end):
        hidden = [
            FindingFactory(),
            FindingFactory(published=True, hidden_at=at),
            DecisionFactory(),
            CommitmentFactory(hidden_at=at),
            ContributionFactory(hidden=True),
            ContributionFactory(for_one_organisation=True),
        ]

        assert [client.get(url(thing, end)).status_code for thing in hidden] == [404] * len(hidden)

    @pytest.mark.parametrize("end", ["/", "/embed/", ".json"])
    def test_what_is_hidden_stands_in_nobody_elses_story(self, client, way, at, end):
        secret = ContributionFactory(hidden=True, text="Nobody may read this")
        EvidenceFactory(finding=way.finding, contribution=secret)
        UseFactory(decision=way.decision, contribution=None, finding=FindingFactory(title="Nobody may read this"))
        CommitmentFactory(decision=way.decision, promise="Nobody may read this", hidden_at=at)

        for thing in way.things:
            assert "Nobody may read this" not in client.get(url(thing, end)).content.decode()

    def test_an_unknown_kind_is_not_there(self, client, way):
        assert client.get(f"/thread/person/{way.finding.public_id}/").status_code == 404


class TestThePages:
    @pytest.mark.parametrize("number", range(5))
    def test_the_page_tells_the_whole_way(self, client, way, number):
        page = client.get(url(way.things[number])).content.decode()

        for words in (
            "I walk home in the dark.",
            "Mair Pugh",
            "People cannot get home",
            "Bus 7 runs until ten.",
            "Everybody gets home",
        ):
            assert words in page
        assert 'property="og:image"' in page
        assert 'class="diagram"' in page
        assert f'<p class="on-paper meta">http://localhost:8000{url(way.things[number])}<br>' in page

    def test_the_frame_may_stand_in_other_pages_and_sets_no_cookie(self, client, way):
        answer = client.get(url(way.decision, "/embed/"))

        assert "frame-ancestors *" in answer["Content-Security-Policy"]
        assert "X-Frame-Options" not in answer
        assert not answer.cookies
        assert "<script" not in answer.content.decode()

    def test_no_other_page_may(self, client, way):
        answer = client.get(url(way.decision))

        assert "frame-ancestors *" not in answer["Content-Security-Policy"]

    @pytest.mark.slow
    def test_the_card_is_a_picture_of_the_size_that_is_expected(self, client, way):
        answer = client.get(url(way.decision, ".png"))

        assert answer["Content-Type"] == "image/png"
        assert answer.content[16:24] == (1200).to_bytes(4) + (630).to_bytes(4)


class TestTheFile:
    def test_it_says_what_was_made_of_what_by_whom(self, client, way):
        Writer.objects.create(finding=way.finding, role="interpreted", name="Nia")

        said = json.loads(client.get(url(way.decision, ".json")).content)

        first, _second, uncredited = (f"sd:contribution/{each.public_id}" for each in way.said)
        finding, decision = f"sd:finding/{way.finding.public_id}", f"sd:decision/{way.decision.public_id}"
        derived = {(tie["prov:generatedEntity"], tie["prov:usedEntity"]) for tie in said["wasDerivedFrom"].values()}
        assert {(finding, first), (finding, uncredited), (decision, finding)} <= derived
        assert said["entity"][first]["prov:label"] == {"$": "“I walk home in the dark.”", "lang": "en"}
        named = {
            tie["prov:entity"]: said["agent"][tie["prov:agent"]]["prov:label"]
            for tie in said["wasAttributedTo"].values()
        }
        assert named[first] == "Mair Pugh"
        assert uncredited not in named
        assert any(tie.get("prov:role") == "credit:formal-analysis" for tie in said["wasAttributedTo"].values())
        assert said["wasGeneratedBy"]["_:generated1"]["prov:entity"] == decision
