"""Pictures of how things lead to each other, drawn by the server: layers from top to bottom, narrow enough for a phone.

    drawing = diagrams.layered(boxes, links)      # then {% diagram drawing title description %}

Boxes of one layer stand side by side, in the order that makes lines cross least (by the barycentre of what each is
tied to, swept down and up). Words are cut to the room that there is; the list beside the picture has them whole.

    drawing = diagrams.flow(sources, targets)     # `FlowEnd`s: amounts in and out, as a Sankey diagram
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from saidanddone.ui import icons

WIDTH, BOX_HEIGHT, GAP, LAYER_GAP, EDGE = 340, 62, 10, 42, 12
LETTER, LINES = 6.6, 3
"""How wide a letter of the picture's words is, taken large; and how many lines a box has."""
SWEEPS = 4


@dataclass(frozen=True, slots=True)
class Box:
    """One thing, or many in one. `label` says in words what its colour and icon say."""

    key: str
    layer: int
    words: str
    label: str
    url: str
    tone: str
    icon: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """From the box above to the box below; faint where the one did not lead to the other."""

    source: str
    target: str
    is_faint: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    box: Box
    x: float
    y: float
    width: float
    lines: list[str]

    @property
    def height(self) -> int:
        return BOX_HEIGHT

    @property
    def text_x(self) -> float:
        return self.x + 30

    @property
    def icon_x(self) -> float:
        return self.x + 7

    @property
    def icon_y(self) -> float:
        return self.y + BOX_HEIGHT / 2 - 9

    @property
    def shapes(self) -> str:
        return icons.shapes(self.box.icon)

    def line_places(self) -> list[tuple[str, float]]:
        """Each line and how far down it stands; the lines stand in the middle of the box."""
        first = self.y + BOX_HEIGHT / 2 - (len(self.lines) - 1) * 7.5 + 4
        return [(line, round(first + number * 15, 1)) for number, line in enumerate(self.lines)]


@dataclass(frozen=True, slots=True)
class Line:
    path: str
    is_faint: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    boxes: list[Placed]
    lines: list[Line]


def layered(boxes: Sequence[Box], links: Iterable[Link]) -> Drawing:
    """Where everything stands. Empty layers take no room; links to what is not there are left out."""
    here = {box.key: box for box in boxes}
    kept = [link for link in links if link.source in here and link.target in here]
    rows = ordered(boxes, kept)
    placed = {each.box.key: each for number, row in enumerate(rows) for each in _row(row, number)}
    lines = [Line(_path(placed[link.source], placed[link.target]), link.is_faint) for link in kept]
    height = len(rows) * (BOX_HEIGHT + LAYER_GAP) - LAYER_GAP + 2 if rows else 0
    return Drawing(WIDTH, height, list(placed.values()), lines)


def ordered(boxes: Sequence[Box], links: Sequence[Link]) -> list[list[Box]]:
    """The layers from top to bottom, each in the order with the fewest crossings that the sweeps found."""
    by_layer: defaultdict[int, list[Box]] = defaultdict(list)
    for box in boxes:
        by_layer[box.layer].append(box)
    best = rows = [by_layer[layer] for layer in sorted(by_layer)]
    for sweep in range(SWEEPS):
        rows = _swept(rows, links, down=sweep % 2 == 0)
        best = min(best, rows, key=lambda each: crossings(each, links))
    return best


def _swept(rows: list[list[Box]], links: Sequence[Link], *, down: bool) -> list[list[Box]]:
    tied: defaultdict[str, list[str]] = defaultdict(list)
    for link in links:
        near, far = (link.target, link.source) if down else (link.source, link.target)
        tied[near].append(far)
    swept: list[list[Box]] = []
    for row in rows if down else reversed(rows):
        places = {box.key: _share(row, index) for row in swept for index, box in enumerate(row)}
        own = {box.key: _share(row, index) for index, box in enumerate(row)}
        swept.append(sorted(row, key=lambda box: _barycentre(box.key, tied, places, own)))
    return swept if down else swept[::-1]


def _barycentre(
    key: str, tied: Mapping[str, list[str]], places: Mapping[str, float], own: Mapping[str, float]
) -> float:
    """The middle of what it is tied to on the side that was ordered already; else where it stands."""
    near = [places[other] for other in tied.get(key, ()) if other in places]
    return sum(near) / len(near) if near else own[key]


def _share(row: Sequence[Box], index: int) -> float:
    return (index + 0.5) / len(row)


def crossings(rows: Sequence[Sequence[Box]], links: Sequence[Link]) -> int:
    """How many pairs of lines between the same two layers cross."""
    place = {box.key: (layer, index) for layer, row in enumerate(rows) for index, box in enumerate(row)}
    between: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for link in links:
        (upper, left), (lower, right) = place[link.source], place[link.target]
        between[upper, lower].append((left, right))
    return sum(
        (one[0] - other[0]) * (one[1] - other[1]) < 0
        for pairs in between.values()
        for number, one in enumerate(pairs)
        for other in pairs[number + 1 :]
    )


def _row(row: Sequence[Box], number: int) -> list[Placed]:
    width = (WIDTH - 2 * EDGE - GAP * (len(row) - 1)) / len(row)
    y = number * (BOX_HEIGHT + LAYER_GAP) + 1
    return [
        Placed(box, round(EDGE + index * (width + GAP), 1), y, round(width, 1), wrapped(box.words, width - 36))
        for index, box in enumerate(row)
    ]


def wrapped(words: str, room: float, most_lines: int = LINES) -> list[str]:
    """At most three lines that fit; the last ends in an ellipsis where words are left out.

    >>> wrapped("Most shifts end at nine and the last bus has gone by then.", 130)
    ['Most shifts end at', 'nine and the last', 'bus has gone by…']
    """
    most = max(4, int(room / LETTER))
    lines: list[str] = []
    for word in words.split():
        piece = word if len(word) <= most else f"{word[: most - 1]}…"
        if lines and len(lines[-1]) + 1 + len(piece) <= most:
            lines[-1] += f" {piece}"
        elif len(lines) == most_lines:
            lines[-1] = _ended(lines[-1], most)
            break
        else:
            lines.append(piece)
    return lines


def _ended(line: str, most: int) -> str:
    """With an ellipsis behind it; in room that is taken already, for its last word."""
    if len(line) >= most:
        line = line.rpartition(" ")[0] or line[: most - 1]
    return f"{line.rstrip(' ,.;…')}…"


def _path(source: Placed, target: Placed) -> str:
    """A curve from below the one to above the other. Side by side (one took the other's place), a bow under both."""
    x1, y1 = source.x + source.width / 2, source.y + BOX_HEIGHT
    x2, y2 = target.x + target.width / 2, target.y
    if source.y >= target.y:
        y2 = target.y + BOX_HEIGHT
        return f"M{x1:g} {y1:g}C{x1:g} {y1 + 26:g} {x2:g} {y2 + 26:g} {x2:g} {y2:g}"
    if y2 - y1 > LAYER_GAP + 1:  # it leads past a layer: along the nearer edge, where no box stands
        side = 4 if (x1 + x2) / 2 < WIDTH / 2 else WIDTH - 4
        turn = LAYER_GAP / 2
        return (
            f"M{x1:g} {y1:g}C{x1:g} {y1 + turn:g} {side:g} {y1:g} {side:g} {y1 + turn + 12:g}"
            f"L{side:g} {y2 - turn - 12:g}C{side:g} {y2:g} {x2:g} {y2 - turn:g} {x2:g} {y2:g}"
        )
    middle = (y1 + y2) / 2
    return f"M{x1:g} {y1:g}C{x1:g} {middle:g} {x2:g} {middle:g} {x2:g} {y2:g}"


FLOW_SLOT, FLOW_GAP, FLOW_BAR, FLOW_SCALE = 48, 8, 9, 200
"""How much room each end has at least for its words; how tall all amounts together are drawn."""
FLOW_LINES, FLOW_LINE = 2, 14


@dataclass(frozen=True, slots=True)
class FlowEnd:
    """Where an amount comes from, or goes to. `shown` is the amount in words."""

    words: str
    amount: int
    shown: str
    tone: str


@dataclass(frozen=True, slots=True)
class Band:
    """One amount on its way between its end and the middle."""

    end: FlowEnd
    path: str
    x: float
    y: float
    height: float
    text_x: float
    anchor: str
    lines: list[str]

    @property
    def amount_y(self) -> float:
        """Below its words, all of it in the middle of the bar."""
        return self.line_places()[-1][1] + FLOW_LINE

    def line_places(self) -> list[tuple[str, float]]:
        """Each line of its words, and how far down it stands."""
        first = self.y + self.height / 2 + 4 - len(self.lines) * FLOW_LINE / 2
        return [(line, round(first + number * FLOW_LINE, 1)) for number, line in enumerate(self.lines)]


@dataclass(frozen=True, slots=True)
class FlowDrawing:
    width: int
    height: float
    middle_x: float
    middle_y: float
    middle_height: float
    bands: list[Band]


def flow(sources: Sequence[FlowEnd], targets: Sequence[FlowEnd]) -> FlowDrawing:
    """Bars at both sides as tall as their amounts, bands to one bar in the middle; what is nothing is left out."""
    sides = [[each for each in side if each.amount > 0] for side in (sources, targets)]
    most = max((sum(each.amount for each in side) for side in sides), default=0) or 1
    heights = [[max(2.0, each.amount / most * FLOW_SCALE) for each in side] for side in sides]
    tall = [sum(max(FLOW_SLOT, height) + FLOW_GAP for height in side) for side in heights]
    height = max([*tall, FLOW_SLOT])
    middle = max([sum(side) for side in heights])
    top, x = (height - middle) / 2, WIDTH / 2 - FLOW_BAR / 2
    bands = []
    for number, side in enumerate(sides):
        y, at = (height - tall[number]) / 2, top
        for end, thick in zip(side, heights[number], strict=True):
            room = max(FLOW_SLOT, thick)
            bands.append(_band(end, bool(number), y + (room - thick) / 2, at, thick, x))
            y, at = y + room + FLOW_GAP, at + thick
    return FlowDrawing(WIDTH, round(height, 1), x, round(top, 1), round(middle, 1), bands)


def _band(end: FlowEnd, is_right: bool, y: float, at: float, thick: float, x: float) -> Band:
    bar = WIDTH - FLOW_BAR if is_right else 0
    start, stop = (x + FLOW_BAR, float(bar)) if is_right else (float(FLOW_BAR), x)
    first, last = (at, y) if is_right else (y, at)
    bend = (start + stop) / 2
    path = (
        f"M{start:g} {first:.1f}C{bend:g} {first:.1f} {bend:g} {last:.1f} {stop:g} {last:.1f}"
        f"V{last + thick:.1f}C{bend:g} {last + thick:.1f} {bend:g} {first + thick:.1f} {start:g} {first + thick:.1f}Z"
    )
    lines = wrapped(end.words, WIDTH / 2 - 2 * FLOW_BAR, FLOW_LINES) or [""]
    text_x, anchor = (bar - 6, "end") if is_right else (FLOW_BAR + 6, "start")
    return Band(end, path, bar, round(y, 1), round(thick, 1), text_x, anchor, lines)
