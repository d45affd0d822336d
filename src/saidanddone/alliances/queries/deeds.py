"""What something at the desk is done to, within one alliance: nothing of another alliance is ever found."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404

from saidanddone.alliances.models import Alliance, Comment
from saidanddone.funds.models import Fund

Find = Callable[[Alliance, str], Any]


def _of(rows: Callable[[Alliance], QuerySet[Any]]) -> Find:
    def find(alliance: Alliance, of: str) -> Model:
        found: Model = get_object_or_404(rows(alliance), public_id=of)
        return found

    return find


def _fund(alliance: Alliance, of: str) -> Fund:
    rows = Fund.objects.filter(pk__in=alliance.pools.values("fund")).select_related("host")
    return get_object_or_404(rows, public_id=of)


FIND: dict[str, Find] = {
    "party": _of(lambda alliance: alliance.parties.current().select_related("organisation", "alliance")),
    "clause": _of(lambda alliance: alliance.clauses.select_related("party__organisation", "alliance")),
    "comment": _of(
        lambda alliance: Comment.objects.filter(clause__alliance=alliance).select_related("clause__alliance", "party")
    ),
    "fund": _fund,
    "version": _of(lambda alliance: alliance.versions.select_related("alliance")),
    "barrier": _of(lambda alliance: alliance.barriers.select_related("owner__organisation", "alliance")),
    "step": _of(lambda alliance: alliance.plan.select_related("owner__organisation", "alliance")),
    "cover-note": _of(lambda alliance: alliance.cover_notes.select_related("alliance", "party__organisation")),
    "call-out": _of(lambda alliance: alliance.call_outs.select_related("alliance")),
}
