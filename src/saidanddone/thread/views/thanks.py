"""Note that somebody was thanked or paid for what they said, and take it back."""

import secrets

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from saidanddone.contributions.models import Contribution
from saidanddone.contributions.queries.answering import desk_of
from saidanddone.core import clock
from saidanddone.core.requests import Request
from saidanddone.core.rules import Refused
from saidanddone.thread import actions
from saidanddone.thread.forms import ThanksForm
from saidanddone.thread.models import Thanks
from saidanddone.thread.permissions.thanks import check_thanks_for


@never_cache
@require_http_methods(["GET", "POST"])
def thank(request: Request, public_id: str) -> HttpResponse:
    """A short form, made for a telephone: today, and the only organisation, are chosen already."""
    rows = Contribution.objects.visible_to(request.viewer).select_related("place", "contributor")
    contribution = get_object_or_404(rows, public_id=public_id)
    own = [each.organisation for each in desk_of(request.viewer, contribution).addressees]
    check_thanks_for(by=request.viewer, contribution=contribution, organisation=own[0] if own else None)
    initial = {"given_date": clock.local_date(clock.now()), "submission_key": secrets.token_hex(32)}
    form = ThanksForm(request.POST or None, own=own, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.thank(by=request.viewer, at=clock.now(), contribution=contribution, draft=form.thanks)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, gettext("It is noted, and they are told."))
            return redirect("contribution", public_id)
    context = {"form": form, "contribution": contribution}
    return render(request, "thread/thank.html", context, status=400 if form.errors else 200)


@require_POST
def take_back_thanks(request: Request, public_id: str) -> HttpResponse:
    rows = Thanks.objects.visible_to(request.viewer).select_related("contribution")
    thanks = get_object_or_404(rows, public_id=public_id)
    actions.take_back_thanks(by=request.viewer, at=clock.now(), thanks=thanks)
    messages.success(request, gettext("It is taken back."))
    return redirect("contribution", thanks.contribution.public_id)
