"""Commitments, outcomes with their figures, and setbacks."""

from saidanddone.commitments.models.commitments import (
    Change,
    Commitment,
    FollowUp,
    Milestone,
    Partner,
    Period,
    Update,
    UpdateFile,
)
from saidanddone.commitments.models.measures import Indicator, Line, Observation, Opinion
from saidanddone.commitments.models.outcomes import Burden, Outcome, Owner, Report
from saidanddone.commitments.models.setbacks import Setback
from saidanddone.commitments.models.source_claims import SourceClaim

__all__ = [
    "Burden",
    "Change",
    "Commitment",
    "FollowUp",
    "Indicator",
    "Line",
    "Milestone",
    "Observation",
    "Opinion",
    "Outcome",
    "Owner",
    "Partner",
    "Period",
    "Report",
    "Setback",
    "SourceClaim",
    "Update",
    "UpdateFile",
]
