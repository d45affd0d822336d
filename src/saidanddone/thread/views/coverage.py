"""How far what was said came, as a page and as files."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saidanddone.core.downloads import Ending
from saidanddone.core.requests import Request
from saidanddone.thread import shown
from saidanddone.thread.forms import CoverageForm


@login_not_required
@require_safe
def coverage(request: Request) -> HttpResponse:
    form = CoverageForm(request.GET)
    found = shown.coverage_page(form.chosen_organisation, form.chosen_place)
    return render(request, "thread/coverage.html", {"form": form, "found": found})


@login_not_required
@require_safe
def coverage_download(request: Request, ending: Ending) -> StreamingHttpResponse:
    form = CoverageForm(request.GET)
    rows = shown.coverage_rows(form.chosen_organisation, form.chosen_place)
    return shown.COVERAGE.answer(request, ending, rows)


@login_not_required
@require_safe
def equity(request: Request) -> HttpResponse:
    return render(request, "thread/equity.html", {"found": shown.equity_page(), "thanked": shown.thanked_of_everyone()})
