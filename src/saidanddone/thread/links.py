"""All that a contribution led to, as everyone may see it, each kind of row read once: for the events of its page."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from saidanddone.commitments.models import Change, Commitment, FollowUp, Setback, Update
from saidanddone.contributions.models import Contribution
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.models import Check, Decision, Evidence, Finding, Use
from saidanddone.thread.models import Telling
from saidanddone.thread.movements import SAYS

_OF_DECISION = (
    "public_id",
    "question",
    "headline",
    "language",
    "translation",
    "translated_by",
    "translated_from",
    "state",
    "reason",
    "announced_at",
    "decided_at",
    "hidden_at",
)
SHOWN_OF_USES = (
    "decision",
    "finding",
    "value",
    "because",
    *(f"decision__{name}" for name in _OF_DECISION),
    *(f"decision__replaced_by__{name}" for name in _OF_DECISION),
    "decision__organisation__name",
    "decision__organisation__name_cy",
)
"""Decisions have forty columns, and a page may have many: what its events show is read, and no more."""


@dataclass(frozen=True)
class Links:
    """Rows are visible to the viewer, and in the order in which they happened."""

    contribution: Contribution
    viewer: Viewer

    @property
    def sources(self) -> list[int]:
        """The contribution, and what it is the same as: it shares what came of that."""
        return [pk for pk in (self.contribution.pk, self.contribution.same_as_id) if pk]

    @property
    def is_own(self) -> bool:
        return self.contribution.contributor_id in self.viewer.contributor_ids

    @cached_property
    def findings(self) -> list[Finding]:
        """Published once: what was superseded or withdrawn stays in sight."""
        cited = Evidence.objects.filter(contribution__in=self.sources).values("finding")
        rows = Finding.objects.public().filter(pk__in=cited).select_related("organisation", "superseded_by")
        return list(rows.order_by("published_at", "pk"))

    @property
    def valid_findings(self) -> list[Finding]:
        return [each for each in self.findings if each.state != Finding.State.WITHDRAWN]

    @cached_property
    def checks(self) -> dict[int, Check]:
        """By finding: what whoever said it says of it."""
        if not self.findings:
            return {}
        rows = Check.objects.filter(contribution=self.contribution, finding__in=self.findings)
        return {check.finding_id: check for check in rows}

    @cached_property
    def uses(self) -> list[Use]:
        """One for each decision that was taken, or open before: what is said of the words goes before their finding."""
        uses = Use.objects.filter(Q(contribution__in=self.sources) | Q(finding__in=self.valid_findings))
        rows = uses.filter(decision__in=Decision.objects.public()).select_related(
            "decision__organisation", "decision__replaced_by"
        )
        rows = rows.prefetch_related("decision__state_changes").only(*SHOWN_OF_USES)
        by_decision: dict[int, Use] = {}
        for use in rows.order_by("finding_id", "pk"):  # those of the words themselves have no finding
            kept = by_decision.get(use.decision_id)
            if kept is None or (kept.finding_id is not None and use.finding_id is None):
                by_decision[use.decision_id] = use
        return sorted(by_decision.values(), key=lambda use: use.decision_id)

    @cached_property
    def commitments(self) -> list[Commitment]:
        used = [each.decision_id for each in self.uses if each.decision.is_taken and each.value in ("used", "partly")]
        origins = Q(decision__in=used) | Q(finding__in=self.valid_findings) | Q(contribution__in=self.sources)
        rows = Commitment.objects.public().filter(origins).select_related("organisation", "replaced_by", "outcome")
        return list(rows.order_by("made_at", "pk"))

    @cached_property
    def updates(self) -> list[Update]:
        if not self.commitments:
            return []
        rows = Update.objects.filter(commitment__in=self.commitments, hidden_at=None)
        return list(rows.select_related("commitment", "organisation").order_by("updated_at", "pk"))

    @cached_property
    def changes(self) -> list[Change]:
        if not self.commitments:
            return []
        rows = Change.objects.filter(commitment__in=self.commitments, milestone__isnull=True).select_related(
            "commitment"
        )
        return list(rows.order_by("changed_at", "pk"))

    @cached_property
    def follow_ups(self) -> list[FollowUp]:
        if not self.commitments:
            return []
        rows = FollowUp.objects.filter(contribution=self.contribution, commitment__in=self.commitments)
        return list(rows.exclude(value="").select_related("commitment").order_by("answered_at", "pk"))

    @cached_property
    def setbacks(self) -> list[Setback]:
        decisions = [each.decision_id for each in self.uses if each.decision.is_taken]
        if not (decisions or self.commitments):
            return []
        concerns = Q(commitment__in=self.commitments) | Q(decision__in=decisions)
        return list(Setback.objects.public().filter(concerns).select_related("organisation").order_by("said_at", "pk"))

    @cached_property
    def tellings(self) -> list[Telling]:
        """What whoever said it was told, as far as it arrived; of what was said alone, not by which way."""
        rows = Telling.objects.filter(contribution=self.contribution, contributor=self.contribution.contributor_id)
        arrived = rows.filter(Q(state=Telling.State.SENT) | Q(seen_at__isnull=False), what__in=SAYS)
        return list(arrived.order_by("moved_at", "pk"))
