"""What was said, to whom, what they answered, and what became of it."""

from saidanddone.contributions.models.answers import Addressee, Answer, ClockPause, Verdict
from saidanddone.contributions.models.contributions import (
    Attachment,
    Contribution,
    Support,
    Topic,
    Translation,
    Version,
)
from saidanddone.contributions.models.figures import AnswerTime, Tally
from saidanddone.contributions.models.imports import ImportRun

__all__ = [
    "Addressee",
    "Answer",
    "AnswerTime",
    "Attachment",
    "ClockPause",
    "Contribution",
    "ImportRun",
    "Support",
    "Tally",
    "Topic",
    "Translation",
    "Verdict",
    "Version",
]
