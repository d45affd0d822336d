"""Figures that show how a promise goes: observations of outcomes, as one line each."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from saidanddone.commitments import outcome_charts
from saidanddone.commitments.models import Commitment, Observation, Owner
from saidanddone.core.refs import Ref
from saidanddone.people.models import Organisation
from saidanddone.ui.numbers import with_unit

MOST = 40
"""So many to choose from: the newest."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One observation with the measure that it is of."""

    row: Observation

    @property
    def ref(self) -> Ref:
        return self.row.ref

    @property
    def url(self) -> str:
        indicator = self.row.indicator
        return f"{reverse('outcome', args=[indicator.outcome.public_id])}#indicator-{indicator.public_id}"

    @property
    def is_revised(self) -> bool:
        return self.row.superseded_at is not None

    def __str__(self) -> str:
        indicator = self.row.indicator
        facts = {
            "measure": indicator.said("title").text,
            "value": with_unit(outcome_charts.figure(self.row.value), indicator.unit),
            "period": outcome_charts.period(self.row),
        }
        words = _("%(measure)s: %(value)s in %(period)s") % facts
        return f"{words}, {self.row.place.local_name}" if self.row.place else words


def showing(commitment: Commitment, organisation: Organisation) -> QuerySet[Observation]:
    """What stands of its own outcome, and of those that the organisation answers for."""
    owned = Owner.objects.agreed().filter(organisation=organisation).values("outcome")
    own = Q(indicator__outcome=commitment.outcome_id) | Q(indicator__outcome__in=owned)
    return _public().filter(own, value__isnull=False, superseded_at__isnull=True)


def to_choose(commitment: Commitment, organisation: Organisation) -> list[Figure]:
    rows = _shown(showing(commitment, organisation))
    return [Figure(row) for row in rows.order_by("-end_date", "indicator__order", "pk")[:MOST]]


def named(refs: Collection[str]) -> dict[str, Figure]:
    """Those that updates name, by reference, as everyone may see them; one query."""
    ids = [Ref.parse(each).public_id for each in refs]
    return {str(row.ref): Figure(row) for row in _shown(_public().filter(public_id__in=ids))} if ids else {}


def _public() -> QuerySet[Observation]:
    return Observation.objects.filter(indicator__outcome__hidden_at__isnull=True)


def _shown(rows: QuerySet[Observation]) -> QuerySet[Observation]:
    large = ("place__boundary", "place__outline")
    return rows.select_related("indicator__outcome", "place").defer(*large)
