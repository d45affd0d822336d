"""Small numbers of people, kept back wherever figures are split by group, place or time.

`protect` makes a table of counts fit to publish, `protect_parts` one beside totals that are public, `protect_linked`
several of the same people, `protect_waves` the newest of several releases, `protect_estimates` weighted shares by
group, `protect_share` one share, and `protect_ratings` what a few partners say of one of them. `attack` and its kin
show what could still be worked out; `Limits` says which questions may be answered one after another. Whole totals and
an organisation's own performance need none of this. All other parts of `analysis` may lean on it; it leans on none.
"""

from saidanddone.analysis.disclosure._estimates import (
    GroupedShares,
    ProtectedEstimate,
    ProtectedEstimates,
    ProtectedGroup,
    protect_estimates,
)
from saidanddone.analysis.disclosure._limits import Limits, Refusal, Verdict
from saidanddone.analysis.disclosure._linked import LinkedInference, attack_linked, protect_linked
from saidanddone.analysis.disclosure._linking import LinkedTable, Nesting
from saidanddone.analysis.disclosure._markers import Cell, Marker
from saidanddone.analysis.disclosure._network import Range
from saidanddone.analysis.disclosure._parts import protect_parts
from saidanddone.analysis.disclosure._ratings import Fineness, ShownRating, attack_ratings, protect_ratings
from saidanddone.analysis.disclosure._rules import Rules
from saidanddone.analysis.disclosure._shares import ProtectedShare, protect_share
from saidanddone.analysis.disclosure._tables import Inference, ProtectedTable, attack, protect
from saidanddone.analysis.disclosure._waves import Moves, attack_waves, protect_waves, stepped

__all__ = [
    "Cell",
    "Fineness",
    "GroupedShares",
    "Inference",
    "Limits",
    "LinkedInference",
    "LinkedTable",
    "Marker",
    "Moves",
    "Nesting",
    "ProtectedEstimate",
    "ProtectedEstimates",
    "ProtectedGroup",
    "ProtectedShare",
    "ProtectedTable",
    "Range",
    "Refusal",
    "Rules",
    "ShownRating",
    "Verdict",
    "attack",
    "attack_linked",
    "attack_ratings",
    "attack_waves",
    "protect",
    "protect_estimates",
    "protect_linked",
    "protect_parts",
    "protect_ratings",
    "protect_share",
    "protect_waves",
    "stepped",
]
