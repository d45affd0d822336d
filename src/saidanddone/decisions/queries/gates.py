"""What a decision still lacks before it may carry commitments."""

from saidanddone.decisions.models import Decision
from saidanddone.decisions.readiness import gate_missing_for


def gate_missing(decision: Decision) -> list[str]:
    """What its deliverability gate still lacks, in words fit to show; empty when it has passed."""
    return [each.words for each in gate_missing_for(decision)]
