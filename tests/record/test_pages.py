"""The record's pages and files, as people, verifiers and witnesses meet them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.urls import reverse
from django.utils import translation

from saidanddone.contributions.models import Answer
from saidanddone.core.refs import Ref
from saidanddone.record import queries, tiles
from saidanddone.record.models import Entry, Log
from saidanddone.record.receipts import Receipt
from tests.contributions.factories import AnswerFactory, ContributionFactory, VerdictFactory
from tests.record.factories import NOON, publish, sequenced

pytestmark = pytest.mark.django_db
THING = Ref("contribution", "7k3m9qx2pd")


def test_the_page_of_an_empty_record_invites_nobody_to_check_nothing(client):
    page = client.get(reverse("record"))

    assert page.status_code == 200
    assert "Nothing has been published yet" in page.text


def test_the_page_shows_what_is_signed_and_what_waits(client):
    checkpoint = sequenced(3, about=THING)
    publish(2)

    page = client.get(reverse("record"))

    assert "waiting for their number" in page.text
    assert checkpoint.note.split("\n")[2] in page.text
    assert page.text.count("Words were withdrawn") == 3
    assert "python3 verify.py http://localhost:8000/record/" in page.text


def test_the_page_asks_the_same_few_questions_at_any_length(client, cast, django_assert_max_num_queries):
    for _ in range(4):  # with an entry of each kind that has a page
        said = ContributionFactory(organisations=[cast.council], place=cast.bryn_teg)
        VerdictFactory(answer=AnswerFactory(contribution=said))
    publish(1, about=Ref("organisation", cast.council.public_id))
    sequenced(1, about=Ref("place", cast.county.public_id))

    with django_assert_max_num_queries(14):
        page = client.get(reverse("record"))

    for answer in Answer.objects.all():
        link = f'href="{reverse("contribution", args=[answer.contribution.public_id])}#answer-{answer.public_id}"'
        assert page.text.count(link) == 2, "once for the answer, once for the verdict"
    assert reverse("organisation", args=["council"]) in page.text
    assert reverse("place", args=[cast.county.slug]) in page.text


@pytest.mark.parametrize("kind", ["answer", "verdict", "organisation", "place", "ghost"])
def test_what_is_gone_is_named_without_a_link(client, kind):
    sequenced(1, about=Ref(kind, "7k3m9qx2pd"))

    assert "7k3m9qx2pd" not in client.get(reverse("record")).text
    assert f"{kind}:7k3m9qx2pd" in client.get(reverse("record_entry", args=["0"])).text


@pytest.mark.parametrize("page", ["0", "x", "501", "99999999999999999999"])
def test_a_page_that_is_none_is_a_bad_request(client, page):
    assert client.get(reverse("record"), {"page": page}).status_code == 400


def test_a_contradicted_record_says_so(client):
    sequenced(1)
    Log.objects.update(contradiction=Log.Contradiction.BEHIND, contradicted_at=NOON)

    page = client.get(reverse("record"))

    assert "This record cannot go on as it is" in page.text
    assert "an older backup was restored" in page.text


def test_an_entry_is_found_by_its_number(client):
    sequenced(3)

    assert client.get(reverse("record"), {"entry": "2"}).url == reverse("record_entry", args=["2"])
    assert "Enter a whole number" in client.get(reverse("record"), {"entry": "two"}).text


def test_the_page_of_an_entry_shows_it_and_its_neighbours(client):
    sequenced(3, about=THING, private={"text": "hidden words"})
    entry = Entry.objects.get(position=1)

    page = client.get(reverse("record_entry", args=["1"]))

    assert entry.commitments["text"] in page.text
    assert "hidden words" not in page.text
    assert "Entry 0" in page.text
    assert "Entry 2" in page.text


@pytest.mark.parametrize(
    "address",
    [
        *(
            "logs/1/nothing",
            "entries/7/",
            "entries/7/content",
            "entries/7/receipt",
            "logs/9/",
            "logs/9/checkpoint",
            "logs/9/key",
        ),
        *("tile/0/000", "tile/0/000.p/4", "tile/entries/000.p/4", "tile/0/00", "tile/9/000.p/1", "entries/01/"),
        *("entries/99999999999999999999/", "logs/0/", "tile/0/../000"),
    ],
)
def test_what_is_not_there_is_not_found(client, address):
    sequenced(3)

    assert client.get(reverse("record") + address).status_code == 404


@pytest.mark.parametrize("name", ["record_checkpoint", "record_key"])
def test_an_empty_record_has_no_files(client, name):
    assert client.get(reverse(name)).status_code == 404


def test_the_checkpoint_is_fresh_and_the_tiles_are_kept_for_ever(client):
    checkpoint = sequenced(3)

    note = client.get(reverse("record_checkpoint"))
    tile = client.get("/record/tile/0/000.p/3")
    bundle = client.get("/record/tile/entries/000.p/2")

    assert note.text == str(checkpoint.signed_note)
    assert note["Content-Type"] == "text/plain; charset=utf-8"
    assert note["Cache-Control"] == "public, max-age=2"
    assert tile.content == bytes(checkpoint.log.tiles.get().hashes)
    assert "immutable" in tile["Cache-Control"]
    assert tile["Access-Control-Allow-Origin"] == "*"
    assert len(tiles.unpack(bundle.content, 2)) == 2


def test_a_log_that_never_was_has_no_page(client):
    assert client.get(reverse("record_log", kwargs={"number": "2"})).status_code == 404
    assert client.get(reverse("record_entry", args=["0"])).status_code == 404


def test_an_older_log_keeps_its_addresses(client):
    sequenced(3)

    assert client.get("/record/logs/1/checkpoint").content == client.get("/record/checkpoint").content
    assert client.get("/record/logs/1/tile/0/000.p/3").status_code == 200
    assert client.get("/record/logs/1/entries/2/").status_code == 200
    assert client.get("/record/logs/1/").status_code == 200


def test_entry_receipt_key_and_verifier_can_be_downloaded(client):
    sequenced(3)

    content = client.get(reverse("record_content", args=["1"])).content
    receipt = Receipt.parse(client.get(reverse("record_receipt", args=["1"])).text)
    key = client.get(reverse("record_key")).text

    assert receipt.check(content, [Log.objects.get().key]).index == 1
    assert key == f"{Log.objects.get().verifier_key}\n"
    assert client.get(reverse("record_verifier")).content.startswith(b"#!/usr/bin/env python3")
    assert client.get(reverse("record_witnesses")).content == b""


def test_a_pasted_receipt_is_checked(client):
    sequenced(3)
    receipt = str(queries.receipt_for(Entry.objects.get(position=1)))

    pasted = client.post(reverse("record_check"), {"receipt": "\r\n" + receipt.replace("\n", "\r\n")})
    uploaded = client.post(reverse("record_check"), {"file": SimpleUploadedFile("r.tlog-proof", receipt.encode())})

    assert "The receipt holds" in pasted.text
    assert "&quot;number&quot;: 1" in pasted.text
    assert "The receipt holds" in uploaded.text


def test_a_receipt_without_its_entry_is_checked_against_the_entry_here(client):
    sequenced(3)
    receipt = queries.receipt_for(Entry.objects.get(position=1))
    bare = Receipt(receipt.index, receipt.proof, receipt.checkpoint)
    beyond = Receipt(7, receipt.proof, receipt.checkpoint)

    assert "The receipt holds" in client.post(reverse("record_check"), {"receipt": str(bare)}).text
    assert "has no such entry here" in client.post(reverse("record_check"), {"receipt": str(beyond)}).text


@pytest.mark.parametrize("given", ["", "  ", "hello", "x" * 30_000], ids=["empty", "blank", "no receipt", "long"])
def test_what_is_no_receipt_is_answered_in_words(client, given):
    page = client.post(reverse("record_check"), {"receipt": given})

    assert page.status_code == 400
    assert "Please mend this first" in page.text


def test_a_file_that_is_not_text_is_answered_in_words(client):
    page = client.post(reverse("record_check"), {"file": SimpleUploadedFile("r", b"\xff\xfe\x00")})

    assert page.status_code == 400
    assert "it is not text" in page.text


def test_the_form_is_empty_to_begin_with(client):
    assert client.get(reverse("record_check")).status_code == 200


def test_words_from_an_entry_cannot_run_as_script(client):
    publish(about=Ref("<script>", "x"))
    from saidanddone.record import sequencer

    sequencer.run_once(NOON)

    for address in (reverse("record"), reverse("record_entry", args=["0"])):
        assert "<script>alert" not in client.get(address).text
        assert "&lt;script&gt;" in client.get(address).text


def panel(ref: Ref) -> str:
    return Template("{% load record %}{% check_this_page ref %}").render(Context({"ref": ref}))


def test_a_page_says_what_is_recorded_about_it(django_assert_num_queries):
    sequenced(2, about=THING)
    publish(1, about=THING)

    with django_assert_num_queries(1):
        found = panel(THING)

    assert "3 entries about this are on the public record." in found
    assert "waiting for its number" in found
    assert reverse("record_receipt", kwargs={"number": 1, "position": 1}) in found


def test_a_page_of_several_things_says_what_is_recorded_about_each(django_assert_num_queries):
    answer, verdict = Ref("answer", "7k3m9qx2pd"), Ref("verdict", "7k3m9qx2pd")
    for each in (THING, answer, verdict, Ref("answer", "0000000000")):
        sequenced(1, about=each)

    with django_assert_num_queries(1):
        page = Template("{% load record %}{% check_this_page ref others %}").render(
            Context({"ref": THING, "others": [answer, verdict]})
        )

    assert "3 entries about this are on the public record." in page
    assert [each for each in range(4) if f"Entry {each}</a>" in page] == [0, 1, 2]


def test_a_long_history_shows_its_newest_entries():
    sequenced(14, about=THING)

    found = panel(THING)

    assert "2 earlier entries are not shown here." in found
    assert found.count("tlog") + found.count("Receipt") == 12


def test_a_page_that_nothing_was_recorded_about_says_nothing():
    assert panel(THING).strip() == ""


def test_the_footer_tells_how_much_is_on_record(client):
    sequenced(2)

    assert "2 entries." in client.get(reverse("record")).text


def test_the_page_of_a_new_log_names_the_old_one(client):
    from saidanddone.core.viewer import SITE
    from saidanddone.record import actions, keys, sequencer

    sequenced(1)
    keys._memory().unlink()
    sequencer.run_once(NOON)
    actions.start_new_log(by=SITE, at=NOON, reason="Lost")
    sequencer.run_once(NOON)

    page = client.get(reverse("record"))

    assert "This log follows an earlier one" in page.text
    assert reverse("record_log", kwargs={"number": "1"}) in page.text
    with translation.override("en"):
        assert client.get(reverse("record_entry", args=["0"])).status_code == 200


@pytest.mark.parametrize(
    ("fact", "words"),
    [(None, "–"), ([], "–"), (True, "yes"), (False, "no"), (3, "3"), (["a", 1], "a, 1"), ({"a": [1, 2]}, "a: 1, 2")],
)
def test_a_fact_is_shown_as_one_line(fact, words):
    assert Template("{% load record %}{{ fact|as_words }}").render(Context({"fact": fact})) == words
