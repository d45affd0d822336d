"""The trade-off: tried by anyone, set up at the desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saidanddone.core import clock
from saidanddone.core.requests import Request, posted
from saidanddone.core.rules import Refused
from saidanddone.core.throttle import ClientThrottle
from saidanddone.decisions import actions
from saidanddone.decisions.forms.exercises import ExerciseForm, ItemRows, TryForm, items_of
from saidanddone.decisions.insights.exercises import results_of
from saidanddone.decisions.models import Decision, Exercise
from saidanddone.decisions.queries import editor
from saidanddone.decisions.queries.exercises import Trial, trial
from saidanddone.people.sessions import remember_contributor

TRYING = ClientThrottle("try", limit=20, address_limit=600, seconds=600)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def try_exercise(request: Request, public_id: str) -> HttpResponse:
    shown = Exercise.objects.filter(decision__in=Decision.objects.visible_to(request.viewer))
    exercise = get_object_or_404(shown.select_related("decision__organisation"), decision__public_id=public_id)
    found = trial(exercise, request.viewer, clock.now())
    form = TryForm(posted(request), items=found.items, costs=found.costs)
    if form.is_valid() and _keep(request, found, form):
        return redirect("decision_try", public_id)
    context = {"trial": found, "form": form, "decision": exercise.decision, "results": results_of(exercise)}
    return render(request, "decisions/try.html", context, status=400 if form.errors else 200)


def _keep(request: Request, found: Trial, form: TryForm) -> bool:
    at = clock.now()
    TRYING.hit(request, at=at.timestamp())
    key = _browser_key(request)
    try:
        contributor = actions.try_exercise(
            by=request.viewer, at=at, exercise=found.exercise, shares=form.cleaned_data, browser_key=key
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    if contributor and not request.viewer.contributor_ids and not request.user.is_authenticated:
        remember_contributor(request, contributor)
    messages.success(request, _("Your choice is counted. Each person is counted once."))
    return True


def _browser_key(request: Request) -> str | None:
    secret = request.COOKIES.get("csrftoken")
    return salted_hmac("saidanddone.decisions.try", secret, algorithm="sha256").hexdigest() if secret else None


@never_cache
@require_http_methods(["GET", "POST"])
def set_exercise(request: Request, slug: str, public_id: str) -> HttpResponse:
    decision = editor.decision_of(request.viewer, slug, public_id)
    form, rows = ExerciseForm(posted(request)), ItemRows(posted(request), prefix="items")
    if form.is_valid() and rows.is_valid():
        facts = {"decision": decision, "kind": form.cleaned_data["kind"], "question": form.cleaned_data["question"]}
        facts |= {"limit": form.in_smallest(form.cleaned_data["limit"]), "items": items_of(form, rows)}
        try:
            actions.set_exercise(by=request.viewer, at=clock.now(), **facts)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("desk_decision", slug, public_id)
    context = {"form": form, "formset": rows, "decision": decision, "organisation": decision.organisation}
    context |= {"heading": _("A trade-off to try")}
    return render(request, "decisions/desk_part.html", context, status=400 if form.errors else 200)
