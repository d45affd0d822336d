"""What was said, and what was answered."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from saidanddone.api import schemas
from saidanddone.api.filters import AnswerFilters, ContributionFilters
from saidanddone.api.pages import page
from saidanddone.api.queries import contributions as queries
from saidanddone.api.routes import read
from saidanddone.api.schemas import PageOf
from saidanddone.contributions.models import Answer
from saidanddone.core import clock
from saidanddone.core.viewer import STRANGER

router = Router(tags=["What people say"])


@read(router, "/contributions", name="api_contributions", shape=PageOf[schemas.Contribution], also=(422,))
def contributions(
    request: HttpRequest, response: HttpResponse, filters: Query[ContributionFilters]
) -> PageOf[schemas.Contribution]:
    """What people say, newest first unless `sort` says otherwise."""
    on = clock.local_date(clock.now())
    shape = partial(queries.contribution, on=on)
    found = page(request, response, filters.matches(on), filters.order, filters, shape, queries.contributions())
    return PageOf[schemas.Contribution](**found)


@read(
    router,
    "/contributions/{public_id:public_id}",
    name="api_contribution",
    shape=schemas.ContributionWithAnswers,
    also=(404,),
)
def contribution(request: HttpRequest, public_id: str) -> schemas.ContributionWithAnswers:
    """One contribution with all answers to it."""
    row = get_object_or_404(queries.contributions(), public_id=public_id)
    return queries.contribution_with_answers(row, clock.local_date(clock.now()))


@read(router, "/answers", name="api_answers", shape=PageOf[schemas.Answer], also=(422,))
def answers(request: HttpRequest, response: HttpResponse, filters: Query[AnswerFilters]) -> PageOf[schemas.Answer]:
    """What organisations say back, newest first."""
    rows = filters.apply(Answer.objects.visible_to(STRANGER))
    found = page(request, response, rows, filters.order, filters, queries.answer, queries.answers())
    return PageOf[schemas.Answer](**found)


@read(router, "/answers/{public_id:public_id}", name="api_answer", shape=schemas.Answer, also=(404,))
def answer(request: HttpRequest, public_id: str) -> schemas.Answer:
    """One answer, with the verdict of whoever it was given to."""
    return queries.answer(get_object_or_404(queries.answers(), public_id=public_id))
