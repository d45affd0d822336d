"""How moderators hide, show and redact the actions of a trust plan. Runs inside moderation's transaction."""

from typing import Any

from saidanddone.commitments.handlers import OwnWords
from saidanddone.trust.models import Comparison, PlanAction


class PlanActionHandler(OwnWords):
    """Hidden, it leaves the trust pages, their files and the export."""

    model, names = PlanAction, tuple(PlanAction.WORDS)
    related = ("organisation",)
    labels = PlanAction.WORDS
    correction = "trust-action-correction"

    def author(self, row: PlanAction) -> dict[str, Any]:
        return {"author_person_id": row.planned_by_id, "organisation_ids": frozenset({row.organisation_id})}


class ComparisonHandler(OwnWords):
    """Of what was withdrawn, the reason. Hidden, the comparison leaves the trust pages with it."""

    model, names = Comparison, tuple(Comparison.WORDS)
    related = ("decision__organisation", "commitment__organisation")
    labels = Comparison.WORDS
    correction = "trust-action-correction"

    def author(self, row: Comparison) -> dict[str, Any]:
        return {"author_person_id": row.declared_by_id, "organisation_ids": frozenset({row.organisation.pk})}
