"""Networks of organisations: how dense and how mutual they are, who bridges whom, and who cannot be spared.

Made for alliances that answer for outcomes together. Intervals come from drawing the organisations again; what moved
between waves is told from what chance would move, and a picture keeps organisations where they stood.
Pure functions on arrays and networkx, without Django.
"""

from saidanddone.analysis.network._bridges import Bridge, Bridges, bridges
from saidanddone.analysis.network._change import Change, Difference, change
from saidanddone.analysis.network._figures import (
    Figure,
    Figures,
    Measure,
    centralisation,
    density,
    describe,
    reciprocity,
)
from saidanddone.analysis.network._layout import Layout, layout
from saidanddone.analysis.network._networks import Network
from saidanddone.analysis.network._points import SinglePoint, SinglePoints, single_points

__all__ = [
    "Bridge",
    "Bridges",
    "Change",
    "Difference",
    "Figure",
    "Figures",
    "Layout",
    "Measure",
    "Network",
    "SinglePoint",
    "SinglePoints",
    "bridges",
    "centralisation",
    "change",
    "density",
    "describe",
    "layout",
    "reciprocity",
    "single_points",
]
