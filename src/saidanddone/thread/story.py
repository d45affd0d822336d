"""A web as it is told: stages from top to bottom, each thing with its day and who is answerable; and the picture."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from saidanddone.commitments.models import Commitment, Outcome
from saidanddone.commitments.states import state_of
from saidanddone.contributions.cards import Card, credit
from saidanddone.contributions.models import Contribution
from saidanddone.core.clock import local_date
from saidanddone.core.refs import Ref, url_of
from saidanddone.decisions.bilingual import Said
from saidanddone.decisions.models import Decision, Finding
from saidanddone.thread.web import Key, Thing, Web, key_of
from saidanddone.ui.diagrams import Box, Drawing, Link, layered

MOST_BESIDE = 3
"""Boxes side by side in the picture, so that it can be read on a phone; more are one box that leads to the list."""
MOST_VOICES = 40
VOICES = "voices"


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of thing stands in a story."""

    layer: int
    tone: str
    icon: str
    word: str | Promise
    counted: str | Promise
    """What stands under a number of them, however many."""


LOOKS = {
    "contribution": Look(0, "said", "said", _("Said"), _("said")),
    "finding": Look(1, "understood", "understood", _("Finding"), _("understood")),
    "decision": Look(2, "decided", "decided", _("Decision"), _("decided")),
    "commitment": Look(3, "done", "promise", _("Promise"), _("promised")),
    "outcome": Look(4, "felt", "chart", _("Outcome"), _("aimed for")),
    "setback": Look(5, "late", "warning", _("Setback"), _("gone wrong")),
}


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of the story; `came_from` are those above it that led to it."""

    key: Key
    ref: Ref
    look: Look
    words: Said
    url: str
    when: date | datetime | None
    who: str
    state: str
    is_here: bool
    came_from: list["From"]

    @property
    def anchor(self) -> str:
        return f"{self.ref.kind}-{self.ref.public_id}"


@dataclass(frozen=True, slots=True)
class From:
    """Where something came from, and what was done with it."""

    words: Said
    anchor: str
    use: str
    because: str


@dataclass(frozen=True, slots=True)
class Story:
    """All that the page, the picture, the card and the embedded picture show."""

    centre: Node
    nodes: list[Node]
    voices: list[Card]
    voice_count: int
    drawing: Drawing
    description: str

    @property
    def heading(self) -> str:
        return self.centre.words.text

    @property
    def address(self) -> str:
        return self._address("story")

    @property
    def embedded_address(self) -> str:
        return self._address("story_embedded")

    @property
    def card_address(self) -> str:
        return self._address("story_card")

    @property
    def file_address(self) -> str:
        return self._address("story_json")

    def _address(self, name: str) -> str:
        return settings.SITE_URL + reverse(name, args=[self.centre.ref.kind, self.centre.ref.public_id])

    @property
    def counts(self) -> list[tuple[str, str | Promise, int]]:
        """How many of each stage: tone, word, number."""
        found: defaultdict[int, int] = defaultdict(int)
        for node in self.nodes:
            found[node.look.layer] += 1
        found[0] = found[0] or self.voice_count
        return [(look.tone, look.counted, found[look.layer]) for look in LOOKS.values() if found[look.layer]]


def tell(web: Web, *, voices: list[Card], voice_count: int, at: datetime) -> Story:
    nodes = _nodes(web, at)
    centre = next(node for node in nodes if node.is_here)
    return Story(
        centre, nodes, voices, voice_count, _drawing(web, nodes, voice_count), _description(nodes, voice_count)
    )


def _nodes(web: Web, at: datetime) -> list[Node]:
    came: defaultdict[Key, list[From]] = defaultdict(list)
    for tie in web.ties.values():
        source = web.things[tie.source]
        anchor = f"{source.ref.kind}-{source.ref.public_id}"
        came[tie.target].append(From(words_of(source), anchor, tie.use, tie.because))
    found = [_node(web, key, thing, came[key], at) for key, thing in web.things.items()]
    return sorted(found, key=lambda node: (node.look.layer, str(node.when or ""), node.key))


def _node(web: Web, key: Key, thing: Thing, came_from: list[From], at: datetime) -> Node:
    state = str(state_of(thing, local_date(at))) if isinstance(thing, Commitment) else ""
    return Node(
        key=key,
        ref=thing.ref,
        look=LOOKS[thing.ref.kind],
        words=words_of(thing),
        url=url_of(thing.ref) or "",
        when=when(thing),
        who=who(thing),
        state=state or (str(thing.state) if isinstance(thing, Decision) else ""),
        is_here=key == key_of(web.centre),
        came_from=came_from,
    )


def words_of(thing: Thing) -> Said:
    if isinstance(thing, Contribution):
        return Said(f"“{thing.excerpt}”", thing.language)
    if isinstance(thing, Decision):
        return thing.said("headline" if thing.headline else "question")
    return thing.said("promise" if isinstance(thing, Commitment) else "title")


def when(thing: Thing) -> date | datetime | None:
    if isinstance(thing, Contribution):
        return thing.said_date
    if isinstance(thing, Finding):
        return thing.published_at
    if isinstance(thing, Decision):
        return thing.decided_at or thing.announced_at
    if isinstance(thing, Commitment):
        return thing.made_at
    return thing.set_date if isinstance(thing, Outcome) else thing.said_at


def who(thing: Thing) -> str:
    """Who is answerable; whoever said it, as they chose to be named."""
    if isinstance(thing, Contribution):
        return credit(thing)
    return thing.place.local_name if isinstance(thing, Outcome) else thing.organisation.local_name


def _drawing(web: Web, nodes: list[Node], voice_count: int) -> Drawing:
    by_layer: defaultdict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        by_layer[node.look.layer].append(node)
    boxes, stands_for = [], dict[Key, str]()
    if voice_count:
        boxes.append(_voices_box(voice_count))
    for layer in sorted(by_layer):
        shown, folded = _folded(by_layer[layer])
        boxes += [_box(node) for node in shown]
        stands_for |= {node.key: node.anchor for node in shown}
        if folded:
            boxes.append(_folded_box(folded))
            stands_for |= {node.key: _folded_box(folded).key for node in folded}
    return layered(boxes, _links(web, stands_for, voice_count))


def _folded(row: list[Node]) -> tuple[list[Node], list[Node]]:
    """Those that have a box of their own, the thing itself first of all; and the others, in one."""
    if len(row) <= MOST_BESIDE:
        return row, []
    first = sorted(row, key=lambda node: not node.is_here)
    return first[: MOST_BESIDE - 1], first[MOST_BESIDE - 1 :]


def _box(node: Node) -> Box:
    look = node.look
    return Box(
        node.anchor, look.layer, node.words.text, str(look.word), node.url, look.tone, look.icon, is_here=node.is_here
    )


def _folded_box(folded: list[Node]) -> Box:
    look = folded[0].look
    words = gettext("%(n)s more") % {"n": len(folded)}
    return Box(f"more-{look.layer}", look.layer, words, str(look.word), f"#{folded[0].anchor}", look.tone, look.icon)


def _voices_box(number: int) -> Box:
    look = LOOKS["contribution"]
    words = ngettext("%(n)s contribution", "%(n)s contributions", number) % {"n": f"{number:,}"}
    return Box(VOICES, look.layer, words, str(look.word), "#voices", look.tone, look.icon)


def _links(web: Web, stands_for: dict[Key, str], voice_count: int) -> list[Link]:
    """One line between two boxes, faint only if nothing that it stands for was used."""
    faint: dict[tuple[str, str], bool] = {}
    for tie in web.ties.values():
        pair = stands_for[tie.source], stands_for[tie.target]
        faint[pair] = faint.get(pair, True) and tie.use == "not_used"
    if voice_count:
        for source, target in _first_met(web):
            faint.setdefault((source, stands_for[target]), False)
    return [Link(source, target, is_faint) for (source, target), is_faint in faint.items() if source != target]


def _first_met(web: Web) -> list[tuple[str, Key]]:
    """Where the voices lead to: what nothing else here led to, among what is behind the thing or the thing itself."""
    led_to = {tie.target for tie in web.ties.values()}
    kinds = (Finding, Decision, Commitment)
    return [(VOICES, key) for key, thing in web.things.items() if isinstance(thing, kinds) and key not in led_to]


def _description(nodes: list[Node], voice_count: int) -> str:
    """The picture in a sentence, for whoever does not see it; the list has it whole."""
    parts = []
    if voice_count:
        parts.append(ngettext("%(n)s contribution", "%(n)s contributions", voice_count) % {"n": f"{voice_count:,}"})
    numbers: defaultdict[str, int] = defaultdict(int)
    for node in nodes:
        numbers[node.ref.kind] += 1
    named = {
        "contribution": lambda n: ngettext("%(n)s contribution", "%(n)s contributions", n),
        "finding": lambda n: ngettext("%(n)s finding", "%(n)s findings", n),
        "decision": lambda n: ngettext("%(n)s decision", "%(n)s decisions", n),
        "commitment": lambda n: ngettext("%(n)s promise", "%(n)s promises", n),
        "outcome": lambda n: ngettext("%(n)s outcome", "%(n)s outcomes", n),
        "setback": lambda n: ngettext("%(n)s setback", "%(n)s setbacks", n),
    }
    parts += [words(numbers[kind]) % {"n": numbers[kind]} for kind, words in named.items() if numbers[kind]]
    return " → ".join(parts)
