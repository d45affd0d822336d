"""What people are asked, in rounds. Plans and drafts are nobody's business; surveys of staff are their own."""

from typing import Any

from django.db.models import QuerySet

from saidanddone.api import schemas
from saidanddone.api.queries.links import as_is, or_null, organisation_link, page
from saidanddone.surveys.models import Survey, Wave


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
        **or_null(row, "sponsor", "withdrawn_reason"),
        questions=[_asked(each) for each in row.questions],
    )


def _asked(kept: dict[str, Any]) -> schemas.Asked:
    told = dict(kept)
    return schemas.Asked(measures=told.pop("construct"), **told)
