"""What people are asked about trust and about services, by whom, and in which words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from saidanddone.api import schemas
from saidanddone.api.filters import SurveyFilters
from saidanddone.api.pages import Order, page
from saidanddone.api.queries import surveys as of_surveys
from saidanddone.api.routes import read
from saidanddone.api.schemas import PageOf
from saidanddone.surveys.models import Survey

router = Router(tags=["Felt"])
NEWEST = Order("surveys", ("first_opened_at",))


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
