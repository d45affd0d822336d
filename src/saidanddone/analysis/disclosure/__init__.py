"""Small numbers of people, kept back wherever figures are split by group, place or time.

`protect` makes a table of counts fit to publish, `protect_linked` several of the same people, `protect_share` a share;
`attack` and `attack_linked` show what could still be worked out. Whole totals and an organisation's own performance
need none of this. All other parts of `analysis` may lean on it; it leans on none.
"""

from saidanddone.analysis.disclosure._estimates import (
    GroupedShares,
    ProtectedEstimate,
    ProtectedEstimates,
    ProtectedGroup,
    protect_estimates,
)
from saidanddone.analysis.disclosure._linked import LinkedInference, attack_linked, protect_linked
from saidanddone.analysis.disclosure._linking import LinkedTable, Nesting
from saidanddone.analysis.disclosure._markers import Cell, Marker
from saidanddone.analysis.disclosure._network import Range
from saidanddone.analysis.disclosure._rules import Rules
from saidanddone.analysis.disclosure._shares import ProtectedShare, protect_share
from saidanddone.analysis.disclosure._tables import Inference, ProtectedTable, attack, protect

__all__ = [
    "Cell",
    "GroupedShares",
    "Inference",
    "LinkedInference",
    "LinkedTable",
    "Marker",
    "Nesting",
    "ProtectedEstimate",
    "ProtectedEstimates",
    "ProtectedGroup",
    "ProtectedShare",
    "ProtectedTable",
    "Range",
    "Rules",
    "attack",
    "attack_linked",
    "protect",
    "protect_estimates",
    "protect_linked",
    "protect_share",
]
