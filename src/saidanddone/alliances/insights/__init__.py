"""The door to `analysis`: what of a relationship check is shown, and who works with whom."""

from saidanddone.alliances.insights.network import worked_out
from saidanddone.alliances.insights.ratings import Fineness, open_pairs, shown_of

__all__ = ["Fineness", "open_pairs", "shown_of", "worked_out"]
