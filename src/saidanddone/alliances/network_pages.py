"""The network as its page tells it: the picture with its table, figures in words, names in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.alliances.models import NetworkPicture
from saidanddone.alliances.queries import network as queries
from saidanddone.people.models import Organisation
from saidanddone.ui import networks

_Kind = Organisation.Kind
SHAPES = {
    _Kind.PUBLIC_BODY: "square",
    _Kind.VOLUNTARY: "circle",
    _Kind.COMMUNITY_GROUP: "hexagon",
    _Kind.BUSINESS: "diamond",
    _Kind.INFORMAL: "triangle",
}
Names = Mapping[str, Organisation]


@dataclass(frozen=True, slots=True)
class Line:
    """One organisation with what is said of it."""

    organisation: Organisation
    words: str
    more: str = ""


@dataclass(frozen=True)
class Told:
    """A picture of a day, in words."""

    picture: NetworkPicture
    drawing: networks.NetworkDrawing
    bridges: Sequence[Line]
    points: Sequence[Line]
    density: str
    density_within: str
    centralisation: str
    change: str
    change_density: str

    @property
    def data(self) -> Mapping[str, Any]:
        data: Mapping[str, Any] = self.picture.data
        return data

    @property
    def is_part(self) -> bool:
        """Whether the picture leaves some out who have ties."""
        return len(self.data["places"]) < self.data["organisations"] - self.data["alone"]

    def partners_of(self, rows: Iterable[Organisation]) -> list[tuple[Organisation, list[tuple[str, str]]]]:
        """Whom each works with, in how many things."""
        wanted = {each.slug: each for each in rows}
        found: dict[str, list[tuple[str, Mapping[str, int]]]] = {slug: [] for slug in wanted}
        for one, other, shared in self.data["shared"]:
            for slug, partner in ((one, other), (other, one)):
                if slug in found:
                    found[slug].append((partner, shared))
        names = queries.organisations_named({partner for each in found.values() for partner, _shared in each})
        return [
            (
                organisation,
                sorted((names[slug].local_name, in_words(shared)) for slug, shared in found[own] if slug in names),
            )
            for own, organisation in wanted.items()
        ]


def told(picture: NetworkPicture) -> Told:
    data = picture.data
    wanted = set(data["places"]) | {each["name"] for each in data["bridges"]}
    wanted |= {slug for each in data["points"] for slug in (each["name"], *each["who"])}
    names = queries.organisations_named(wanted)
    return Told(
        picture=picture,
        drawing=_drawing(data, names),
        bridges=[_bridge(each, names) for each in data["bridges"] if each["name"] in names],
        points=[_point(each, names) for each in data["points"] if each["name"] in names],
        density=_share(data["density"]["value"]),
        density_within=_within(data["density"]),
        centralisation=_share(data["centralisation"]["value"]),
        change=_change(data["change"]),
        change_density=_moved(data["change"]["density"]),
    )


def _drawing(data: Mapping[str, Any], names: Names) -> networks.NetworkDrawing:
    special = {each["name"]: _("others hang on it alone") for each in data["points"]}
    special = {each["name"]: _("links the most others") for each in data["bridges"][:1]} | special
    nodes = [
        networks.Node(
            key=slug,
            words=names[slug].local_name,
            kind=str(names[slug].get_kind_display()),
            shape=SHAPES[_Kind(names[slug].kind)],
            url=reverse("organisation", args=[slug]),
            x=x,
            y=y,
            note=special.get(slug, ""),
        )
        for slug, (x, y) in data["places"].items()
        if slug in names
    ]
    ties = [networks.Tie(one, other, sum(shared.values()), in_words(shared)) for one, other, shared in data["shared"]]
    description = _("A line is something two do together in public; the wider, the more. The table has the same.")
    return networks.drawn(_("Who works with whom"), nodes, ties, description)


def in_words(shared: Mapping[str, int]) -> str:
    """Two alliances, one promise."""
    said = {
        queries.ALLIANCE: lambda n: ngettext("%(number)s alliance", "%(number)s alliances", n) % {"number": n},
        queries.FUND: lambda n: ngettext("%(number)s fund", "%(number)s funds", n) % {"number": n},
        queries.PROMISE: lambda n: ngettext("%(number)s promise", "%(number)s promises", n) % {"number": n},
        queries.OUTCOME: lambda n: ngettext("%(number)s outcome", "%(number)s outcomes", n) % {"number": n},
    }
    return ", ".join(words(shared[what]) for what, words in said.items() if shared.get(what))


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.1%}"


def _within(figure: Mapping[str, float | None]) -> str:
    low, high = figure["lower"], figure["upper"]
    if low is None or high is None:
        return _("Too few for an interval")
    return _("Between %(low)s and %(high)s among others like these") % {"low": _share(low), "high": _share(high)}


def _bridge(bridge: Mapping[str, Any], names: Names) -> Line:
    facts = {"share": _share(bridge["betweenness"]), "ties": bridge["ties"]}
    words = _("%(share)s of the shortest ways between others lead through it; it works with %(ties)s.") % facts
    kinds = {str(value): label for value, label in _Kind.choices}
    pairs = [f"{kinds.get(one, one)} – {kinds.get(other, other)}" for one, other in bridge["only_through"]]
    more = _("Meet through it alone: %(pairs)s") % {"pairs": ", ".join(pairs)} if pairs else ""
    return Line(names[bridge["name"]], words, more)


def _point(point: Mapping[str, Any], names: Names) -> Line:
    said = ngettext(
        "Without it, %(number)s organisation would have no tie left to the others.",
        "Without it, %(number)s organisations would have no tie left to the others.",
        point["cut_off"],
    )
    who = [names[slug].local_name for slug in point["who"] if slug in names]
    return Line(names[point["name"]], said % {"number": point["cut_off"]}, ", ".join(who))


def _change(moved: Mapping[str, Any]) -> str:
    said = _("In a year %(came)s ties came and %(went)s went; %(joined)s organisations joined and %(left)s left.")
    return said % {name: moved[name] for name in ("came", "went", "joined", "left")}


def _moved(density: Mapping[str, float | None] | None) -> str:
    """How far the density moved among those there in both years: only where the interval says that it did."""
    if density is None or density["value"] is None or density["lower"] is None or density["upper"] is None:
        return _("Whether it grew denser cannot be told from so few.")
    if density["lower"] > 0:
        return _("Those who were there before are more closely tied now, by more than chance.")
    if density["upper"] < 0:
        return _("Those who were there before are less closely tied now, by more than chance.")
    return _("Whether those who were there before are more closely tied cannot be told from chance.")
