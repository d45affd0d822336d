"""The words that a page shows are held against the record, by whoever may read them."""

import json
import re
from datetime import timedelta

import pytest

from saidanddone.contributions import actions
from saidanddone.contributions.models import Answer, Contribution, Verdict
from saidanddone.record import sequencer, verify
from tests.conftest import MOMENT
from tests.contributions.factories import ContributionFactory, contributor_of
from tests.thread.factories import long_story


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: MOMENT)


@pytest.fixture
def story(cast, at):
    found = long_story(cast, at)
    sequencer.run_once(at)
    return found


def page(client, contribution):
    return client.get(f"/contributions/{contribution.public_id}/words/")


def standings(response):
    return [passage.held.standing for passage in response.context["check"].reading.passages]


def test_everything_on_a_long_page_is_as_it_was_recorded(client, story):
    response = page(client, story)

    assert set(standings(response)) == {"same"}
    assert len(standings(response)) >= 15
    assert "They are the same" in response.text


@pytest.mark.parametrize(
    ("model", "field"), [(Contribution, "text"), (Answer, "text"), (Answer, "reason"), (Verdict, "words")]
)
def test_words_that_were_changed_behind_the_record_are_told_apart(client, story, model, field):
    row = model.objects.exclude(**{field: ""}).order_by("pk").first()
    model.objects.filter(pk=row.pk).update(**{field: "Everything is well."})

    response = page(client, story)

    assert standings(response).count("different") == 1
    assert "Something differs from the record" in response.text


def test_the_key_to_the_words_and_the_receipt_satisfy_the_verifier(client, story, tmp_path, capsys):
    found = page(client, story).text
    key = re.search(r"/contributions/\w+/words/1-\d+-text\.json", found)[0]
    receipt = re.search(r"/record/[\w/]*entries/\d+/receipt", found[: found.index(key)][-900:])[0]
    (tmp_path / "key.json").write_bytes(client.get(key).content)
    (tmp_path / "receipt").write_bytes(client.get(receipt).content)
    log_key = client.get("/record/key").text.strip()

    given = ["--receipt", str(tmp_path / "receipt"), "--opening", str(tmp_path / "key.json"), "--key", log_key]

    assert verify.main(given) == 0
    assert "The words are those that were recorded." in capsys.readouterr().out


def test_a_key_is_handed_to_those_alone_who_may_read_the_words(client, story):
    path = re.search(r"/contributions/\w+/words/[\w-]+\.json", page(client, story).text)[0]
    assert set(json.loads(client.get(path).content)) == {"field", "salt", "content"}

    actions.withdraw(by=contributor_of(story), at=MOMENT, contribution=story)

    assert client.get(path).status_code == 404
    assert page(client, story).status_code == 404


def test_an_answer_that_was_hidden_is_not_held_up_here(client, story):
    before = len(standings(page(client, story)))
    Answer.objects.filter(contribution=story, reason="It is not in our powers.").update(hidden_at=MOMENT)

    response = page(client, story)

    assert len(standings(response)) == before - 3  # its text, its reason, and what was made of it
    assert "It is not in our powers." not in response.text


def test_what_is_for_one_organisation_has_no_such_page_for_others(client, cast, at):
    said = ContributionFactory(at=at, organisations=[cast.council], for_one_organisation=True)

    assert page(client, said).status_code == 404


def test_what_waits_for_its_number_says_so_and_has_no_file_yet(client, cast, at):
    said = ContributionFactory(at=at - timedelta(days=1), organisations=[cast.council])

    response = page(client, said)

    assert "waiting for its number" in response.text
    assert client.get(f"/contributions/{said.public_id}/words/1-0-text.json").status_code == 404


def test_a_long_page_is_held_in_a_constant_number_of_queries(client, story, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        page(client, story)
