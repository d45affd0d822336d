"""Everything that changes surveys, their waves and what is answered."""

from saidanddone.surveys.actions.importing import import_survey
from saidanddone.surveys.actions.results import analyse_wave, ask_for_analysis, publish_results, see_alert

__all__ = [
    "analyse_wave",
    "ask_for_analysis",
    "import_survey",
    "publish_results",
    "see_alert",
]
