"""What a round found: its page, how it was done, its figures as files; and the desk where it is worked out."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from saidanddone.core import clock
from saidanddone.core.downloads import Ending, throttle
from saidanddone.core.requests import Request
from saidanddone.core.rules import Refused, allows
from saidanddone.surveys import actions, method_pages, result_alerts, result_downloads, result_pages, result_reports
from saidanddone.surveys.forms import results as forms
from saidanddone.surveys.models import Alert, Analysis, Wave
from saidanddone.surveys.permissions import results as permissions
from saidanddone.surveys.queries import results as queries
from saidanddone.ui import reports


def _standing(request: Request, public_id: str, wave: str) -> tuple[Wave, Analysis]:
    found = queries.wave_of(request.viewer, public_id, wave)
    analysis = queries.standing(found, request.viewer)
    if analysis is None:
        raise Http404
    return found, analysis


@login_not_required
@require_safe
def survey_results(request: Request, public_id: str, wave: str) -> HttpResponse:
    found = queries.wave_of(request.viewer, public_id, wave)
    analysis = queries.standing(found, request.viewer)
    page = result_pages.page(found, analysis, request.viewer) if analysis else None
    context = {"wave": found, "survey": found.survey, "page": page, "rounds": queries.rounds(found, request.viewer)}
    return render(request, "surveys/results.html", context)


@login_not_required
@require_safe
def survey_method(request: Request, public_id: str, wave: str) -> HttpResponse:
    found, analysis = _standing(request, public_id, wave)
    context = {"wave": found, "survey": found.survey, "analysis": analysis}
    return render(request, "surveys/method.html", context | {"method": method_pages.method(found, analysis)})


@login_not_required
@require_safe
def survey_figures(request: Request, public_id: str, wave: str, ending: Ending) -> StreamingHttpResponse:
    found, analysis = _standing(request, public_id, wave)
    return result_downloads.FIGURES.answer(request, ending, result_downloads.lines(found, analysis))


@login_not_required
@require_safe
def survey_pdf(request: Request, public_id: str, wave: str) -> HttpResponse:
    throttle(request)
    found, analysis = _standing(request, public_id, wave)
    page, method = result_pages.page(found, analysis, request.viewer), method_pages.method(found, analysis)
    return reports.answer(result_reports.as_pdf(page, method, at=clock.now()), f"survey-{wave}")


@never_cache
@require_safe
def desk_results(request: Request, slug: str, public_id: str, wave: str) -> HttpResponse:
    """The newest working-out, published or not, as it would stand on the page."""
    found = queries.desk_wave_of(request.viewer, slug, public_id, wave)
    analysis = queries.newest(found)
    survey = found.survey
    context: dict[str, object] = {"wave": found, "survey": survey, "organisation": survey.organisation}
    context |= {"analysis": analysis}
    context |= {"page": result_pages.page(found, analysis, request.viewer) if analysis else None}
    context |= {
        "alerts": result_alerts.alerts(found, queries.alerts_of(analysis)),
        "standing": queries.standing(found, request.viewer),
    }
    context["may_analyse"] = allows(permissions.check_analyse_wave, by=request.viewer, wave=found)
    context["form"] = forms.readers_form(analysis, by=request.viewer) if analysis else None
    return render(request, "surveys/desk_results.html", context)


@require_POST
def analyse_wave(request: Request, slug: str, public_id: str, wave: str) -> HttpResponse:
    found = queries.desk_wave_of(request.viewer, slug, public_id, wave)
    return _done(request, found, lambda: _analyse(request, found))


def _analyse(request: Request, wave: Wave) -> str:
    actions.ask_for_analysis(by=request.viewer, at=clock.now(), wave=wave)
    return _("The figures are being worked out. Look again in a moment.")


@require_POST
def publish_results(request: Request, slug: str, public_id: str, wave: str) -> HttpResponse:
    """Of the working-out that was looked at: another one since is not published unseen."""
    found = queries.desk_wave_of(request.viewer, slug, public_id, wave)
    return _done(request, found, lambda: _publish(request, found))


def _publish(request: Request, wave: Wave) -> str:
    analysis = queries.looked_at(wave, request.POST.get("analysis", ""))
    readers = request.POST.get("readers", "")
    actions.publish_results(by=request.viewer, at=clock.now(), analysis=analysis, readers=readers)
    return _("The figures are published.")


@require_POST
def see_alert(request: Request, slug: str, public_id: str, wave: str) -> HttpResponse:
    found = queries.desk_wave_of(request.viewer, slug, public_id, wave)
    rows = Alert.objects.filter(analysis__wave=found, item=request.POST.get("item", "")).order_by("seen_at", "-pk")
    alert = rows.filter(seen_at=None).first()
    if alert:
        actions.see_alert(by=request.viewer, at=clock.now(), alert=alert)
    return redirect("desk_results", slug, public_id, wave)


def _done(request: Request, wave: Wave, do: Callable[[], str]) -> HttpResponse:
    """Back to the desk, with what was done or why not."""
    try:
        messages.success(request, do())
    except Refused as refused:
        messages.error(request, str(refused))
    survey = wave.survey
    return redirect("desk_results", survey.organisation.slug, survey.public_id, wave.public_id)
