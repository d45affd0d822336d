"""Pictures of what led to what: few crossings, nothing over another, and words that fit."""

from hypothesis import given
from hypothesis import strategies as st

from saidanddone.ui.diagrams import BOX_HEIGHT, WIDTH, Box, FlowEnd, Link, crossings, flow, layered, ordered, wrapped


def box(key, layer):
    return Box(key, layer, f"Words of {key}", "Finding", f"/{key}/", "understood", "understood")


def boxes(*sizes):
    return [box(f"{layer}{number}", layer) for layer, size in enumerate(sizes) for number in range(size)]


@st.composite
def webs(draw):
    drawn = boxes(*draw(st.lists(st.integers(1, 3), min_size=1, max_size=5)))
    pairs = [(a.key, b.key) for a in drawn for b in drawn if a.layer < b.layer]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return drawn, [Link(*pair) for pair in chosen]


def test_two_lines_that_cross_are_put_straight():
    drawn, links = boxes(2, 2), [Link("00", "11"), Link("01", "10")]

    assert crossings([drawn[:2], drawn[2:]], links) == 1
    assert crossings(ordered(drawn, links), links) == 0


@given(webs())
def test_an_order_never_has_more_crossings_than_what_was_given(web):
    drawn, links = web
    rows = [[each for each in drawn if each.layer == layer] for layer in sorted({each.layer for each in drawn})]

    assert crossings(ordered(drawn, links), links) <= crossings(rows, links)


@given(webs())
def test_every_box_stands_once_inside_the_picture_and_over_no_other(web):
    drawn, links = web
    drawing = layered(drawn, links)

    assert sorted(each.box.key for each in drawing.boxes) == sorted(each.key for each in drawn)
    assert len(drawing.lines) == len(links)
    for one in drawing.boxes:
        assert one.x >= 0
        assert one.x + one.width <= WIDTH
        assert one.y + BOX_HEIGHT <= drawing.height
        for other in drawing.boxes:
            apart = one.x + one.width <= other.x or other.x + other.width <= one.x or one.y != other.y
            assert one is other or apart


def test_a_link_to_what_is_not_there_is_left_out():
    assert layered(boxes(1), [Link("00", "gone")]).lines == []


def test_nothing_is_an_empty_picture():
    assert layered([], []).height == 0


@given(st.text(max_size=200), st.floats(40, 320))
def test_words_fit_into_their_room(words, room):
    lines = wrapped(words, room)

    assert len(lines) <= 3
    assert all(len(line) <= max(4, int(room / 6.6)) for line in lines)


def test_what_flows_in_and_out_is_as_tall_as_its_amount_and_nothing_is_left_out_of_the_picture():
    sources = [FlowEnd("The council", 60, "£60", "said"), FlowEnd("Nobody", 0, "£0", "said")]
    drawn = flow(sources, [FlowEnd("Help at home, on the same day as it is asked for", 60, "£60", "done")])

    assert [band.height for band in drawn.bands] == [200, 200]
    assert all(band.y >= 0 and band.y + band.height <= drawn.height for band in drawn.bands)
    assert drawn.bands[1].lines == ["Help at home, on the", "same day as it is…"]
