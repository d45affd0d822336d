"""Which funds somebody may see, what each came to in all, and those of an organisation."""

from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404

from saidanddone.core.viewer import Viewer
from saidanddone.funds.models import Budget, Fund, Partner, Total, Transfer, Virement
from saidanddone.funds.models.funds import FundQuerySet
from saidanddone.funds.models.ledger import TransferQuerySet
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission


def listed(viewer: Viewer) -> FundQuerySet:
    """The newest first, each with what was paid in, spent and planned so far, worked out by the database."""
    rows = Fund.objects.visible_to(viewer).select_related("host").prefetch_related("partners__organisation")
    budget = Budget.objects.filter(line__scheme__fund=OuterRef("pk")).order_by().values("line__scheme__fund")
    planned = Subquery(budget.annotate(pence=Sum("amount_pence")).values("pence"))
    came = {"received": Coalesce(_total("paid_in", sign=-1), 0), "spent": Coalesce(_total("spent"), 0)}
    return rows.annotate(planned=Coalesce(planned, 0), **came).order_by(F("closed_at").desc(nulls_first=True), "-pk")


def _total(kind: str, sign: int = 1) -> Subquery:
    rows = Total.objects.filter(account__fund=OuterRef("pk"), account__kind=kind).order_by().values("account__fund")
    return Subquery(rows.annotate(pence=sign * Sum(F("debit_pence") - F("credit_pence"))).values("pence"))


def fund_of(viewer: Viewer, public_id: str) -> Fund:
    """One that the viewer may see, or a 404."""
    return get_object_or_404(Fund.objects.visible_to(viewer).select_related("host"), public_id=public_id)


def is_partner(viewer: Viewer, fund: Fund) -> bool:
    """Somebody who works for one of its partners: they see its books."""
    return fund.partners.filter(organisation__in=viewer.organisation_ids).exists()


def first_with_money(viewer: Viewer) -> Organisation | None:
    """The first organisation whose money the viewer handles, or that has money in a fund."""
    handled = {of for permission, of in viewer.permissions if permission == Permission.HANDLE_MONEY}
    has = Partner.objects.filter(organisation__in=viewer.organisation_ids).values("organisation")
    return Organisation.objects.open().filter(Q(pk__in=handled) | Q(pk__in=has)).order_by("name", "pk").first()


def organisation_with_funds(viewer: Viewer, slug: str) -> Organisation:
    """An organisation for somebody who works in it; nobody else finds a desk there."""
    organisation = get_object_or_404(Organisation, slug=slug)
    if organisation.pk not in viewer.organisation_ids:
        raise Http404
    return organisation


def own_fund(organisation: Organisation, public_id: str) -> Fund:
    """A fund in which the organisation has money."""
    rows = Fund.objects.of(frozenset({organisation.pk})).select_related("host")
    return get_object_or_404(rows, public_id=public_id)


def transfers(fund: Fund) -> TransferQuerySet:
    """The newest first, with whatever a page says of them."""
    related = ("debit__partner__organisation", "credit__partner__organisation", "debit__line", "credit__line")
    rows = Transfer.objects.filter(fund=fund).select_related(*related, "payee", "order", "proposed_by", "settled_by")
    return rows.order_by("-on_date", "-pk")


def current_year(fund: Fund, on: date) -> int:
    """The year of the fund in which a day lies; before it starts its first, after it ended its last."""
    return min(max(fund.year_of(on), fund.years[0]), fund.years[-1])


def waiting_virements(fund: Fund) -> QuerySet[Virement]:
    rows = Virement.objects.of(fund).waiting().select_related("giving__scheme__fund", "getting", "asked_by")
    return rows.order_by("asked_at", "pk")


def setting_up(fund: Fund) -> dict[str, Any]:
    """What is typed so far of a fund in draft: partners with instalments, schemes with lines and budgets."""
    partners = fund.partners.select_related("organisation").prefetch_related("instalments").order_by("pk")
    schemes = fund.schemes.select_related("outcome", "lead").prefetch_related("lines__budgets")
    return {"partners": list(partners), "schemes": list(schemes.order_by("order", "pk"))}
