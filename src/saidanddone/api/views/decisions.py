"""What was understood, and what is decided."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from saidanddone.api import schemas
from saidanddone.api.filters import DecisionFilters, FindingFilters
from saidanddone.api.pages import Order, Slice, page_together
from saidanddone.api.queries import decisions as of_decisions
from saidanddone.api.queries import findings as of_findings
from saidanddone.api.routes import read
from saidanddone.api.schemas import PageOf
from saidanddone.core import clock
from saidanddone.decisions.models import Decision, Finding

router = Router(tags=["Understood and decided"])
NEWEST_FINDINGS = Order("findings", ("published_at",))
NEWEST_DECISIONS = Order("decisions", ("announced_at",))
EVIDENCE = Order("evidence", ("cited_at",), descending=False)
USES = Order("uses", ("cited_at",), descending=False)


@read(router, "/findings", name="api_findings", shape=PageOf[schemas.Finding], also=(422,))
def findings(request: HttpRequest, response: HttpResponse, filters: Query[FindingFilters]) -> PageOf[schemas.Finding]:
    """What was understood, newest first. What was superseded or withdrawn stays."""
    rows, shapes = filters.apply(Finding.objects.public()), of_findings.shapes
    found = page_together(request, response, rows, NEWEST_FINDINGS, filters, shapes, of_findings.findings())
    return PageOf[schemas.Finding](**found)


@read(router, "/findings/{public_id:public_id}", name="api_finding", shape=schemas.Finding, also=(404,))
def finding(request: HttpRequest, public_id: str) -> schemas.Finding:
    """One finding, with its writers, what it rests on counted, and what those whom it cites say of it."""
    return of_findings.shapes([get_object_or_404(of_findings.findings(), public_id=public_id)])[0]


@read(
    router,
    "/findings/{public_id:public_id}/evidence",
    name="api_finding_evidence",
    shape=PageOf[schemas.Evidence],
    also=(404, 422),
)
def evidence(
    request: HttpRequest, response: HttpResponse, public_id: str, part: Query[Slice]
) -> PageOf[schemas.Evidence]:
    """What a finding rests on that everyone may read, in the order in which it was cited."""
    row = get_object_or_404(Finding.objects.public(), public_id=public_id)
    rows, whole = of_findings.evidence_shown(row), row.evidence.select_related("contribution")
    return PageOf[schemas.Evidence](
        **page_together(request, response, rows, EVIDENCE, part, of_findings.evidence, whole)
    )


@read(router, "/decisions", name="api_decisions", shape=PageOf[schemas.Decision], also=(422,))
def decisions(
    request: HttpRequest, response: HttpResponse, filters: Query[DecisionFilters]
) -> PageOf[schemas.Decision]:
    """What is decided, from the day of its announcement, newest first."""
    rows, shapes = filters.apply(Decision.objects.public()), of_decisions.shapes
    found = page_together(request, response, rows, NEWEST_DECISIONS, filters, shapes, of_decisions.decisions())
    return PageOf[schemas.Decision](**found)


@read(router, "/decisions/{public_id:public_id}", name="api_decision", shape=schemas.DecisionInFull, also=(404,))
def decision(request: HttpRequest, public_id: str) -> schemas.DecisionInFull:
    """One decision as an open record: what can be shaped, the options, the promised days, how it came about."""
    row = get_object_or_404(of_decisions.decisions(), public_id=public_id)
    return of_decisions.in_full(row, clock.local_date(clock.now()))


@read(
    router,
    "/decisions/{public_id:public_id}/uses",
    name="api_decision_uses",
    shape=PageOf[schemas.Use],
    also=(404, 422),
)
def uses(request: HttpRequest, response: HttpResponse, public_id: str, part: Query[Slice]) -> PageOf[schemas.Use]:
    """What a decision considered that everyone may read and, once it is decided, what it did with each."""
    row = get_object_or_404(Decision.objects.public(), public_id=public_id)
    rows, whole = of_decisions.uses_shown(row), row.uses.select_related("contribution", "finding")
    shapes = partial(of_decisions.uses, is_taken=row.decided_at is not None)
    return PageOf[schemas.Use](**page_together(request, response, rows, USES, part, shapes, whole))
