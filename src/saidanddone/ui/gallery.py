"""What the gallery shows: each component in each state, with invented words."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.ui import charts, icons, networks
from saidanddone.ui.forms import Checkboxes, DateParts, Radios
from saidanddone.ui.states import STATES

MOMENT = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)


class Exhibit(forms.Form):
    """One of each field."""

    words = forms.CharField(
        label=_("What happened?"), max_length=400, widget=forms.Textarea, help_text=_("Say it in your own way.")
    )
    name = forms.CharField(label=_("Your name"), required=False)
    email = forms.EmailField(label=_("Email"), help_text=_("Only to tell you what came of it."))
    kind = forms.ChoiceField(
        label=_("Topic"), choices=[("", _("Choose one")), ("buses", _("Buses")), ("bins", _("Bins"))]
    )
    credit = forms.ChoiceField(
        label=_("How do you want to be credited?"),
        choices=[("name", _("By name")), ("first", _("First name only")), ("none", _("Not named, but counted"))],
        widget=Radios(hints={"none": _("Nobody will see who said it.")}, reveals={"name": ["full_name"]}),
    )
    full_name = forms.CharField(label=_("Full name"), required=False)
    to = forms.MultipleChoiceField(
        label=_("To whom?"), choices=[("council", "Aberwen Council"), ("buses", "Bysiau Gwen")], widget=Checkboxes
    )
    said_date = forms.DateField(label=_("When was it?"), widget=DateParts, help_text=_("For example 12 3 2026"))
    photo = forms.FileField(label=_("A photo or a document"), required=False)
    agree = forms.BooleanField(label=_("My words may be quoted"))


def _drawn() -> charts.Chart:
    """The one chart that is drawn in a request, as the gallery is not there in production."""
    months = ["Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"]
    counts = [31, 42, 38, 12, 55, 61, 48, 39, 44, 52, 47, 58]
    chart = charts.bars(
        _("What people said, by month"),
        rows=list(zip(months, counts, strict=True)),
        headings=(_("Month"), _("Contributions")),
        description=_("Between 12 in December and 61 in February."),
        marked="Jan",
    )
    if not chart.pictures():
        charts.draw(chart)
    return chart


def _network() -> networks.NetworkDrawing:
    council, groups = gettext("Public body"), gettext("Community group")
    nodes = [
        networks.Node(
            "council", "Aberwen Council", council, "square", "#council", 0.5, 0.42, gettext("single point of failure")
        ),
        networks.Node("health", "Gwent Fawr Health Board", council, "square", "#health", 0.15, 0.2),
        networks.Node("buses", "Bysiau Gwen", gettext("Business"), "triangle", "#buses", 0.85, 0.15),
        networks.Node("homes", "Aberwen Homes", gettext("Voluntary organisation"), "circle", "#homes", 0.8, 0.55),
        networks.Node("tenants", "Glan yr Afon tenants", groups, "diamond", "#tenants", 0.55, 0.85),
        networks.Node("carers", "Carers who work at night", gettext("Informal group"), "hexagon", "#carers", 0.12, 0.8),
    ]
    shared = [
        ("council", "health", 5),
        ("council", "buses", 3),
        ("council", "homes", 2),
        ("homes", "tenants", 1),
        ("council", "tenants", 1),
        ("health", "carers", 2),
    ]
    ties = [networks.Tie(one, other, number, str(number)) for one, other, number in shared]
    title = gettext("Who works with whom")
    return networks.drawn(title, nodes, ties, gettext("The wider a line, the more promises two organisations share."))


def exhibits(request: HttpRequest) -> dict[str, Any]:
    return {
        "icons": sorted(icons.drawings()),
        "states": list(STATES),
        "form": Exhibit(),
        "bad_form": Exhibit(
            {"words": "x" * 410, "said_date_0": "31", "said_date_1": "2", "said_date_2": "2026"}, prefix="bad"
        ),
        "moment": MOMENT,
        "loop_steps": [
            {"stage": "said", "value": "1,284", "note": _("this year"), "href": "#loop"},
            {"stage": "understood", "value": 42, "note": _("findings"), "href": "#loop"},
            {"stage": "decided", "value": 17, "note": _("3 open for views"), "href": "#loop"},
            {"stage": "done", "value": 31, "note": _("of 44 promises kept"), "href": "#loop"},
            {"stage": "felt", "value": None, "note": _("trust the council")},
        ],
        "page": SimpleNamespace(
            number=3, size=20, total=1000, more_than_total=True, has_next=True, has_previous=True, first=41, last=60
        ),
        "geojson": GEOJSON,
        "chart": _drawn(),
        "network": _network(),
        "undrawn_chart": charts.bars(
            "By day", rows=[("Monday", 3), ("Tuesday", None)], headings=("Day", "Said"), description=""
        ),
    }


GEOJSON = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": "Glan yr Afon", "label": True},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[-3.9, 52.3], [-3.6, 52.28], [-3.55, 52.46], [-3.82, 52.5], [-3.9, 52.3]]],
            },
        },
        {
            "type": "Feature",
            "properties": {"name": "An evening bus", "note": "62 people", "count": 62, "url": "/"},
            "geometry": {"type": "Point", "coordinates": [-3.72, 52.38]},
        },
    ],
}
