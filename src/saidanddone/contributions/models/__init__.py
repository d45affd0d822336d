"""What was said, to whom, what they answered, and what became of it."""

from saidanddone.contributions.models.answers import Addressee, Answer, CannedOpening, ClockPause, Verdict
from saidanddone.contributions.models.contributions import (
    Attachment,
    Contribution,
    Support,
    Topic,
    Translation,
    Version,
)
from saidanddone.contributions.models.figures import AnswerTime, DueDay, Tally
from saidanddone.contributions.models.imports import ImportRun

__all__ = [
    "Addressee",
    "Answer",
    "AnswerTime",
    "Attachment",
    "CannedOpening",
    "ClockPause",
    "Contribution",
    "DueDay",
    "ImportRun",
    "Support",
    "Tally",
    "Topic",
    "Translation",
    "Verdict",
    "Version",
]
