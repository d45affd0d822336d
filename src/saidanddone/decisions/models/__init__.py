"""Findings and decisions, with all that belongs to them."""

from saidanddone.decisions.models.backings import Backing
from saidanddone.decisions.models.decisions import (
    Bound,
    DatePromise,
    Decision,
    Document,
    Option,
    Scenario,
    StateChange,
    Use,
    Version,
)
from saidanddone.decisions.models.exercises import Exercise, ExerciseItem, ExerciseResponse
from saidanddone.decisions.models.findings import Check, Evidence, Finding, Writer
from saidanddone.decisions.models.gates import Expectation, SignOff

__all__ = [
    "Backing",
    "Bound",
    "Check",
    "DatePromise",
    "Decision",
    "Document",
    "Evidence",
    "Exercise",
    "ExerciseItem",
    "ExerciseResponse",
    "Expectation",
    "Finding",
    "Option",
    "Scenario",
    "SignOff",
    "StateChange",
    "Use",
    "Version",
    "Writer",
]
