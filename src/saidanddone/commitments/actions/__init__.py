"""Everything that changes commitments, outcomes and setbacks."""

from saidanddone.commitments.actions.importing_figures import import_indicators
from saidanddone.commitments.actions.measures import add_indicator, give_opinion, observe, set_line
from saidanddone.commitments.actions.outcomes import (
    edit_owner_part,
    end_outcome,
    hand_on_parts,
    join_outcome,
    leave_outcome,
    set_outcome,
)
from saidanddone.commitments.actions.reports import make_reports_due, publish_report, report_burden

__all__ = [
    "add_indicator",
    "edit_owner_part",
    "end_outcome",
    "give_opinion",
    "hand_on_parts",
    "import_indicators",
    "join_outcome",
    "leave_outcome",
    "make_reports_due",
    "observe",
    "publish_report",
    "report_burden",
    "set_line",
    "set_outcome",
]
