"""What a page says, on paper: tagged, in each word's own language, and nothing that somebody typed becomes markup."""

import pytest

from saidanddone.ui import reports
from saidanddone.ui.reports import (
    Facts,
    Heading,
    Item,
    Items,
    Notice,
    Picture,
    Prose,
    Quote,
    Report,
    Said,
    Section,
    Table,
)
from tests.ui.papers import is_for_everybody, opened, structure, together, words_of

HOSTILE = (
    '#import "x": *',
    "#panic()",
    "#{1 + 1}",
    "$x^2$",
    "\\",
    "\\u{41}",
    "*bold* _em_ `code`",
    "@ref <label>",
    "// gone",
    "/* gone */",
    "= Heading",
    "- item\n+ item\n/ term: words",
    "]",
    '"); panic("',
    'https://example.org/#read("/etc/passwd")',
)
KINDS = {
    "prose": lambda words: Prose(words),
    "quote": lambda words: Quote(words),
    "notice": lambda words: Notice(words, [words]),
    "heading": lambda words: Heading(words),
    "facts": lambda words: Facts([(words, words)]),
    "items": lambda words: Items([Item(words, more=words, notes=[words], link=words)]),
    "table": lambda words: Table(words, [words], [[words]]),
}


def report(*blocks, **facts):
    standing = {"title": "Buses", "address": "http://site/f/1/", "tone": "understood", "word": "Understood"}
    return Report(**standing | facts, sections=[Section("What it says", blocks)])


def read(made, at):
    return opened(reports.pdf(made, at=at))


def test_a_report_is_tagged_and_says_its_title_and_language(at):
    found = read(report(Prose("The bus comes.")), at)

    assert is_for_everybody(found, title="Buses", language="en")
    assert found.metadata.creation_date == at


def test_every_kind_of_block_has_its_tag(at):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
    blocks = [make("Words.") for make in KINDS.values()]

    found = {tag for tag, _language in structure(read(report(*blocks, Picture(svg, "A square.")), at))}

    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Link", "/Table", "/TH", "/TD", "/Figure"} <= found


def test_words_in_the_other_language_say_so(at):
    found = structure(read(report(Prose(Said("Mae'r bws yn dod.", "cy")), title=Said("Bysiau", "cy")), at))

    assert "cy" in {language for _tag, language in found}


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_words_come_out_as_plain_words(kind, at):
    blocks = [KINDS[kind](words) for words in HOSTILE]

    shown = words_of(read(report(*blocks), at))

    assert [words for words in HOSTILE if together(words) not in shown] == []


@pytest.mark.parametrize("words", ["#panic() *@a", "\\", '"]); #read("x")'])
def test_a_hostile_title_is_a_title(words, at):
    found = read(report(Prose("Words."), title=words, lines=[words], word=words, address=f"http://site/{words}"), at)

    assert found.metadata.title == words
    assert words_of(found).count(together(words)) >= 3


def test_words_that_turn_around_are_set_in_the_order_in_which_they_were_typed(at):
    shown = words_of(read(report(Prose("abc\u202edef\u2066ghi\u200f😀")), at))

    assert "abcdefghi[grinningface]" in shown


def test_words_without_a_place_to_break_stay_on_the_page(at):
    (page,) = read(report(Prose("x" * 500), Table("Wide", ["a", "b"], [["y" * 300, "z" * 300]])), at).pages

    lines = page.extract_text().splitlines()

    assert max(map(len, lines)) < 170
    assert "".join(lines).count("x") >= 500


def test_names_keep_their_room_beside_many_numbers(at):
    headings = [
        "Group",
        "Low",
        "In the middle",
        "High",
        "Don't know",
        "Prefer not to say",
        "Mean",
        "Net: high less low",
    ]
    rows = [["Day-to-day life limited a lot", *["22.7%"] * 7]]
    (page,) = read(report(Table("Figures", headings, rows, numbers=range(1, 8))), at).pages

    (line,) = [each for each in page.extract_text(extraction_mode="layout").splitlines() if "Group" in each]

    assert line.split()[:2] == ["Group", "Low"]


def test_an_address_can_be_copied(at):
    address = "https://aberwen.example/cy/decisions/3ed9bsv769/"

    (page,) = read(report(Items([Item("A", link=address)])), at).pages

    assert address in page.extract_text()
    assert address in [each.get_object()["/A"]["/URI"] for each in page["/Annots"]]


def test_a_section_of_which_nothing_is_known_is_left_out(at):
    made = report(Prose(""), Facts([("Who", "")]), Items([]), Table("None", ["a"], [[""]]))

    assert made.values()["sections"] == []


def test_a_column_in_which_nothing_stands_is_left_out():
    table = Table("Figures", ["Period", "Margin", "Value"], [["2025", "", "3"]], numbers=(1, 2))

    assert [each["text"] for each in table.values()["headings"]] == ["Period", "Value"]
    assert table.values()["numbers"] == [1]


def test_colours_of_a_chart_are_those_of_the_light_pages():
    drawn = '<svg><text font-family="Atkinson, sans-serif" fill="var(--quiet)">A</text></svg>'

    assert reports._printed(drawn) == '<svg><text font-family="Noto Sans" fill="#555d66">A</text></svg>'
