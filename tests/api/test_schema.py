"""Whatever may be asked of the API is answered as its schema says: schemathesis makes up the questions."""

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from saidanddone.api.reading import described
from saidanddone.core.throttle import Throttle
from tests.api.test_funds import pooled
from tests.commitments.factories import FollowUpFactory, ObservationFactory, OwnerFactory, SetbackFactory
from tests.contributions.factories import AnswerFactory, ContributionFactory
from tests.decisions.factories import DecisionFactory, EvidenceFactory, FindingFactory, UseFactory, WriterFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
QUESTIONS = 12


@pytest.fixture
def things(cast):
    """One of each, so that no list is empty; their ids by the start of the address."""
    finding, decision = FindingFactory(published=True), DecisionFactory(decided=True)
    EvidenceFactory(finding=finding)
    WriterFactory(finding=finding)
    UseFactory(decision=decision)
    answer = AnswerFactory(contribution=ContributionFactory(organisations=[cast.council]))
    promise, setback = FollowUpFactory().commitment, SetbackFactory()
    outcome = ObservationFactory().indicator.outcome
    OwnerFactory(outcome=outcome)
    rows = {
        "findings": finding,
        "decisions": decision,
        "commitments": promise,
        "setbacks": setback,
        "outcomes": outcome,
        "answers": answer,
        "funds": pooled(cast),
        "contributions": answer.contribution,
    }
    return {name: row.public_id for name, row in rows.items()}


@pytest.mark.parametrize("path", sorted(described()["paths"]))
def test_answers_are_as_the_schema_says_whatever_is_asked(things, monkeypatch, path):
    monkeypatch.setattr("saidanddone.api.reading.READS", Throttle("api", limit=1_000_000, seconds=60))
    operation = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())[path]["GET"]
    own = things.get(path.split("/")[3], "0000000000")

    @given(case=operation.as_strategy())
    @settings(max_examples=QUESTIONS, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def ask(case):
        if "public_id" in (case.path_parameters or {}):
            case.path_parameters["public_id"] = own
        case.call_and_validate(checks=CHECKS)

    ask()
