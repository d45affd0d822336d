"""Surveys, for everyone to read: what is asked and why, whose it is, and when."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saidanddone.core import clock
from saidanddone.core.paging import page_number
from saidanddone.core.requests import Request
from saidanddone.surveys import ways_in
from saidanddone.surveys.queries import surveys as queries


@login_not_required
@require_safe
def surveys(request: Request) -> HttpResponse:
    page = queries.page(viewer=request.viewer, number=page_number(request.GET.get("page")))
    return render(request, "surveys/surveys.html", {"page": page})


@login_not_required
@require_safe
def survey(request: Request, public_id: str) -> HttpResponse:
    shown = queries.shown(public_id, viewer=request.viewer)
    newest, context = shown.newest, {"shown": shown, "survey": shown.survey, "answer_url": ""}
    if newest and shown.is_whole and newest.takes_answers(clock.local_date(clock.now())):
        context["answer_url"] = ways_in.for_everyone(newest)
    return render(request, "surveys/survey.html", context)
