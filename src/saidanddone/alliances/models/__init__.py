"""The deal and the relationship."""

from saidanddone.alliances.models.alliances import Alliance, Party, Pool, SeenBy
from saidanddone.alliances.models.checks import Check, FacilitatorWords, Openness, Rater, Rating, Repair, Shown
from saidanddone.alliances.models.covers import CoverBacking, CoverNote
from saidanddone.alliances.models.deals import Clause, Comment, Consent, DealVersion, Signature
from saidanddone.alliances.models.networks import NetworkPicture
from saidanddone.alliances.models.relationship import Acknowledgement, Barrier, CallOut, PlanStep, Review
from saidanddone.alliances.models.scores import BroughtScore
from saidanddone.alliances.models.taking_out import TakenOut

__all__ = [
    "Acknowledgement",
    "Alliance",
    "Barrier",
    "BroughtScore",
    "CallOut",
    "Check",
    "Clause",
    "Comment",
    "Consent",
    "CoverBacking",
    "CoverNote",
    "DealVersion",
    "FacilitatorWords",
    "NetworkPicture",
    "Openness",
    "Party",
    "PlanStep",
    "Pool",
    "Rater",
    "Rating",
    "Repair",
    "Review",
    "SeenBy",
    "Shown",
    "Signature",
    "TakenOut",
]
