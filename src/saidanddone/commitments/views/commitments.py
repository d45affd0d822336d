"""The page of a promise, and what those whose words led to it say of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saidanddone.commitments import actions
from saidanddone.commitments.forms.following import WorkedForm
from saidanddone.commitments.models import FollowUp, UpdateFile
from saidanddone.commitments.queries import commitments as queries
from saidanddone.contributions.serving import served
from saidanddone.core import clock
from saidanddone.core.requests import Request, posted
from saidanddone.core.rules import Refused
from saidanddone.core.throttle import ClientThrottle
from saidanddone.ui.forms import pressed

FOLLOW_UPS = ClientThrottle("follow-up", limit=30, address_limit=600, seconds=600)


@login_not_required
@require_safe
def commitment(request: Request, public_id: str) -> HttpResponse:
    try:
        shown = queries.shown(public_id, viewer=request.viewer, at=clock.now())
    except queries.NotThere:
        raise Http404 from None
    return render(request, "commitments/commitment.html", {"shown": shown, "commitment": shown.commitment})


@login_not_required
@require_safe
def update_file(request: Request, public_id: str) -> HttpResponse:
    """What shows that something was done, to whoever may see the words it goes with."""
    return served(request, get_object_or_404(UpdateFile.objects.visible_to(request.viewer), public_id=public_id))


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def say_if_it_worked(request: Request, public_id: str) -> HttpResponse:
    """Yes, partly, no, cannot tell: one press on the page of the promise, or here with words."""
    rows = FollowUp.objects.filter(contributor__in=request.viewer.contributor_ids, commitment__hidden_at__isnull=True)
    related = rows.select_related("commitment__organisation", "contribution").order_by("pk")
    asked = related.filter(commitment__public_id=public_id).first() or get_object_or_404(rows.none())
    data = posted(request)
    initial = {"value": asked.value, "words": asked.words}
    form = WorkedForm(pressed(data, words=asked.words) if data is not None else None, initial=initial)
    if data is not None and form.is_valid():
        FOLLOW_UPS.hit(request, at=clock.now().timestamp())
        try:
            actions.say_if_it_worked(by=request.viewer, at=clock.now(), follow_up=asked, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Thank you. What you said stands beside the promise."))
            return redirect("commitment", public_id)
    context = {"form": form, "asked": asked, "commitment": asked.commitment}
    return render(request, "commitments/worked.html", context, status=400 if form.errors else 200)
