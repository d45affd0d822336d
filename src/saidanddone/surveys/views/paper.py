"""The desk: sheets of paper, typed in by two people, and compared."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saidanddone.core import clock
from saidanddone.core.languages import active
from saidanddone.core.requests import Request, posted
from saidanddone.core.rules import Refused
from saidanddone.surveys import actions
from saidanddone.surveys.forms.answering import PageForm
from saidanddone.surveys.models import Wave
from saidanddone.surveys.permissions.paper import check_types
from saidanddone.surveys.queries import paper as queries
from saidanddone.surveys.queries.sample import wave_for_desk
from saidanddone.surveys.questionnaire import questionnaire


class NumberForm(forms.Form):
    number = forms.CharField(label=gettext_lazy("Number on the sheet"), max_length=20)


def _wave(request: Request, slug: str, public_id: str, wave: str) -> Wave:
    found = wave_for_desk(request.viewer, slug, public_id, wave)
    check_types(by=request.viewer, wave=found)
    return found


@never_cache
@require_http_methods(["GET", "POST"])
def paper(request: Request, slug: str, public_id: str, wave: str) -> HttpResponse:
    """Which sheets wait for whom; and a new one, all its questions on one page as they stand on the paper."""
    found = _wave(request, slug, public_id, wave)
    number = NumberForm(posted(request), initial={"number": request.GET.get("number", "")[:20]})
    form = PageForm(posted(request), questions=questionnaire(found), answers={})
    if form.is_valid() and number.is_valid():
        held = {"number": number.cleaned_data["number"], "answers": form.answers, "language": active()}
        try:
            sheet = actions.type_sheet(by=request.viewer, at=clock.now(), wave=found, **held)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            differs = sheet.entry > 1 and sheet.response_id is None
            if differs:
                messages.warning(request, _("It differs from the first. Look at the paper."))
                return redirect("settle_sheet", slug, public_id, wave, sheet.number)
            messages.success(request, _("Kept."))
            return redirect("survey_paper", slug, public_id, wave)
    context = {"wave": found, "form": form, "number": number, "slug": slug}
    context["sheets"] = queries.sheets(found, request.viewer)
    return render(request, "surveys/desk_paper.html", context, status=400 if form.errors or number.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def settle(request: Request, slug: str, public_id: str, wave: str, number: str) -> HttpResponse:
    """What the two read, side by side, and what stands on the paper."""
    found = _wave(request, slug, public_id, wave)
    typed = queries.typed(found, number)
    if len(typed) < 2 or typed[0].response_id:
        raise Http404
    differ = queries.differences(found, *typed)
    form = PageForm(posted(request), questions=[each.asked for each in differ], answers={})
    if form.is_valid():
        agreed: dict[str, Any] = {**typed[0].answers, **form.answers}
        try:
            actions.settle_sheet(by=request.viewer, at=clock.now(), wave=found, number=number, answers=agreed)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The sheet is settled."))
            return redirect("survey_paper", slug, public_id, wave)
    context = {"wave": found, "form": form, "slug": slug, "number": number}
    context["rows"] = [(each, form[each.asked.name]) for each in differ]
    return render(request, "surveys/desk_sheet.html", context, status=400 if form.errors else 200)
