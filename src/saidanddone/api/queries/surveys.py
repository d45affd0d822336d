"""What people are asked, in rounds. Plans and drafts are nobody's business; surveys of staff are their own."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from saidanddone.api import schemas
from saidanddone.api.queries.links import as_is, or_null, organisation_link, page
from saidanddone.surveys import result_downloads
from saidanddone.surveys.models import Analysis, Survey, Wave


def surveys() -> QuerySet[Survey]:
    return Survey.objects.public().select_related("organisation")


def survey(row: Survey) -> schemas.Survey:
    return schemas.Survey(**_survey(row))


def _survey(row: Survey) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "url": page("survey", row.public_id),
        **as_is(row, "title", "introduction", "kind", "state", "first_opened_at", "is_redacted"),
        "organisation": organisation_link(row.organisation),
        "about": schemas.About(kind=row.about_kind, id=row.about_id),
    }


def in_full(row: Survey) -> schemas.SurveyInFull:
    waves = Wave.objects.public().filter(survey=row).order_by("-number")
    return schemas.SurveyInFull(**_survey(row), thanks=row.thanks, waves=[_wave(each) for each in waves])


def _wave(row: Wave) -> schemas.Wave:
    return schemas.Wave(
        id=row.public_id,
        **as_is(row, "number", "state", "opens_date", "closes_date", "sampling", "is_probability"),
        **as_is(row, "population", "frame", "design", "modes", "wanted", "opened_at", "closed_at", "published_at"),
        **as_is(row, "identity_deleted_date", "questions_digest", "is_redacted"),
        **or_null(row, "sponsor", "withdrawn_reason", "first_closes_date", "moved_reason"),
        questions=[_asked(each) for each in row.questions],
    )


def _asked(kept: dict[str, Any]) -> schemas.Asked:
    told = dict(kept)
    return schemas.Asked(measures=told.pop("construct"), **told)


def results() -> QuerySet[Analysis]:
    """Of staff too, where they were published for everyone."""
    rows = Analysis.objects.public().published().exclude(wave__state=Wave.State.WITHDRAWN)
    return rows.select_related("wave__survey__organisation")


def result(row: Analysis) -> schemas.SurveyResults:
    return schemas.SurveyResults(**_result(row))


def _result(row: Analysis) -> dict[str, Any]:
    wave, survey = row.wave, row.wave.survey
    return {
        "id": row.public_id,
        "url": settings.SITE_URL + reverse("survey_results", args=[survey.public_id, wave.public_id]),
        "survey": survey.public_id,
        "title": survey.title,
        "organisation": organisation_link(survey.organisation),
        "about": schemas.About(kind=survey.about_kind, id=survey.about_id),
        "wave": wave.public_id,
        **as_is(wave, "number", "closes_date", "is_probability"),
        **as_is(row, "published_at", "method", "engine"),
        "n": row.count,
        "effective_n": row.effective_count,
    }


def result_in_full(row: Analysis) -> schemas.SurveyResultsInFull:
    figures = [_figure(each) for each in result_downloads.lines(row.wave, row)]
    return schemas.SurveyResultsInFull(**_result(row), association=row.association, figures=figures)


def _figure(line: result_downloads.Line) -> schemas.SurveyFigure:
    each = line.estimate
    return schemas.SurveyFigure(
        **as_is(each, "item", "figure", "kind", "variable", "group", "place", "marker"),
        question=line.question,
        unit=line.unit,
        n=each.count,
        effective_n=each.effective_count,
        value=line.scaled("value"),
        lower=line.scaled("lower"),
        upper=line.scaled("upper"),
    )
