"""Surveys, their waves and samples, what people said, and what was worked out of it."""

from saidanddone.surveys.models.responses import Mode, PaperSheet, Response, WrittenAnswer
from saidanddone.surveys.models.results import Alert, Analysis, Estimate
from saidanddone.surveys.models.surveys import Question, Survey
from saidanddone.surveys.models.waves import PanelMember, Quota, SampleCase, SampleCode, Wave

__all__ = [
    "Alert",
    "Analysis",
    "Estimate",
    "Mode",
    "PanelMember",
    "PaperSheet",
    "Question",
    "Quota",
    "Response",
    "SampleCase",
    "SampleCode",
    "Survey",
    "Wave",
    "WrittenAnswer",
]
