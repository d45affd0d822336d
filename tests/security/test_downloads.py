"""Every list that can be taken away as a file: in three forms, safe in a spreadsheet, and only what is public."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from openpyxl import load_workbook

from saidanddone.alliances.downloads import DOWNLOAD as ALLIANCES
from saidanddone.alliances.models import Alliance
from saidanddone.commitments.downloads import DOWNLOAD as COMMITMENTS
from saidanddone.commitments.models import Observation, Outcome
from saidanddone.commitments.outcome_downloads import FIGURES, OUTCOMES
from saidanddone.commitments.setback_downloads import DOWNLOAD as SETBACKS
from saidanddone.contributions.downloads import DOWNLOAD as CONTRIBUTIONS
from saidanddone.core.downloads import Download, Ending
from saidanddone.decisions.decision_downloads import DOWNLOAD as DECISIONS
from saidanddone.decisions.finding_downloads import DOWNLOAD as FINDINGS
from saidanddone.moderation.downloads import LOG as MODERATION_LOG
from saidanddone.moderation.models import Case
from saidanddone.moderation.models import Decision as ModerationDecision
from saidanddone.surveys.models import Analysis, Estimate, Survey, Wave
from saidanddone.surveys.result_downloads import FIGURES as SURVEYED
from saidanddone.surveys.survey_downloads import SURVEYS
from saidanddone.web.downloads import ORGANISATIONS, PLACES
from tests.alliances.factories import AllianceFactory
from tests.commitments.factories import (
    CommitmentFactory,
    IndicatorFactory,
    ObservationFactory,
    OutcomeFactory,
    SetbackFactory,
)
from tests.contributions.factories import ContributionFactory
from tests.decisions.factories import DecisionFactory, FindingFactory
from tests.people.factories import OrganisationFactory
from tests.places.factories import PlaceFactory
from tests.security.walk import patterns
from tests.surveys.factories import AnalysisFactory, EstimateFactory, SurveyFactory, WaveFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
COUNTS = {"moderation_counts_download", "coverage_download"}
"""Numbers alone."""
MEASURED = "7k3m9qx2pd"
"""The outcome, and the survey, whose figures are taken."""
FORMULA = '=HYPERLINK("http://evil.example")'
MARK = "Quercus"
"""A word that stands in nothing else."""


@dataclass(frozen=True)
class Listed:
    """`make` gives a row that everyone may see, with `FORMULA` as its `words`; `hide` one that nobody may."""

    download: Download
    model: type[Model]
    words: str
    make: Callable[..., Model]
    hide: Callable[[], object] | None = None
    of: Mapping[str, str] = field(default_factory=dict)
    """What its address is opened with beside the ending."""


def figure(**facts):
    outcome = Outcome.objects.filter(public_id=MEASURED).first() or OutcomeFactory(public_id=MEASURED)
    return ObservationFactory(indicator=IndicatorFactory(outcome=outcome), **facts)


def surveyed(published=True, **facts):
    analysis = Analysis.objects.filter(wave__public_id=MEASURED, published_at__isnull=not published).first()
    if analysis is None:
        wave = Wave.objects.filter(public_id=MEASURED).first() or WaveFactory(
            closed=True, state="published", public_id=MEASURED, survey__public_id=MEASURED
        )
        analysis = AnalysisFactory(wave=wave, published_at=AT if published else None, readers="everyone")
    return EstimateFactory(analysis=analysis, **facts)


def moderated(reason="It names somebody.", **facts):
    case = Case.objects.create(
        about_kind="contribution", about_id="7k3m9qx2pd", origin="reported", state="decided", opened_at=AT, closed_at=AT
    )
    decided = {"outcome": "hide", "category": "personal", "is_reason_public": True, "decided_at": AT}
    return ModerationDecision.objects.create(case=case, reason=reason, **decided, **facts)


LISTS = {
    "contributions_download": Listed(
        CONTRIBUTIONS,
        ContributionFactory._meta.model,
        "text",
        ContributionFactory,
        lambda: [ContributionFactory(text=MARK, **{trait: True}) for trait in ("hidden", "withdrawn", "held")],
    ),
    "commitments_download": Listed(
        COMMITMENTS,
        CommitmentFactory._meta.model,
        "promise",
        CommitmentFactory,
        lambda: CommitmentFactory(promise=MARK, hidden_at=AT),
    ),
    "decisions_download": Listed(
        DECISIONS,
        DecisionFactory._meta.model,
        "reasons",
        partial(DecisionFactory, decided=True),
        lambda: [
            DecisionFactory(reasons=MARK),
            DecisionFactory(reasons=MARK, decided=True, hidden_at=AT),
        ],
    ),
    "outcomes_download": Listed(
        OUTCOMES, Outcome, "title", OutcomeFactory, lambda: OutcomeFactory(title=MARK, hidden_at=AT)
    ),
    "figures_download": Listed(
        FIGURES, Observation, "note", figure, lambda: ObservationFactory(note=MARK), of={"public_id": MEASURED}
    ),
    "surveys_download": Listed(
        SURVEYS,
        Survey,
        "about_kind",
        partial(SurveyFactory, opened=True),
        lambda: [SurveyFactory(about_kind=MARK), SurveyFactory(about_kind=MARK, opened=True, of_staff=True)],
    ),
    "survey_figures": Listed(
        SURVEYED,
        Estimate,
        "item",
        surveyed,
        lambda: surveyed(published=False, item=MARK),
        of={"public_id": MEASURED, "wave": MEASURED},
    ),
    "findings_download": Listed(
        FINDINGS,
        FindingFactory._meta.model,
        "title",
        partial(FindingFactory, published=True),
        lambda: [
            FindingFactory(title=MARK, checking=True),
            FindingFactory(title=MARK, withdrawn=True),
            FindingFactory(title=MARK, published=True, hidden_at=AT),
        ],
    ),
    "setbacks_download": Listed(
        SETBACKS, SetbackFactory._meta.model, "title", SetbackFactory, lambda: SetbackFactory(title=MARK, hidden_at=AT)
    ),
    "moderation_decisions_download": Listed(
        MODERATION_LOG, ModerationDecision, "reason", moderated, lambda: moderated(MARK, is_public=False)
    ),
    "alliances_download": Listed(
        ALLIANCES,
        Alliance,
        "title",
        AllianceFactory,
        lambda: [AllianceFactory(title=MARK, draft=True), AllianceFactory(title=MARK, hidden_at=AT)],
    ),
    "organisations_download": Listed(ORGANISATIONS, OrganisationFactory._meta.model, "name", OrganisationFactory),
    "places_download": Listed(PLACES, PlaceFactory._meta.model, "name", PlaceFactory),
}
every_list = pytest.mark.parametrize("name", LISTS)


def taken(client, name, ending):
    response = client.get(reverse(name, kwargs={**LISTS[name].of, "ending": ending}))
    assert response.status_code == 200
    assert response["Content-Disposition"].endswith(f'{LISTS[name].download.name}.{ending}"')
    return b"".join(response.streaming_content)


def rows_of(client, name, ending):
    body = taken(client, name, ending)
    if ending == Ending.JSON:
        return json.loads(body)
    if ending == Ending.CSV:
        return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    header, *rows = load_workbook(io.BytesIO(body)).active.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_every_list_that_can_be_taken_away_is_here():
    taking = {str(each.name) for each in patterns(get_resolver()) if "<ending:" in str(each.pattern)}

    assert taking - COUNTS == set(LISTS)


@every_list
def test_every_field_is_a_column_or_left_out_with_a_reason(name):
    listed = LISTS[name]
    fields = {each.name for each in (*listed.model._meta.concrete_fields, *listed.model._meta.many_to_many)}

    assert fields <= set(listed.download.columns) | set(listed.download.left_out)
    assert not set(listed.download.columns) & set(listed.download.left_out)
    assert all(listed.download.left_out.values())


@every_list
def test_the_three_forms_have_the_same_rows_and_columns(client, cast, name):
    for _ in range(3):
        LISTS[name].make()

    found = {ending: rows_of(client, name, ending) for ending in Ending}

    assert {tuple(rows[0]) for rows in found.values()} == {tuple(LISTS[name].download.columns)}
    assert len({len(rows) for rows in found.values()}) == 1
    assert len(found[Ending.JSON]) >= 3


@every_list
def test_nothing_in_it_is_a_formula(client, cast, name):
    listed = LISTS[name]
    row = listed.make()
    listed.model.objects.filter(pk=row.pk).update(**{listed.words: FORMULA})

    lines = rows_of(client, name, Ending.CSV)
    cells = [cell for row in load_workbook(io.BytesIO(taken(client, name, Ending.XLSX))).active for cell in row]

    assert f"'{FORMULA}" in [line[listed.words] for line in lines]
    assert FORMULA in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize("name", [name for name, listed in LISTS.items() if listed.hide])
@pytest.mark.parametrize("who", ["stranger", "officer", "moderator"])
def test_what_is_not_public_is_in_none_of_them_whoever_asks(client, cast, settings, name, who):
    settings.SECOND_FACTOR_REQUIRED = False
    LISTS[name].make()
    LISTS[name].hide()
    cast.sign_in(client, who)

    for ending in Ending:
        found = rows_of(client, name, ending)

        assert len(found) == 1
        assert not [row for row in found if MARK in str(row[LISTS[name].words])]


@every_list
def test_a_longer_list_takes_no_more_queries(client, cast, name):
    counts = []
    for size in (1, 6):
        for _ in range(size):
            LISTS[name].make()
        with CaptureQueriesContext(connection) as queries:
            taken(client, name, Ending.CSV)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 10


def test_where_a_promise_came_from_is_named_only_while_everyone_may_read_that(client, cast):
    origins = [ContributionFactory(), ContributionFactory(hidden=True), ContributionFactory(for_one_organisation=True)]
    for each in origins:
        CommitmentFactory(contribution=each)

    found = [row["origin"] for row in rows_of(client, "commitments_download", Ending.JSON)]

    assert found == [str(origins[0].ref), None, None]
