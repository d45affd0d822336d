"""Pictures of who works with whom: names that do not touch, strength by width, links, and a table as its equal."""

from itertools import combinations

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from saidanddone.ui.networks import SHAPES, SIZES, Node, Tie, drawn

NAMES = (
    "Council",
    "Health Board of the West and the Valleys",
    "Night bus",
    "Llanfairpwllgwyngyllgogerychwyrndrobwll",
    "",
)


def node(number, x, y, **more):
    shape = list(SHAPES)[number % len(SHAPES)]
    given_words = {
        "words": f"{NAMES[number % len(NAMES)]} {number}",
        "kind": f"kind {shape}",
        "url": f"/{number}/",
    } | more
    return Node(str(number), shape=shape, x=x, y=y, **given_words)


def shown(drawing):
    return html.fromstring(Template("{% network drawing %}").render(Context({"drawing": drawing})))


def assert_reads(drawing):
    for picture in drawing.pictures:
        for one in picture.nodes:
            assert one.x >= 0
            assert one.y >= 0
            assert one.x + one.width <= picture.width
            assert one.y + one.height <= picture.height
        for one, other in combinations(picture.nodes, 2):
            across = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert across or one.y + one.height <= other.y or other.y + other.height <= one.y


places = st.floats(0, 1)


@given(st.lists(st.tuples(places, places), max_size=40))
def test_no_name_stands_over_another_or_outside(points):
    drawing = drawn("Who", [node(number, *point) for number, point in enumerate(points)], [], "")

    assert_reads(drawing)
    assert [picture.size for picture in drawing.pictures] == (list(SIZES) if points else [])


@pytest.mark.parametrize("down", [0, 1 / 40])
def test_forty_at_one_place_or_in_a_line_still_read(down):
    nodes = [node(number, 0.5, 0.5 + number * down / 2) for number in range(40)]

    assert_reads(drawn("Who", nodes, [], ""))


def test_a_dozen_names_do_not_touch():
    assert_reads(drawn("Who", [node(number, number % 4 / 4, number % 3 / 3) for number in range(12)], [], ""))


def test_the_stronger_a_tie_the_wider_and_ties_to_nobody_are_left_out():
    nodes = [node(number, number / 3, 0.5) for number in range(3)]
    drawing = drawn("Who", nodes, [Tie("0", "1", 8, "8"), Tie("1", "2", 2, "2"), Tie("0", "gone", 1, "1")], "")

    assert [stroke.width for stroke in drawing.pictures[0].strokes] == [3.1, 8.0]


def test_every_organisation_is_a_link_that_says_its_kind_and_stands_in_the_table():
    nodes = [node(0, 0.2, 0.2, note="single point of failure"), node(1, 0.8, 0.8), node(2, 0.5, 0.5)]
    page = shown(drawn("Who", nodes, [Tie("0", "1", 8, "8 promises")], "Wider is more."))

    assert page.xpath("//svg//a/@href") == ["/0/", "/1/", "/2/"] * 2
    assert page.xpath("//svg//a/@aria-label")[0] == "Council 0, kind square, single point of failure"
    cells = [" ".join(cell.split()) for cell in page.xpath("//tbody/tr[1]/*/text() | //tbody/tr[1]//a/text()")]
    assert "Council 0" in cells
    assert "Health Board of the West and the Valleys 1 (8 promises)" in cells
    assert page.xpath("//tbody/tr[3]/td[2]/text()") == ["Nobody yet"]
    assert [" ".join(each.text_content().split()) for each in page.xpath("//ul/li")] == [
        "kind circle",
        "kind diamond",
        "kind square",
        "single point of failure",
    ]


def test_names_are_words_and_never_markup():
    evil = '"><script>alert(1)</script>'
    page = shown(drawn(evil, [node(0, 0.5, 0.5, words=evil, kind=evil, note=evil)], [], evil))

    assert not page.xpath("//script")
    assert page.xpath("//svg//a/@aria-label")[0] == f"{evil}, {evil}, {evil}"
