"""Which alliance answers for an outcome, a promise, a decision or a fund: told on their pages."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saidanddone.alliances.models import Alliance, Pool
from saidanddone.commitments.models import Commitment
from saidanddone.core.beside import Beside
from saidanddone.core.viewer import Viewer

HEADING = _("The alliance that answers for it")
MOST = 5


def of_outcome(public_id: str, viewer: Viewer) -> Iterator[Beside]:
    return _told(Alliance.objects.visible_to(viewer).filter(outcomes__public_id=public_id))


def of_commitment(public_id: str, viewer: Viewer) -> Iterator[Beside]:
    """By the outcome that it serves, where everyone may read that."""
    served = Commitment.objects.filter(public_id=public_id, outcome__hidden_at__isnull=True).values("outcome")
    return _told(Alliance.objects.visible_to(viewer).filter(outcomes__in=served))


def of_decision(public_id: str, viewer: Viewer) -> Iterator[Beside]:
    """By the outcomes of the promises that came of it."""
    promises = Commitment.objects.visible_to(viewer).filter(decision__public_id=public_id)
    served = promises.filter(outcome__hidden_at__isnull=True).values("outcome")
    return _told(Alliance.objects.visible_to(viewer).filter(outcomes__in=served))


def of_fund(public_id: str, viewer: Viewer) -> Iterator[Beside]:
    pooled = Pool.objects.filter(fund__public_id=public_id).values("alliance")
    return _told(Alliance.objects.visible_to(viewer).filter(pk__in=pooled))


def _told(rows: QuerySet[Alliance]) -> Iterator[Beside]:
    """Only what all have signed: a draft is nothing to whoever reads another page."""
    for each in rows.filter(signed_at__isnull=False).distinct().order_by("-signed_at", "-pk")[:MOST]:
        said = each.said("title")
        yield Beside(HEADING, said.text, reverse("alliance", args=[each.public_id]), said.language)
