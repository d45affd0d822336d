"""Letters are put together, printed as one PDF with the address in the window, and noted as posted."""

import io
from datetime import timedelta

import pypdf
import pytest
from django.urls import reverse

from saidanddone.messaging import actions, private_links, queries
from saidanddone.messaging.models import Message
from tests.messaging.factories import MessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client, cast):
    client.force_login(cast.aled)
    return client


@pytest.fixture
def by(cast):
    return cast.viewer("administrator")


def pages(pdf):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def test_all_waiting_letters_come_as_one_pdf_each_on_its_page(administrator):
    MessageFactory(is_letter=True, subject="Your words were used", body="Dear Mair,\n\nThe 28 stops there now.")
    MessageFactory(is_letter=True, subject="Defnyddiwyd eich geiriau", language="cy")
    MessageFactory(subject="An email")

    administrator.post(reverse("batch_letters"))
    (batch,) = queries.batches()
    page = administrator.get(reverse("desk_letters")).content.decode()
    response = administrator.post(reverse("print_batch", args=[batch.public_id]))

    first, second = pages(response.content)
    assert (response["Content-Type"], batch.letters) == ("application/pdf", 2)
    assert "Your words were used" in first
    assert "The 28 stops there now." in first
    assert "1 Heol Fawr" in first
    assert "Defnyddiwyd eich geiriau" in second
    assert "2 letters" in page


def test_the_address_stands_in_the_window_of_an_envelope(by, at):
    MessageFactory(is_letter=True, address="Mair Jones\n1 Heol Fawr\nBryn Teg\nAberwen\nAB1 2CD")
    batch = actions.batch_letters(by=by, at=at)
    pdf = actions.print_batch(by=by, at=at, batch=batch, language="en")

    found = []

    def visit(text, matrix, text_matrix, font, size):
        if text.strip() in ("Mair Jones", "AB1 2CD"):
            found.append((matrix[4], matrix[5]))

    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    page.extract_text(visitor_text=visit)
    millimetres = [(x * 25.4 / 72, (842 - y) * 25.4 / 72) for x, y in found]

    assert len(millimetres) == 2
    assert all(20 <= left <= 30 and 55 <= top <= 80 for left, top in millimetres)


def test_each_letter_has_its_own_language_and_the_document_that_of_the_reader(by, at):
    MessageFactory(is_letter=True, language="cy")
    batch = actions.batch_letters(by=by, at=at)

    pdf = actions.print_batch(by=by, at=at, batch=batch, language="en")

    root = pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    assert root["/Lang"] == "en"
    assert "2 Mawrth 2026" in pages(pdf)[0]
    assert b"/Lang (cy)" in pdf or "cy" in _languages(root["/StructTreeRoot"])


def _languages(node, depth=0):
    """Of the parts of a document, as its tags have them."""
    node = node.get_object()
    if isinstance(node, list):
        return set().union(*(_languages(each, depth + 1) for each in node))
    if not isinstance(node, dict) or depth > 30:
        return set()
    own = {str(node["/Lang"])} if "/Lang" in node else set()
    return own | (_languages(node["/K"], depth + 1) if "/K" in node else set())


@pytest.fixture
def issued(monkeypatch):
    """Links to somebody who is there until they are gone, each new one in place of the last."""
    found = []

    def issue(public_id, *, message, at):
        if public_id == "gone":
            return None
        found.append(f"https://said.example/r/{len(found)}/")
        return found[-1]

    monkeypatch.setitem(private_links._issuers, "way-back", issue)
    return found


def test_the_private_link_is_made_as_it_is_printed_and_stands_in_no_table(by, at, issued):
    letter = MessageFactory(is_letter=True, body=f"Come back: {private_links.mark(1)}", private_links=["way-back:mair"])
    batch = actions.batch_letters(by=by, at=at)

    prints = [actions.print_batch(by=by, at=at, batch=batch, language="en") for _ in range(2)]

    letter.refresh_from_db()
    assert [address in pages(pdf)[0] for address, pdf in zip(issued, prints, strict=True)] == [True, True]
    assert letter.body == f"Come back: {private_links.mark(1)}"


def test_a_letter_with_a_private_link_is_posted_from_the_pdf_alone(administrator):
    letter = MessageFactory(is_letter=True, body=private_links.mark(1), private_links=["way-back:mair"])

    page = administrator.get(reverse("desk_letters")).content.decode()

    assert "post it from the PDF" in page
    assert reverse("mark_posted", args=[letter.public_id]) not in page


def test_a_letter_to_somebody_who_is_gone_is_not_printed(by, at, issued):
    MessageFactory(is_letter=True, body=private_links.mark(1), private_links=["way-back:gone"])
    batch = actions.batch_letters(by=by, at=at)

    assert actions.print_batch(by=by, at=at, batch=batch, language="en") == b""
    assert not Message.objects.exists()


def test_what_is_put_together_is_noted_as_posted_and_what_came_since_waits(administrator, at):
    posted = MessageFactory(is_letter=True)
    administrator.post(reverse("batch_letters"))
    (batch,) = queries.batches()
    since = MessageFactory(is_letter=True)

    administrator.post(reverse("mark_batch_posted", args=[batch.public_id]))

    posted.refresh_from_db()
    since.refresh_from_db()
    assert (posted.state, posted.body, since.state) == ("sent", "", "waiting")
    assert administrator.post(reverse("print_batch", args=[batch.public_id])).status_code == 404
    assert administrator.post(reverse("mark_batch_posted", args=[batch.public_id])).status_code == 404


def test_a_letter_is_in_one_batch_only(by, at):
    MessageFactory(is_letter=True)
    actions.batch_letters(by=by, at=at)

    assert actions.batch_letters(by=by, at=at + timedelta(minutes=1)) == ""


def test_nothing_in_a_letter_is_read_as_markup(by, at):
    words = '#import "x" #panic() $x^2$ \\ *bold* _em_ @ref <label> = Heading // gone'
    MessageFactory(is_letter=True, body=words, subject='#import "x"', address="#panic()\n$ 1 Heol Fawr")
    batch = actions.batch_letters(by=by, at=at)

    (page,) = pages(actions.print_batch(by=by, at=at, batch=batch, language="en"))

    typed = "".join(words.split()).replace('"', "")
    printed = "".join(page.split())
    assert typed.replace('"', "") in printed.replace("“", "").replace("”", "").replace('"', "")
    assert "#panic()" in printed
