"""The public pages of outcomes: the few that there are, each with its figures, its owners and its reports."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from saidanddone.commitments import outcome_downloads, outcome_files, outcome_pages, outcome_reports
from saidanddone.commitments.models import Outcome
from saidanddone.commitments.permissions.outcomes import check_commits_for_one
from saidanddone.commitments.queries import outcomes as queries
from saidanddone.core import clock
from saidanddone.core.downloads import Ending, throttle
from saidanddone.core.paging import page_number, paginate
from saidanddone.core.requests import Request
from saidanddone.core.rules import allows
from saidanddone.ui import reports


@login_not_required
@require_safe
def outcomes(request: Request) -> HttpResponse:
    on = clock.local_date(clock.now())
    ended = paginate(queries.ended(request.viewer), number=page_number(request.GET.get("page")))
    context = {"cards": outcome_pages.cards(request.viewer, on=on), "ended": ended}
    return render(request, "commitments/outcomes.html", context)


@login_not_required
@require_safe
def outcome(request: Request, public_id: str) -> HttpResponse:
    on = clock.local_date(clock.now())
    found = queries.outcome_of(request.viewer, public_id)
    page = outcome_pages.page(found, on=on)
    promises = paginate(queries.commitments(found, request.viewer, on), size=queries.COMMITMENTS_SHOWN)
    context = {"page": page, "outcome": found, "on": on, "promises": promises}
    context["setbacks"] = list(queries.setbacks(found, request.viewer))
    context["works_on_it"] = allows(check_commits_for_one, by=request.viewer, owners=page.owners)
    return render(request, "commitments/outcome.html", context)


@login_not_required
@require_safe
def outcomes_download(request: Request, ending: Ending) -> StreamingHttpResponse:
    return outcome_downloads.OUTCOMES.answer(request, ending, outcome_downloads.outcomes())


@login_not_required
@require_safe
def figures_download(request: Request, public_id: str, ending: Ending) -> StreamingHttpResponse:
    found = get_object_or_404(Outcome.objects.public(), public_id=public_id)
    return outcome_downloads.FIGURES.answer(request, ending, outcome_downloads.figures(found))


@login_not_required
@require_safe
def hand_over(request: Request, public_id: str) -> HttpResponse:
    """For whoever takes it over; whom to talk to is shown to the owners' own people only."""
    on = clock.local_date(clock.now())
    found = queries.outcome_of(request.viewer, public_id)
    context = {"pack": outcome_pages.pack(found, request.viewer, on=on), "outcome": found}
    return render(request, "commitments/hand_over.html", context)


@login_not_required
@require_safe
def hand_over_pdf(request: Request, public_id: str) -> HttpResponse:
    throttle(request)
    at = clock.now()
    found = queries.outcome_of(request.viewer, public_id)
    pack = outcome_pages.pack(found, request.viewer, on=clock.local_date(at))
    response = HttpResponse(outcome_files.pack_pdf(pack, at=at), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="hand-over-{public_id}.pdf"'
    return response


@login_not_required
@require_safe
def outcome_pdf(request: Request, public_id: str) -> HttpResponse:
    """What its page says on this day, to print and to send."""
    throttle(request)
    at = clock.now()
    shown = outcome_pages.report(queries.outcome_of(request.viewer, public_id), request.viewer, on=clock.local_date(at))
    return reports.answer(outcome_reports.as_pdf(shown, at=at), f"outcome-{public_id}")
