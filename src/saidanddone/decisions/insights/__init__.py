"""The only door to `analysis`: how strong a finding is, and what is like what a writer has cited."""

from saidanddone.decisions.insights.strength import Group, Part, Strength, strength_of
from saidanddone.decisions.insights.workspace import GroupShown, Offer, offer_of

__all__ = ["Group", "GroupShown", "Offer", "Part", "Strength", "offer_of", "strength_of"]
