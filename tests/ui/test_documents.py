"""PDF that everybody can read, made of words that nobody can make into anything else."""

import io
import struct
from pathlib import Path

import pypdf
import pytest
import typst
from django.template.exceptions import TemplateDoesNotExist

from saidanddone.ui import documents, glyphs

TEMPLATE = """
#import "/ui/templates/ui/documents/base.typ": card, colour, data, document, stage, thread
#show: document.with(data)
= #data.title
#stage("said", "Said")
#thread()
#data.words
"""
CARD = """
#import "/ui/templates/ui/documents/base.typ": card, colour, data, stage
#show: card.with(data.language)
#stage("done", data.title)
"""
WORDS = {"title": "Defnyddiwyd", "language": "cy", "words": "Mae'r 28 yn stopio yno nawr."}


@pytest.fixture
def template(tmp_path, monkeypatch):
    """Write a template for this test alone; it is laid where templates may be read."""

    def make(text):
        path = tmp_path / "template.typ"
        path.write_text(text)
        compiler = typst.Compiler
        monkeypatch.setattr(documents, "_path", lambda name: path)
        monkeypatch.setattr(
            typst, "Compiler", lambda **facts: compiler(**facts | {"input": text.encode(), "root": str(documents.ROOT)})
        )
        return "template.typ"

    return make


def read(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf))


def test_a_pdf_is_tagged_and_names_its_title_and_language(template, at):
    found = read(documents.pdf(template(TEMPLATE), WORDS, at=at))

    root = found.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "cy"
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert found.metadata.title == "Defnyddiwyd"
    assert found.metadata.creation_date == at
    assert "pdfuaid:part>1<" in found.xmp_metadata.rdf_root.toxml()


def test_headings_are_tagged_as_such_and_lines_are_no_content(template):
    root = read(documents.pdf(template(TEMPLATE), WORDS)).trailer["/Root"]

    tags = list(_tags(root["/StructTreeRoot"]))

    assert "/H1" in tags
    assert "/Figure" not in tags


def _tags(node):
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from _tags(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"]
        if "/K" in node:
            yield from _tags(node["/K"])


FRAME = '#import "/ui/templates/ui/documents/base.typ": data, document\n#show: document.with(data)\n'
MARKUP = ['#import "x"', "#panic()", "$x^2$", "\\", "*bold* _em_", "@ref <label>", "// gone", "= Heading", "#(1+1)"]


@pytest.mark.parametrize("words", MARKUP)
def test_words_are_set_as_they_are_typed(template, words):
    (page,) = read(documents.pdf(template(TEMPLATE), WORDS | {"words": words, "title": words})).pages

    assert (
        page.extract_text().count(words.replace('"', "“", 1).replace('"', "”")) + page.extract_text().count(words) >= 2
    )


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Da iawn 😀", "Da iawn [grinning face]"),
        ("❤️", "[heavy black heart]"),
        ("你好", "��"),
        ("Aberŵen, Łódź, Київ, नमस्ते", "Aberŵen, Łódź, Київ, नमस्ते"),
        ({"rows": [["☎"], 3, None]}, {"rows": [["[black telephone]"], 3, None]}),
    ],
)
def test_what_no_font_can_show_is_named(typed, shown):
    assert glyphs.settable(typed) == shown


def test_words_that_no_font_can_show_stop_no_document(template):
    (page,) = read(documents.pdf(template(TEMPLATE), WORDS | {"words": "😀 你好 \U000e0041 \ue000"})).pages

    assert "[grinning face]" in page.extract_text()


def test_every_weight_has_the_same_characters():
    fonts = [glyphs.characters(path) for path in sorted(documents.FONTS.glob("*.ttf"))]

    assert len(fonts) == 2
    assert fonts[0] == fonts[1]
    assert {ord(letter) for letter in "ŵŷŴŶâêîôûŵäëïöü’“”–…\ufffd"} <= fonts[0]


@pytest.mark.parametrize(
    ("body", "amiss"),
    [
        (FRAME + "== Skipped", "heading"),
        ('#set text(font: "Noto Sans")\nNo title', "title"),
        (FRAME + '#image("/ui/static/ui/mark.svg")', "alt"),
    ],
    ids=["a heading that skips a level", "no title", "a picture without words"],
)
def test_what_not_everybody_could_read_is_an_error(template, body, amiss):
    with pytest.raises(typst.TypstError, match=amiss):
        documents.pdf(template(body), WORDS)


def test_a_card_is_a_picture_of_the_size_that_was_asked_for(template):
    picture = documents.png(template(CARD), WORDS, width_px=1200)

    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">LL", picture[16:24]) == (1200, 630)


def test_a_template_that_is_not_there_is_said_to_be_missing():
    with pytest.raises(TemplateDoesNotExist):
        documents.pdf("messaging/nothing.typ", WORDS)


def test_a_template_is_found_by_the_name_it_has_among_templates():
    assert documents._path("messaging/letters.typ") == Path(documents.ROOT, "messaging/templates/messaging/letters.typ")
