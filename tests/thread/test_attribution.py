"""Everything that somebody gave and what it led to: to show, under the name they chose, with the record's proof."""

import json

import pytest
from django.urls import reverse

from saidanddone.contributions import actions as contributions
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.moderation import registry
from saidanddone.record import sequencer, verify
from saidanddone.record.notes import Note, VerifierKey
from saidanddone.thread import actions, attestations
from saidanddone.thread.models import CreditsPage
from saidanddone.thread.queries import attribution as queries
from tests.commitments.factories import CommitmentFactory, FollowUpFactory
from tests.contributions.factories import ContributionFactory, TopicFactory
from tests.decisions.factories import DecisionFactory, EvidenceFactory, FindingFactory, UseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(cast, at):
    return ContributionFactory(
        contributor=cast.mair, text="The 28 never comes.", credit_name="Mair", place=cast.bryn_teg
    )


@pytest.fixture
def led(cast, said):
    """In a finding that a decision used, which a promise came of, which worked in part."""
    finding = FindingFactory(published=True, title="No bus after nine.")
    EvidenceFactory(finding=finding, contribution=said)
    decision = DecisionFactory(decided=True, headline="A later bus.")
    UseFactory(decision=decision, contribution=None, finding=finding, value="used")
    commitment = CommitmentFactory(kept=True, decision=decision, promise="A bus at twenty to ten.")
    FollowUpFactory(
        commitment=commitment, contribution=said, contributor=cast.mair, value="partly", answered_at=said.created_at
    )


def mair(cast):
    return cast.viewer("resident")


def test_each_step_is_found_through_the_others(cast, said, led):
    (gift,) = queries.gifts([said])

    assert [(step.stage, step.title, step.note) for step in gift.steps] == [
        ("understood", "No bus after nine.", ""),
        ("decided", "A later bus.", "Used"),
        ("done", "A bus at twenty to ten.", ""),
        ("felt", "A bus at twenty to ten.", "Partly"),
    ]


def test_what_a_decision_did_not_use_led_to_none_of_its_promises(cast, said):
    decision = DecisionFactory(decided=True)
    UseFactory(decision=decision, contribution=said, value="not_used", because="There is no money.")
    CommitmentFactory(decision=decision)

    (gift,) = queries.gifts([said])

    assert [(step.stage, step.because) for step in gift.steps] == [("decided", "There is no money.")]


def test_as_many_queries_for_many_as_for_one(cast, said, led, django_assert_max_num_queries):
    rows = [said, *(ContributionFactory(contributor=cast.mair) for _ in range(8))]

    with django_assert_max_num_queries(11):
        queries.gifts(rows)


def test_the_file_verifies_offline_with_nothing_but_the_key(cast, said, led, at, tmp_path, capsys):
    sequencer.run_once(at=at)
    file = attestations.attestation(queries.gifts([said]), name="Mair", at=at)

    file = json.loads(json.dumps(file))
    (given,) = file["attribution"]["gave"]
    (tmp_path / "r").write_text(given["receipt"])
    (tmp_path / "o").write_text(json.dumps(given["opening"]))
    done = verify.main(["--receipt", str(tmp_path / "r"), "--opening", str(tmp_path / "o"), "--key", file["key"]])
    signed = Note.parse(file["signed"])

    assert done == 0
    assert given["words"] == given["opening"]["content"] == "The 28 never comes."
    assert signed.signers([VerifierKey.parse(file["key"])])
    assert signed.text == attestations.statement(file["attribution"])


def test_a_file_that_was_changed_is_not_what_was_signed(cast, said, at):
    sequencer.run_once(at=at)
    file = attestations.attestation(queries.gifts([said]), name="Mair", at=at)

    file["attribution"]["name"] = "Somebody else"

    assert Note.parse(file["signed"]).text != attestations.statement(file["attribution"])


def test_an_open_page_shows_one_name_and_no_other(client, cast, said, at):
    ContributionFactory(contributor=cast.mair, text="Under another name.", credit="pseudonym", credit_name="Owl")
    ContributionFactory(contributor=cast.mair, text="Without a name.", credit="uncredited", credit_name="")
    opened = actions.open_credits(by=mair(cast), at=at, contributor=cast.mair, credit_name="Mair")

    shown = client.get(reverse("credits_page", args=[opened.public_id])).content.decode()

    assert "The 28 never comes." in shown
    assert "Under another name." not in shown
    assert "Without a name." not in shown


def test_only_they_open_it_under_a_name_of_theirs_and_close_it(cast, said, at):
    for by, name in ((mair(cast), "Somebody"), (Viewer(), "Mair")):
        with pytest.raises(Refused):
            actions.open_credits(by=by, at=at, contributor=cast.mair, credit_name=name)
    opened = actions.open_credits(by=mair(cast), at=at, contributor=cast.mair, credit_name="Mair")

    actions.close_credits(by=mair(cast), at=at, page=opened)

    assert not CreditsPage.objects.exists()


def test_they_open_it_on_their_own_page(client, cast, said):
    cast.sign_in(client, "resident")

    client.post(reverse("change_credits_page"), {"name": "Mair"})
    page = client.get(reverse("your_attribution")).content.decode()

    assert "Everyone can see what you said as “Mair”" in page


def test_ideas_stand_with_the_most_voices_first_and_what_each_department_replied(client, cast, at):
    topic = TopicFactory(slug="what-would-you-add")
    ContributionFactory(text="Say why.", topic=topic, organisations=[cast.council])
    ContributionFactory(text="Meet us.", topic=topic, organisations=[cast.council], answered=True, supported=2)
    ContributionFactory(text="Another matter.")

    shown = client.get(reverse("ideas")).content.decode()

    assert shown.index("Meet us.") < shown.index("Say why.")
    assert "Answered" in shown
    assert "Another matter." not in shown
    assert "topic=what-would-you-add" in shown


def test_an_administrator_opens_the_collection_that_is_ready_made(client, cast):
    cast.sign_in(client, "administrator")

    client.post(reverse("open_ideas"))

    assert "Add an idea" in client.get(reverse("ideas")).content.decode()


def test_an_open_page_goes_with_the_name_that_it_stands_under(client, cast, said, at):
    page = actions.open_credits(by=mair(cast), at=at, contributor=cast.mair, credit_name="Mair")

    contributions.change_credit(by=mair(cast), at=at, contribution=said, credit="uncredited")

    assert client.get(reverse("credits_page", args=[page.public_id])).status_code == 404
    assert not CreditsPage.objects.exists()


def test_an_open_page_rests_while_its_words_are_hidden(client, cast, said, at):
    page = actions.open_credits(by=mair(cast), at=at, contributor=cast.mair, credit_name="Mair")
    address = reverse("credits_page", args=[page.public_id])

    registry.handler("contribution").hide(said.public_id, at)
    hidden = client.get(address).status_code
    registry.handler("contribution").show(said.public_id, at)

    assert (hidden, client.get(address).status_code) == (404, 200)
