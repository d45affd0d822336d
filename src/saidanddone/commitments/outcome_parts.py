"""How moderators take words out of what stands on an outcome's page: parts, indicators, figures, opinions, reports."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from saidanddone.commitments import outcome_entries as entries
from saidanddone.commitments.models import Indicator, Line, Observation, Opinion, Outcome, Owner, Report
from saidanddone.core.viewer import SITE
from saidanddone.moderation.within import WordsWithin


class _OfOutcome(WordsWithin):
    whole = "outcome"

    def whole_of(self, row: Any) -> Outcome:
        found: Outcome = row.outcome
        return found

    def organisation_ids(self, row: Any) -> frozenset[int]:
        return frozenset(self.whole_of(row).owners.current().values_list("organisation", flat=True))

    def append(self, row: Any, *, at: datetime, is_redacted: bool) -> None:
        words = {name: getattr(row, name) for name in self.words}
        facts = {"is_redacted": is_redacted}
        entries.append("outcome-correction", row.ref, by=SITE, at=at, fields=facts, words=words)


class _OfIndicator(_OfOutcome):
    whole = "indicator__outcome"

    def whole_of(self, row: Any) -> Outcome:
        found: Outcome = row.indicator.outcome
        return found


class OwnerHandler(_OfOutcome):
    model = Owner
    words = {
        "plan_text": _("As it stands in its own plan"),
        "clashes_with": _("The duty that it may clash with"),
        "named_person": _("Who answers for it there"),
    }

    def organisation_ids(self, row: Owner) -> frozenset[int]:
        return frozenset({row.organisation_id})


class IndicatorHandler(_OfOutcome):
    model = Indicator
    words = {
        "title": _("The measure"),
        "definition": _("What it counts"),
        "unit": _("The unit"),
        "population": _("Among whom"),
        "geography": _("Where"),
        "source": _("Where the figures come from"),
        "technical_note": _("Technical note"),
        "revision_rule": _("When figures are revised"),
        "chosen_with": _("Who chose it"),
    }

    def organisation_ids(self, row: Indicator) -> frozenset[int]:
        return frozenset({row.steward_id})


class ObservationHandler(_OfIndicator):
    model = Observation
    words = {"source": _("Where the figures come from"), "note": _("What there is to know about them")}


class LineHandler(_OfIndicator):
    model = Line
    words = {"reason": _("Why it was set anew")}


class OpinionHandler(_OfIndicator):
    model = Opinion
    words = {"reason": _("The reason"), "name": _("Who gave it")}


class ReportHandler(_OfOutcome):
    model = Report
    words = {"text": _("The report")}


HANDLERS = {
    "outcome-owner": OwnerHandler(),
    "indicator": IndicatorHandler(),
    "observation": ObservationHandler(),
    "line": LineHandler(),
    "opinion": OpinionHandler(),
    "report": ReportHandler(),
}
