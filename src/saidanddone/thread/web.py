"""What led to a thing and what came of it: back to the voices and forward to what changed, each kind of row read once.

Only what everyone may see is here, whoever looks, so that the page, the picture, the file and the card are the same for
all and can be shared. Back and forward are walked apart: what else came of the same voices is another story.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from saidanddone.commitments.models import Commitment, Outcome, Setback
from saidanddone.contributions.models import Contribution
from saidanddone.decisions.models import Decision, Evidence, Finding, Use

Thing = Contribution | Finding | Decision | Commitment | Outcome | Setback
ORDER: tuple[type[Thing], ...] = (Contribution, Finding, Decision, Commitment, Outcome, Setback)
Key = tuple[str, int]


def key_of(thing: Thing) -> Key:
    return thing.ref.kind, thing.pk


def public(kind: str) -> QuerySet[Any]:
    """The rows of a kind that everyone may see, with whoever is answerable."""
    rows: dict[str, QuerySet[Any]] = {
        "contribution": Contribution.objects.public().select_related("place", "topic"),
        "finding": Finding.objects.public().select_related("organisation"),
        "decision": Decision.objects.public().select_related("organisation"),
        "commitment": Commitment.objects.public().select_related("organisation"),
        "outcome": Outcome.objects.public().select_related("place"),
        "setback": Setback.objects.public().select_related("organisation"),
    }
    return rows[kind]


@dataclass(frozen=True, slots=True)
class Tie:
    """The one led to the other; `use` is what a decision did with it, where it is one."""

    source: Key
    target: Key
    use: str = ""
    because: str = ""


@dataclass(slots=True)
class Web:
    """`things` are all but the contributions that it goes back to, of which there may be thousands: `voices`."""

    centre: Thing
    things: dict[Key, Thing] = field(default_factory=dict)
    ties: dict[tuple[Key, Key], Tie] = field(default_factory=dict)
    voices: Q | None = None
    """Which contributions it goes back to; None where it is one itself."""

    def of(self, model: type[Any]) -> list[Any]:
        return [thing for thing in self.things.values() if isinstance(thing, model)]

    def add(self, things: Iterable[Thing]) -> None:
        for thing in things:
            self.things.setdefault(key_of(thing), thing)

    def tie(self, source: Key, target: Key, use: str = "", because: str = "") -> None:
        if source in self.things and target in self.things and source != target:
            self.ties.setdefault((source, target), Tie(source, target, use, because))


def around(centre: Thing) -> Web:
    """Two walks from the thing, a constant number of queries."""
    web = Web(centre)
    web.add([centre])
    if not isinstance(centre, Contribution):
        _back(web)
        web.voices = _voices(web)
    _forward(web)
    return web


def _back(web: Web) -> None:
    if isinstance(web.centre, Setback):
        _behind_setback(web, web.centre)
    if outcomes := web.of(Outcome):
        web.add(public("commitment").filter(outcome__in=outcomes))
    commitments = web.of(Commitment)
    if commitments:
        decisions = {each.decision_id for each in commitments if each.decision_id}
        web.add(public("decision").filter(pk__in=decisions))
        web.add(public("finding").filter(pk__in={each.finding_id for each in commitments if each.finding_id}))
    if decisions_here := web.of(Decision):
        used = Use.objects.filter(decision__in=decisions_here, finding__isnull=False)
        web.add(public("finding").filter(pk__in=used.values("finding")).exclude(state=Finding.State.WITHDRAWN))
    _tie(web)


def _behind_setback(web: Web, setback: Setback) -> None:
    web.add(public("commitment").filter(pk=setback.commitment_id))
    web.add(public("decision").filter(pk=setback.decision_id))
    web.add(public("outcome").filter(pk=setback.outcome_id))


def _voices(web: Web) -> Q:
    """Cited by a finding, considered by a decision, or promised to, anywhere on the way back."""
    found = Evidence.objects.filter(finding__in=web.of(Finding), contribution__isnull=False)
    used = Use.objects.filter(decision__in=web.of(Decision), contribution__isnull=False)
    promised = {each.contribution_id for each in web.of(Commitment) if each.contribution_id}
    return Q(pk__in=found.values("contribution")) | Q(pk__in=used.values("contribution")) | Q(pk__in=promised)


def _forward(web: Web) -> None:
    centre = web.centre
    if isinstance(centre, Contribution):
        cited = Evidence.objects.filter(contribution=centre).values("finding")
        web.add(public("finding").filter(pk__in=cited).exclude(state=Finding.State.WITHDRAWN))
    ahead = _Ahead(
        findings=web.of(Finding) if isinstance(centre, Contribution | Finding) else [],
        contributions=[centre] if isinstance(centre, Contribution) else [],
        decisions=[centre] if isinstance(centre, Decision) else [],
        commitments=web.of(Commitment) if isinstance(centre, Commitment | Outcome) else [],
        outcomes=[centre] if isinstance(centre, Outcome) else [],
    )
    if ahead.findings or ahead.contributions:
        uses = Use.objects.filter(Q(finding__in=ahead.findings) | Q(contribution__in=ahead.contributions))
        ahead.decisions += public("decision").filter(pk__in=uses.values("decision"))
    taken = [each for each in ahead.decisions if each.is_taken]
    if taken or ahead.findings or ahead.contributions:
        origin = Q(decision__in=taken) | Q(finding__in=ahead.findings) | Q(contribution__in=ahead.contributions)
        ahead.commitments += public("commitment").filter(origin)
    ahead.outcomes += public("outcome").filter(pk__in={each.outcome_id for each in ahead.commitments})
    if isinstance(centre, Setback):
        web.add(public("outcome").filter(pk__in={each.outcome_id for each in web.of(Commitment)}))
    web.add([*ahead.decisions, *ahead.commitments, *ahead.outcomes])
    concerns = Q(commitment__in=ahead.commitments) | Q(decision__in=taken) | Q(outcome__in=ahead.outcomes)
    web.add(public("setback").filter(concerns))
    _tie(web)


@dataclass(slots=True)
class _Ahead:
    findings: list[Any]
    contributions: list[Any]
    decisions: list[Any]
    commitments: list[Any]
    outcomes: list[Any]


def _tie(web: Web) -> None:
    """Every link between things that are here: who cites, uses, promises, belongs and went wrong."""
    single = [web.centre] if isinstance(web.centre, Contribution) else []
    for cited in Evidence.objects.filter(finding__in=web.of(Finding), contribution__in=single):
        web.tie(("contribution", cited.contribution_id or 0), ("finding", cited.finding_id))
    uses = Use.objects.filter(Q(finding__in=web.of(Finding)) | Q(contribution__in=single))
    for use in uses.filter(decision__in=web.of(Decision)):
        source = ("finding", use.finding_id) if use.finding_id else ("contribution", use.contribution_id or 0)
        decision = web.things[("decision", use.decision_id)]
        shown = (use.value, use.because) if isinstance(decision, Decision) and decision.is_taken else ("", "")
        web.tie(source, ("decision", use.decision_id), *shown)
    for promise in web.of(Commitment):
        for kind, pk in (
            ("decision", promise.decision_id),
            ("finding", promise.finding_id),
            ("contribution", promise.contribution_id),
        ):
            web.tie((kind, pk or 0), key_of(promise))
        web.tie(key_of(promise), ("outcome", promise.outcome_id or 0))
    for setback in web.of(Setback):
        for kind, pk in (
            ("commitment", setback.commitment_id),
            ("decision", setback.decision_id),
            ("outcome", setback.outcome_id),
        ):
            web.tie((kind, pk or 0), key_of(setback))
