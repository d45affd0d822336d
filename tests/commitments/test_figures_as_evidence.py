"""An update may name the figure that shows it: an observation of an outcome, which stands beside its words."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from saidanddone.commitments import actions
from saidanddone.commitments.drafts import UpdateDraft
from saidanddone.commitments.models import Update
from saidanddone.core.rules import Refused
from tests.commitments.factories import (
    CommitmentFactory,
    IndicatorFactory,
    ObservationFactory,
    OutcomeFactory,
    OwnerFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def promise(cast):
    outcome = OutcomeFactory(place=cast.county)
    return CommitmentFactory(organisation=cast.council, place=cast.county, outcome=outcome)


@pytest.fixture
def figure(promise, cast):
    indicator = IndicatorFactory(outcome=promise.outcome, title="Buses that ran", unit="%", steward=cast.council)
    return ObservationFactory(
        indicator=indicator, value=91.5, start_date=date(2025, 10, 1), end_date=date(2025, 12, 31)
    )


@pytest.fixture
def officer(client, cast, at):
    cast.sign_in(client, "officer")
    with time_machine.travel(at, tick=False):
        yield client


def say(cast, at, promise, figure_ref, client=None):
    draft = UpdateDraft(organisation=cast.council, done="The buses run.", evidence_ref=figure_ref)
    return actions.update_commitment(by=cast.viewer("officer"), at=at, commitment=promise, draft=draft)


def page(client, promise):
    return client.get(reverse("commitment", args=[promise.public_id])).content.decode()


def test_the_figure_is_chosen_in_the_form_and_stands_on_the_page(officer, promise, figure):
    address = reverse("update_commitment", args=[promise.public_id])
    shown = officer.get(address)
    assert "Buses that ran: 91.5%" in shown.content.decode()

    key = shown.context["form"]["submission_key"].value()
    answers = {"done": "The buses run.", "claim": "goes_on", "language": "en", "submission_key": key}
    officer.post(address, answers | {"evidence_ref": str(figure.ref)})

    assert Update.objects.get().evidence_ref == str(figure.ref)
    assert "Buses that ran: 91.5%" in page(officer, promise)
    assert f"{reverse('outcome', args=[promise.outcome.public_id])}#indicator-{figure.indicator.public_id}" in page(
        officer, promise
    )


@pytest.mark.parametrize("ref", ["observation:0000000000", "contribution:7k3m9qx2pd", "observation:", "<b>", "x" * 90])
def test_what_is_no_figure_is_refused(cast, at, promise, ref):
    with pytest.raises(Refused, match="figure"):
        say(cast, at, promise, ref)


def test_a_figure_of_an_outcome_that_has_nothing_to_do_with_it_is_refused(cast, at, promise):
    with pytest.raises(Refused, match="figure"):
        say(cast, at, promise, str(ObservationFactory().ref))


def test_a_figure_of_an_outcome_that_its_organisation_answers_for_will_do(cast, at, promise):
    other = ObservationFactory()
    OwnerFactory(outcome=other.indicator.outcome, organisation=cast.council)

    assert say(cast, at, promise, str(other.ref)).evidence_ref == str(other.ref)


def test_a_figure_of_a_hidden_outcome_stands_nowhere(client, cast, at, promise, figure):
    say(cast, at, promise, str(figure.ref))
    promise.outcome.hidden_at = at
    promise.outcome.save()

    assert "Buses that ran" not in page(client, promise)


def test_a_revised_figure_says_so(client, cast, at, promise, figure):
    say(cast, at, promise, str(figure.ref))
    figure.superseded_at = at + timedelta(days=3)
    figure.save()

    assert "has been revised since" in page(client, promise)


def test_many_figures_cost_one_query(client, cast, at, promise, figure, django_assert_max_num_queries):
    say(cast, at, promise, str(figure.ref))
    page(client, promise)
    with django_assert_max_num_queries(60) as first:
        page(client, promise)
    for number in range(5):
        say(cast, at + timedelta(minutes=number), promise, str(figure.ref))

    with django_assert_max_num_queries(len(first)):
        page(client, promise)
