"""A lead says that an organisation backs what is tried, and why it does no more."""

import secrets
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saidanddone.core import clock
from saidanddone.core.requests import Request, posted
from saidanddone.decisions import actions
from saidanddone.decisions.forms.backings import BackingForm, EndBackingForm
from saidanddone.decisions.models import Backing
from saidanddone.decisions.permissions import check_backs_for
from saidanddone.decisions.queries import backings as queries
from saidanddone.ui.deeds import Deed, answer

BACK = Deed(
    _("We back this"),
    _("Say it in public"),
    _("It stands on the page of the decision."),
    BackingForm,
    check_backs_for,
    intro=_("Whoever tries something new is safer when a leader stands behind them before it is known how it ends."),
)
END = Deed(
    _("End this backing"), _("End it"), _("It has ended, and stays in sight."), EndBackingForm, check_backs_for,
    kind="warning",
)  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def back_decision(request: Request, public_id: str) -> HttpResponse:
    decision = queries.to_back(request.viewer, public_id)
    led = queries.led_by(request.viewer)
    initial = {"submission_key": secrets.token_hex(32)}
    form = BackingForm(posted(request), led=led, decision=decision, initial=initial)

    def do() -> Backing:
        return actions.back(by=request.viewer, at=clock.now(), decision=decision, draft=form.draft)

    return _answered(request, BACK, form, do, public_id, decision)


@never_cache
@require_http_methods(["GET", "POST"])
def end_backing(request: Request, public_id: str, backing: str) -> HttpResponse:
    decision = queries.to_back(request.viewer, public_id)
    row = get_object_or_404(decision.backings.select_related("organisation"), public_id=backing)
    check_backs_for(by=request.viewer, organisation=row.organisation)
    form = EndBackingForm(posted(request))

    def do() -> Backing:
        reason = form.cleaned_data["reason"]
        return actions.end_backing(by=request.viewer, at=clock.now(), backing=row, reason=reason)

    return _answered(request, END, form, do, public_id, row)


def _answered(request: Request, deed: Deed, form: forms.Form, do: Any, public_id: str, about: object) -> HttpResponse:
    return answer(request, deed, form, do, back=reverse("decision", args=[public_id]) + "#backing", about=about)
