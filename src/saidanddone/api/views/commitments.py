"""What is promised, what went wrong, and what changes for people."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from saidanddone.api import schemas
from saidanddone.api.filters import CommitmentFilters, ObservationFilters, OutcomeFilters, SetbackFilters
from saidanddone.api.pages import Order, page
from saidanddone.api.queries import commitments as of_commitments
from saidanddone.api.queries import outcomes as of_outcomes
from saidanddone.api.routes import read
from saidanddone.api.schemas import PageOf
from saidanddone.commitments.models import Commitment, Observation, Outcome, Setback
from saidanddone.core import clock

router = Router(tags=["Promised and changed"])
NEWEST_COMMITMENTS = Order("commitments", ("made_at",))
NEWEST_SETBACKS = Order("setbacks", ("said_at",))
NEWEST_OUTCOMES = Order("outcomes", ("set_at",))
OBSERVATIONS = Order("observations", ("recorded_at",), descending=False)


@read(router, "/commitments", name="api_commitments", shape=PageOf[schemas.Commitment], also=(422,))
def commitments(
    request: HttpRequest, response: HttpResponse, filters: Query[CommitmentFilters]
) -> PageOf[schemas.Commitment]:
    """Promises, newest first."""
    on = clock.local_date(clock.now())
    rows, shape = filters.apply(Commitment.objects.public(), on), partial(of_commitments.commitment, on=on)
    found = page(request, response, rows, NEWEST_COMMITMENTS, filters, shape, of_commitments.commitments())
    return PageOf[schemas.Commitment](**found)


@read(router, "/commitments/{public_id:public_id}", name="api_commitment", shape=schemas.CommitmentInFull, also=(404,))
def commitment(request: HttpRequest, public_id: str) -> schemas.CommitmentInFull:
    """One promise, with its steps, its updates, and every wording and day that it had."""
    row = get_object_or_404(of_commitments.commitments(), public_id=public_id)
    return of_commitments.in_full(row, clock.local_date(clock.now()))


@read(router, "/setbacks", name="api_setbacks", shape=PageOf[schemas.Setback], also=(422,))
def setbacks(request: HttpRequest, response: HttpResponse, filters: Query[SetbackFilters]) -> PageOf[schemas.Setback]:
    """What went wrong, newest first."""
    rows = filters.apply(Setback.objects.public())
    found = page(request, response, rows, NEWEST_SETBACKS, filters, of_commitments.setback, of_commitments.setbacks())
    return PageOf[schemas.Setback](**found)


@read(router, "/setbacks/{public_id:public_id}", name="api_setback", shape=schemas.Setback, also=(404,))
def setback(request: HttpRequest, public_id: str) -> schemas.Setback:
    """One thing that went wrong, with what was found when it was looked at again."""
    return of_commitments.setback(get_object_or_404(of_commitments.setbacks(), public_id=public_id))


@read(router, "/outcomes", name="api_outcomes", shape=PageOf[schemas.Outcome], also=(422,))
def outcomes(request: HttpRequest, response: HttpResponse, filters: Query[OutcomeFilters]) -> PageOf[schemas.Outcome]:
    """Long-term changes for people that several organisations answer for, newest first."""
    rows = filters.apply(Outcome.objects.public())
    found = page(request, response, rows, NEWEST_OUTCOMES, filters, of_outcomes.outcome, of_outcomes.outcomes())
    return PageOf[schemas.Outcome](**found)


@read(router, "/outcomes/{public_id:public_id}", name="api_outcome", shape=schemas.OutcomeInFull, also=(404,))
def outcome(request: HttpRequest, public_id: str) -> schemas.OutcomeInFull:
    """One outcome with its indicators, three opinions of each kept apart, and its report calendar."""
    row = get_object_or_404(of_outcomes.outcomes(), public_id=public_id)
    return of_outcomes.in_full(row, clock.local_date(clock.now()))


@read(
    router,
    "/outcomes/{public_id:public_id}/observations",
    name="api_outcome_observations",
    shape=PageOf[schemas.Observation],
    also=(404, 422),
)
def observations(
    request: HttpRequest, response: HttpResponse, public_id: str, filters: Query[ObservationFilters]
) -> PageOf[schemas.Observation]:
    """Every figure of an outcome in the order in which it was recorded, those that were revised too."""
    row = get_object_or_404(Outcome.objects.public(), public_id=public_id)
    rows, whole = filters.apply(Observation.objects.filter(indicator__outcome=row)), of_outcomes.observations()
    found = page(request, response, rows, OBSERVATIONS, filters, of_outcomes.observation, whole)
    return PageOf[schemas.Observation](**found)
