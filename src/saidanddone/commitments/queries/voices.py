"""Whose words led to a promise: straight, through the findings that cite them, or through what a decision used."""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from saidanddone.commitments.models import Commitment, Setback
from saidanddone.contributions.models import Contribution
from saidanddone.decisions.models import Evidence, Use

USED = (Use.Value.USED, Use.Value.PARTLY)
MOST_REPLACED = 50


def voices_of(commitment: Commitment) -> QuerySet[Contribution]:
    """All contributions that led to it, or to a promise that it replaces, with those linked to them as the same."""
    rows = Commitment.objects.filter(pk__in=_with_replaced(commitment))
    decisions, findings = rows.values("decision"), rows.values("finding")
    return _families(Q(pk__in=rows.values("contribution")) | _cited_by(findings) | _used_by(decisions))


def voices_behind(setback: Setback) -> QuerySet[Contribution]:
    """Those who are told of a setback: whose words led to the promise, or to the decision, that it concerns."""
    if setback.commitment:
        return voices_of(setback.commitment)
    if setback.decision_id:
        return _families(_used_by([setback.decision_id]))
    return Contribution.objects.none()


def ids(voices: QuerySet[Contribution]) -> list[int]:
    return list(voices.order_by("pk").values_list("pk", flat=True))


def _with_replaced(commitment: Commitment) -> list[int]:
    """It and what it took the place of, step by step."""
    found, ahead = [commitment.pk], [commitment.pk]
    while ahead and len(found) < MOST_REPLACED:
        before = Commitment.objects.filter(replaced_by__in=ahead).order_by("pk")
        ahead = [pk for pk in before.values_list("pk", flat=True) if pk not in found]
        found += ahead
    return found


def _cited_by(findings: Collection[int] | QuerySet) -> Q:
    cited = Evidence.objects.filter(finding__in=findings, contribution__isnull=False)
    return Q(pk__in=cited.values("contribution"))


def _used_by(decisions: Collection[int] | QuerySet) -> Q:
    uses = Use.objects.filter(decision__in=decisions, value__in=USED)
    straight = uses.filter(contribution__isnull=False)
    return Q(pk__in=straight.values("contribution")) | _cited_by(uses.filter(finding__isnull=False).values("finding"))


def _families(led: Q) -> QuerySet[Contribution]:
    """With each the one that it says the same as, and all that say the same as that."""
    roots = Contribution.objects.filter(led).values(root=Coalesce("same_as_id", "pk"))
    return Contribution.objects.filter(Q(pk__in=roots) | Q(same_as__in=roots))
