"""What anyone may open: report a thing, read what was decided and how often, and ask for another look."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saidanddone.core import clock
from saidanddone.core.downloads import Ending
from saidanddone.core.paging import page_number, paginate
from saidanddone.core.refs import Ref
from saidanddone.core.requests import Request
from saidanddone.core.rules import allows
from saidanddone.core.throttle import ClientThrottle
from saidanddone.moderation import actions, downloads, queries, registry
from saidanddone.moderation.forms import AppealForm, ReportForm
from saidanddone.moderation.models import Decision
from saidanddone.moderation.permissions import check_appeal, is_author

REPORTS = ClientThrottle("report")


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: Request, kind: str, public_id: str) -> HttpResponse:
    about = Ref(kind, public_id)
    thing = _visible_or_404(request, about)
    form = ReportForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "moderation/report.html", {"form": form, "thing": thing, "about": about})
    now = clock.now()
    REPORTS.hit(request, at=now.timestamp())
    key = queries.reporter_key(request.viewer, _session_key(request), about)
    actions.report(by=request.viewer, about=about, reporter_key=key, at=now, **form.cleaned_data)
    return redirect("reported", kind=kind, public_id=public_id)


@login_not_required
@require_safe
def reported(request: Request, kind: str, public_id: str) -> HttpResponse:
    return render(request, "moderation/reported.html", {"thing": _visible_or_404(request, Ref(kind, public_id))})


@login_not_required
@require_safe
def policy(request: Request) -> HttpResponse:
    facts = {"modes": queries.modes_in_words(), "sealed_days": settings.SEALED_ORIGINAL_DAYS}
    return render(request, "moderation/policy.html", facts)


@login_not_required
@require_safe
def counts(request: Request) -> HttpResponse:
    return render(request, "moderation/counts.html", {"months": queries.monthly(at=clock.now())})


@login_not_required
@require_safe
def counts_download(request: Request, ending: Ending) -> StreamingHttpResponse:
    return downloads.COUNTS.answer(request, ending, queries.monthly(at=clock.now()))


@login_not_required
@require_safe
def decisions(request: Request) -> HttpResponse:
    page = paginate(queries.log(), number=page_number(request.GET.get("page")))
    return render(request, "moderation/decisions.html", {"page": page})


@login_not_required
@require_safe
def decisions_download(request: Request, ending: Ending) -> StreamingHttpResponse:
    """Without the content and without who decided; words only where they are public."""
    return downloads.LOG.answer(request, ending, queries.log().iterator(chunk_size=downloads.BATCH))


@never_cache
@login_not_required
@require_safe
def decision(request: Request, public_id: str) -> HttpResponse:
    found = _decision_or_404(request, public_id)
    thing = registry.describe(found.case.about)
    by_author = thing is not None and is_author(by=request.viewer, thing=thing)
    may_appeal = allows(check_appeal, by=request.viewer, decision=found, thing=thing)
    facts = {"decision": found, "thing": thing, "by_author": by_author, "may_appeal": may_appeal}
    return render(request, "moderation/decision.html", facts)


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: Request, public_id: str) -> HttpResponse:
    found = _decision_or_404(request, public_id)
    thing = registry.describe(found.case.about)
    check_appeal(by=request.viewer, decision=found, thing=thing)
    form = AppealForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "moderation/appeal.html", {"form": form, "decision": found, "thing": thing})
    actions.appeal(by=request.viewer, decision=found, at=clock.now(), **form.cleaned_data)
    return redirect("moderation_decision", public_id=public_id)


def _decision_or_404(request: Request, public_id: str) -> Decision:
    found = queries.decision_for(request.viewer, public_id)
    if found is None:
        raise Http404
    return found


def _visible_or_404(request: Request, about: Ref) -> registry.Described:
    """The thing, if this visitor may read it; a kind that nobody moderates is not found either."""
    if about.kind in registry.kinds():
        is_visible = registry.handler(about.kind).is_visible(about.public_id, request.viewer)
        if is_visible and (thing := registry.describe(about)):
            return thing
    raise Http404


def _session_key(request: Request) -> str:
    """A visitor without a session gets one when they report, so that they count once."""
    if not request.session.session_key:
        request.session.create()
    return str(request.session.session_key)
