"""Small numbers of people, kept back wherever figures are split by group, place or time.

`protect` makes a table of counts fit to publish, `protect_share` a share, and `attack` shows what could still be worked
out. Whole totals and an organisation's own performance need none of this. All other parts of `analysis` may lean on it;
it leans on none. Linked tables, waves and weighted figures come with the surveys.
"""

from saidanddone.analysis.disclosure._markers import Cell, Marker
from saidanddone.analysis.disclosure._network import Range
from saidanddone.analysis.disclosure._rules import Rules
from saidanddone.analysis.disclosure._shares import ProtectedShare, protect_share
from saidanddone.analysis.disclosure._tables import Inference, ProtectedTable, attack, protect

__all__ = [
    "Cell",
    "Inference",
    "Marker",
    "ProtectedShare",
    "ProtectedTable",
    "Range",
    "Rules",
    "attack",
    "protect",
    "protect_share",
]
