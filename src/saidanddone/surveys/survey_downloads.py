"""The list of surveys as a file: what everyone may read of each, the oldest first."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse

from saidanddone.core.downloads import Column, Download, of
from saidanddone.core.languages import Language
from saidanddone.core.viewer import STRANGER
from saidanddone.surveys.models import Survey, Wave
from saidanddone.surveys.wording import worded

BATCH = 500


def _title(language: str) -> Column:
    return lambda row: worded(row.title, language).text


def _newest(name: str) -> Column:
    value = of(name)
    return lambda row: value(row.seen_waves[0]) if row.seen_waves else None


_SURVEY: dict[str, Column] = {
    "public_id": of("public_id"),
    "url": lambda row: settings.SITE_URL + reverse("survey", args=[row.public_id]),
    **{f"title_{each.value}": _title(each.value) for each in Language},
    "organisation": of("organisation.slug"),
    "kind": of("kind"),
    "about_kind": of("about_kind"),
    "about_id": of("about_id"),
    "first_opened_at": of("first_opened_at"),
    "rounds": lambda row: len(row.seen_waves),
    "newest_round": _newest("number"),
    "newest_state": _newest("state"),
    "newest_opens": _newest("opens_date"),
    "newest_closes": _newest("closes_date"),
    "is_redacted": of("is_redacted"),
}
SURVEYS = Download(
    "surveys",
    _SURVEY,
    {
        "id": "the database's own number; public_id stands for it",
        "title": "a column for each language",
        "introduction": "its page has it; of staff, nobody else reads it",
        "thanks": "for those who have answered",
        "state": "whoever builds it needs that; the newest round says whether it is asked",
        "created_by": "who began it is their own business",
        "created_at": "first_opened_at says since when it is public",
        "submission_key": "keeps a form that is sent twice from making two rows",
    },
)


def surveys() -> Iterator[Survey]:
    seen = Wave.objects.found_by(STRANGER).filter(opened_at__isnull=False).order_by("-number")
    rows = Survey.objects.found_by(STRANGER).filter(first_opened_at__isnull=False).select_related("organisation")
    shown = rows.prefetch_related(Prefetch("waves", seen.defer("questions"), to_attr="seen_waves"))
    return shown.order_by("first_opened_at", "pk").iterator(chunk_size=BATCH)
