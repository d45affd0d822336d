"""Which funds somebody may see, what each came to in all, and those of an organisation."""

from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404

from saidanddone.core.viewer import Viewer
from saidanddone.funds.models import Batch, Budget, Fund, Line, Partner, Scheme, Total, Transfer, Virement
from saidanddone.funds.models.funds import PARTNERS, FundQuerySet
from saidanddone.funds.models.ledger import TransferQuerySet
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission


def listed(viewer: Viewer) -> FundQuerySet:
    """The newest first, each with what was paid in, spent and planned so far, worked out by the database."""
    rows = Fund.objects.visible_to(viewer).select_related("host").prefetch_related(PARTNERS)
    budget = Budget.objects.filter(line__scheme__fund=OuterRef("pk")).order_by().values("line__scheme__fund")
    planned = Subquery(budget.annotate(pence=Sum("amount_pence")).values("pence"))
    came = {"received": Coalesce(_total("paid_in", sign=-1), 0), "spent": Coalesce(_total("spent"), 0)}
    return rows.annotate(planned=Coalesce(planned, 0), **came).order_by(F("closed_at").desc(nulls_first=True), "-pk")


def _total(kind: str, sign: int = 1) -> Subquery:
    rows = Total.objects.filter(account__fund=OuterRef("pk"), account__kind=kind).order_by().values("account__fund")
    return Subquery(rows.annotate(pence=sign * Sum(F("debit_pence") - F("credit_pence"))).values("pence"))


def fund_of(viewer: Viewer, public_id: str) -> Fund:
    """One that the viewer may see, or a 404."""
    rows = Fund.objects.visible_to(viewer).select_related("host").prefetch_related(PARTNERS)
    return get_object_or_404(rows, public_id=public_id)


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


def at_desk(viewer: Viewer, slug: str, public_id: str) -> tuple[Organisation, Fund]:
    """The viewer's organisation, and a fund in which it has money."""
    rows = Fund.objects.of(viewer.organisation_ids).select_related("host").prefetch_related(PARTNERS)
    fund = get_object_or_404(rows, public_id=public_id)
    for partner in fund.partners.all():
        if partner.organisation.slug == slug and partner.organisation_id in viewer.organisation_ids:
            return partner.organisation, fund
    raise Http404


def transfers(fund: Fund) -> TransferQuerySet:
    """With whatever a page says of them; whose their accounts are, `Standing.names` knows."""
    return Transfer.objects.filter(fund=fund).select_related(
        "payee", "order__organisation", "proposed_by", "settled_by"
    )


def last_line(fund: Fund) -> Line | None:
    """The one on which money was entered last: most entries come in rows of one line."""
    last = Transfer.objects.filter(fund=fund, move="spent").select_related("debit__line").order_by("-pk").first()
    return last.debit.line if last else None


def organisation_named(name: str) -> Organisation | None:
    """The open organisation of this name in either language, where exactly one has it."""
    rows = Organisation.objects.open().filter(Q(name__iexact=name) | Q(name_cy__iexact=name))[:2]
    return rows[0] if name and len(rows) == 1 else None


def waiting_transfers(fund: Fund) -> TransferQuerySet:
    """Those that have waited longest first."""
    return transfers(fund).waiting().order_by("proposed_at", "pk")


def waiting_batches(fund: Fund) -> QuerySet[Batch]:
    """Files that were brought in and wait, each with how many transfers and how many pence."""
    waiting = Q(transfers__state=Transfer.State.PROPOSED)
    counts = {"count": Count("transfers", filter=waiting), "pence": Sum("transfers__amount_pence", filter=waiting)}
    rows = fund.batches.select_related("brought_by").annotate(**counts)
    still = Transfer.objects.waiting().filter(batch__isnull=False).values("batch")
    return rows.filter(pk__in=still).order_by("brought_at", "pk")


def settled_transfers(fund: Fund, year: int) -> TransferQuerySet:
    """Of a year, the newest first: by their days, as the index has them."""
    days = (fund.year_starts(year), fund.year_ends_on(year))
    return transfers(fund).settled().filter(on_date__range=days).order_by("-on_date", "-pk")


def current_year(fund: Fund, on: date) -> int:
    """The year of the fund in which a day lies; before it starts its first, after it ended its last."""
    return min(max(fund.year_of(on), fund.years[0]), fund.years[-1])


def virements(fund: Fund) -> QuerySet[Virement]:
    """Those that wait first, then the newest; what was refused stays in sight with its reason."""
    rows = Virement.objects.of(fund).select_related("giving", "getting", "asked_by", "settled_by")
    return rows.order_by(F("settled_at").desc(nulls_first=True), "-pk")


def named(fund: Fund) -> QuerySet[Scheme]:
    """Its schemes with their lines, for their names."""
    return fund.schemes.prefetch_related("lines").order_by("order", "pk")


def setting_up(fund: Fund) -> dict[str, Any]:
    """What is typed so far of a fund in draft: partners with instalments, schemes with lines and budgets."""
    partners = fund.partners.select_related("organisation").prefetch_related("instalments").order_by("pk")
    schemes = fund.schemes.select_related("outcome", "lead").prefetch_related("lines__budgets")
    return {"partners": list(partners), "schemes": list(schemes.order_by("order", "pk"))}
