"""Findings as everyone reads them, and as those whom they cite check them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saidanddone.core import clock
from saidanddone.core.downloads import Ending, throttle
from saidanddone.core.paging import page_number
from saidanddone.core.requests import Request
from saidanddone.core.rules import Refused
from saidanddone.core.throttle import ClientThrottle
from saidanddone.decisions import actions, finding_downloads, finding_files, insights
from saidanddone.decisions.forms.findings import CheckForm, FindingFilterForm
from saidanddone.decisions.models import Finding
from saidanddone.decisions.queries import findings as queries
from saidanddone.decisions.queries.finding_words import finding_reading
from saidanddone.record.openings import Reading
from saidanddone.ui import reports
from saidanddone.ui.forms import pressed

CHECKS = ClientThrottle("check", limit=30, address_limit=600, seconds=600)


@login_not_required
@require_safe
def findings(request: Request) -> HttpResponse:
    form = FindingFilterForm(request.GET)
    if not form.is_valid():
        return render(request, "decisions/findings_refused.html", {"form": form}, status=400)
    page, cards = queries.finding_list(form.filters, number=page_number(request.GET.get("page")))
    return render(request, "decisions/findings.html", {"form": form, "page": page, "cards": cards})


@login_not_required
@require_safe
def findings_download(request: Request, ending: Ending) -> HttpResponse | StreamingHttpResponse:
    """What everyone may see, as a file, row by row."""
    form = FindingFilterForm(request.GET)
    if not form.is_valid():
        return render(request, "decisions/findings_refused.html", {"form": form}, status=400)
    return finding_downloads.DOWNLOAD.answer(request, ending, finding_downloads.rows(form.filters))


@login_not_required
@require_safe
def finding(request: Request, public_id: str) -> HttpResponse:
    number = page_number(request.GET.get("page"))
    try:
        found = queries.finding_page(public_id, viewer=request.viewer, number=number)
    except Finding.DoesNotExist:
        raise Http404 from None
    context = {"found": found, "finding": found.finding, "strength": insights.strength_of(found.finding)}
    return render(request, "decisions/finding.html", context)


@login_not_required
@require_safe
def finding_pdf(request: Request, public_id: str) -> HttpResponse:
    throttle(request)
    try:
        found = queries.finding_page(public_id, viewer=request.viewer, number=1, size=finding_files.MOST_EVIDENCE)
    except Finding.DoesNotExist:
        raise Http404 from None
    content = finding_files.as_pdf(found, insights.strength_of(found.finding), at=clock.now())
    return reports.answer(content, f"finding-{public_id}")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def check_meaning(request: Request, public_id: str) -> HttpResponse:
    """Yes, partly, no: one press on the finding's page, or here with words. `?of=` names which words of one's own."""
    try:
        found = queries.question_of(public_id, viewer=request.viewer, of=request.GET.get("of", ""))
    except Finding.DoesNotExist:
        raise Http404 from None
    sent = pressed(request.POST) if request.method == "POST" else None
    form = CheckForm(sent, initial=CheckForm.initial_of(found.check))
    if form.is_valid():
        CHECKS.hit(request, at=clock.now().timestamp())
        facts: dict[str, Any] = {"finding": found.finding, "contribution": found.contribution, **form.cleaned_data}
        try:
            actions.check_meaning(by=request.viewer, at=clock.now(), **facts)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Thank you. What you said stands beside the finding."))
            return redirect("finding", public_id)
    context = {"form": form, "found": found, "finding": found.finding}
    return render(request, "decisions/check.html", context, status=400 if form.errors else 200)


@login_not_required
@require_POST
def leave_writers(request: Request, public_id: str) -> HttpResponse:
    """Somebody takes their own name from what they helped to write."""
    try:
        found = queries.own_writing(public_id, viewer=request.viewer)
    except Finding.DoesNotExist:
        raise Http404 from None
    for writer in found:
        actions.remove_writer(by=request.viewer, at=clock.now(), finding=writer.finding, writer=writer)
    messages.success(request, _("Your name is taken away."))
    return redirect("finding", public_id)


@login_not_required
@require_safe
def words(request: Request, public_id: str) -> HttpResponse:
    found, reading = _reading(request, public_id)
    return render(request, "decisions/finding_words.html", {"finding": found, "reading": reading})


@login_not_required
@require_safe
def opening(request: Request, public_id: str, name: str) -> HttpResponse:
    """The key to some words, for whoever may read them: `verify.py --opening` takes it."""
    held = _reading(request, public_id)[1].opening(name)
    if held is None:
        raise Http404
    attached = {"Content-Disposition": f'attachment; filename="words-{name}.json"', "Cache-Control": "no-store"}
    return JsonResponse(held.as_json(), json_dumps_params={"ensure_ascii": False, "indent": 1}, headers=attached)


def _reading(request: Request, public_id: str) -> tuple[Finding, Reading]:
    try:
        return finding_reading(public_id, viewer=request.viewer)
    except Finding.DoesNotExist:
        raise Http404 from None
