"""Surveys, for everyone to read: what is asked and why, whose it is, and when; the list as files and as a feed."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saidanddone.core import clock
from saidanddone.core.downloads import Ending
from saidanddone.core.paging import page_number
from saidanddone.core.requests import Request
from saidanddone.surveys import result_feeds, survey_downloads, ways_in
from saidanddone.surveys.queries import surveys as queries


@login_not_required
@require_safe
def surveys(request: Request) -> HttpResponse:
    page = queries.page(viewer=request.viewer, number=page_number(request.GET.get("page")))
    return render(request, "surveys/surveys.html", {"page": page})


@login_not_required
@require_safe
def surveys_download(request: Request, ending: Ending) -> StreamingHttpResponse:
    return survey_downloads.SURVEYS.answer(request, ending, survey_downloads.surveys())


@login_not_required
@require_safe
def surveys_atom(request: Request) -> HttpResponse:
    return HttpResponse(result_feeds.as_atom(), content_type="application/atom+xml; charset=utf-8")


@login_not_required
@require_safe
def survey(request: Request, public_id: str) -> HttpResponse:
    shown = queries.shown(public_id, viewer=request.viewer)
    newest, context = shown.newest, {"shown": shown, "survey": shown.survey, "answer_url": ""}
    if newest and shown.is_whole and newest.takes_answers(clock.local_date(clock.now())):
        context["answer_url"] = ways_in.for_everyone(newest)
    return render(request, "surveys/survey.html", context)
