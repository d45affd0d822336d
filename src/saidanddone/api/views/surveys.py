"""What people are asked about trust and about services, by whom, and in which words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from saidanddone.api import schemas
from saidanddone.api.filters import SurveyFilters, SurveyResultFilters
from saidanddone.api.pages import Order, page
from saidanddone.api.queries import surveys as of_surveys
from saidanddone.api.routes import read
from saidanddone.api.schemas import PageOf
from saidanddone.surveys.models import Survey

router = Router(tags=["Felt"])
NEWEST = Order("surveys", ("first_opened_at",))
PUBLISHED = Order("survey-results", ("published_at",))


@read(router, "/surveys", name="api_surveys", shape=PageOf[schemas.Survey], also=(422,))
def surveys(request: HttpRequest, response: HttpResponse, filters: Query[SurveyFilters]) -> PageOf[schemas.Survey]:
    """Surveys that have been opened, newest first."""
    rows = filters.apply(Survey.objects.public())
    found = page(request, response, rows, NEWEST, filters, of_surveys.survey, of_surveys.surveys())
    return PageOf[schemas.Survey](**found)


@read(router, "/surveys/{public_id:public_id}", name="api_survey", shape=schemas.SurveyInFull, also=(404,))
def survey(request: HttpRequest, public_id: str) -> schemas.SurveyInFull:
    """One survey with its rounds: how each is done, and its questions in the words in which they were asked."""
    return of_surveys.in_full(get_object_or_404(of_surveys.surveys(), public_id=public_id))


@read(router, "/survey-results", name="api_survey_results", shape=PageOf[schemas.SurveyResults], also=(422,))
def survey_results(
    request: HttpRequest, response: HttpResponse, filters: Query[SurveyResultFilters]
) -> PageOf[schemas.SurveyResults]:
    """Figures of surveys that were published for everyone and stand, newest first."""
    rows = filters.apply(of_surveys.results())
    found = page(request, response, rows, PUBLISHED, filters, of_surveys.result, of_surveys.results())
    return PageOf[schemas.SurveyResults](**found)


@read(
    router,
    "/survey-results/{public_id:public_id}",
    name="api_survey_result",
    shape=schemas.SurveyResultsInFull,
    also=(404,),
)
def survey_result(request: HttpRequest, public_id: str) -> schemas.SurveyResultsInFull:
    """All figures of one round, with how sure each is; the round is named by its own id."""
    return of_surveys.result_in_full(get_object_or_404(of_surveys.results(), wave__public_id=public_id))
