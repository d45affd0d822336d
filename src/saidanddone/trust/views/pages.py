"""The trust pages: of the area, an organisation, a service, a place; and of each ground."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saidanddone.core import clock
from saidanddone.core.requests import Request
from saidanddone.trust import files, pages
from saidanddone.trust.comparisons import CAVEATS, METHOD
from saidanddone.trust.determinants import Determinant
from saidanddone.trust.parting import RULE
from saidanddone.trust.periods import Period, period_of
from saidanddone.trust.subjects import AREA, Subject, area, subject_of


def _subject(kind: str, public_id: str) -> Subject:
    return area() if kind == AREA else subject_of(kind, public_id)


def _today() -> date:
    return clock.local_date(clock.now())


def _period(request: Request) -> Period:
    return period_of(request.GET.get("period", ""), on=_today())


@login_not_required
@require_safe
def trust(request: Request, kind: str = AREA, public_id: str = "") -> HttpResponse:
    page = pages.trust_page(_subject(kind, public_id), _period(request), on=_today())
    context = {
        "page": page,
        "subject": page.subject,
        "period": page.period,
        "rule": RULE,
        "comparison_method": METHOD,
        "caveats": CAVEATS,
    }
    return render(request, "trust/trust.html", context)


@login_not_required
@require_safe
def trust_json(request: Request, kind: str = AREA, public_id: str = "") -> JsonResponse:
    said = files.as_json(pages.trust_page(_subject(kind, public_id), _period(request), on=_today()))
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 1})


@login_not_required
@require_safe
def trust_atom(request: Request, kind: str = AREA, public_id: str = "") -> HttpResponse:
    content = files.as_atom(pages.trust_page(_subject(kind, public_id), _period(request), on=_today()))
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


@login_not_required
@require_safe
def determinant(request: Request, determinant: str, kind: str = AREA, public_id: str = "") -> HttpResponse:
    if determinant not in Determinant.values:
        raise Http404
    subject = _subject(kind, public_id)
    row = pages.determinant_page(subject, Determinant(determinant), _period(request), on=_today())
    context = {"row": row, "subject": subject, "rule": RULE, "period": _period(request)}
    context["ground_url"] = subject.url("trust_determinant", determinant=determinant)
    return render(request, "trust/determinant.html", context)
