"""The only door to `analysis`: the responses of a wave to arrays, and back as figures with how sure they are."""

from saidanddone.surveys.insights.changes import beyond_chance, breaks_between
from saidanddone.surveys.insights.figures import Figure
from saidanddone.surveys.insights.waves import WorkedOut, work_out

__all__ = ["Figure", "WorkedOut", "beyond_chance", "breaks_between", "work_out"]
