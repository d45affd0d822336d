"""A trust page as JSON and as a feed: the same figures, with their definitions, for whoever counts on."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext

from saidanddone.core.languages import active
from saidanddone.trust.felt import Feeling, Measured
from saidanddone.trust.pages import Row, TrustPage
from saidanddone.trust.parting import RULE
from saidanddone.trust.record.figures import Shown


def as_json(page: TrustPage) -> dict[str, Any]:
    subject = page.subject
    return {
        "kind": subject.kind,
        "public_id": subject.public_id or None,
        "name": subject.name,
        "url": settings.SITE_URL + subject.page_url,
        "counted_on": page.on.isoformat(),
        "parting_rule": str(RULE),
        "determinants": [_row(each) for each in page.rows],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "determinant": row.determinant.value,
        "label": str(row.determinant.label),
        "question": str(row.determinant.question),
        "url": settings.SITE_URL + row.url,
        "felt": [_feeling(each) for each in row.feelings],
        "felt_by_staff": [_feeling(each) for each in row.of_staff],
        "record": [_shown(each) for each in row.shown],
        "parting": row.parting.name if row.parting else None,
    }


def _feeling(each: Feeling) -> dict[str, Any]:
    return {
        "survey": each.survey.public_id,
        "question": each.asked.name,
        "wording": dict(each.asked.wording),
        "newest": _measured(each.newest),
        "earlier": [_measured(before) for before in each.earlier],
        "breaks_before": each.breaks,
    }


def _measured(each: Measured) -> dict[str, Any]:
    return {
        "wave": each.wave.public_id,
        "closed": each.day.isoformat(),
        "figure": each.figure,
        "value": each.value,
        "lower": each.lower if each.has_interval else None,
        "upper": each.upper if each.has_interval else None,
        "count": each.count,
        "is_probability": each.wave.is_probability,
        "marker": each.marker or None,
    }


def _shown(each: Shown) -> dict[str, Any]:
    return {
        "key": each.key,
        "label": str(each.means.label),
        "unit": each.means.unit,
        "value": each.value,
        "numerator": each.numerator,
        "of": each.of,
        "of_what": str(each.means.of_what),
        "is_kept_back": each.is_kept_back,
        "since": each.since.isoformat() if each.since else None,
        "until": each.until.isoformat(),
        "definition": str(each.means.definition),
        "weakness": str(each.means.weakness),
        "tables": list(each.means.tables),
        "rows": settings.SITE_URL + each.rows if each.rows else None,
        "parts": [
            {"name": part.name, "value": part.value, "of": part.of, "people_share": part.beside} for part in each.parts
        ],
    }


def as_atom(page: TrustPage) -> str:
    """One entry for each published wave, and one for each ground: a new one when a figure of it has moved."""
    subject = page.subject
    home = settings.SITE_URL + subject.page_url
    title = gettext("Trust: %(name)s") % {"name": subject.name}
    feed = Atom1Feed(
        title=title,
        link=home,
        description="",
        language=active(),
        feed_url=settings.SITE_URL + subject.url("trust_atom"),
    )
    for row in page.rows:
        known = [f"{each.means.label}: {each.words}" for each in row.shown if each.words]
        mark = "-".join(f"{each.key}={each.numerator or each.value}/{each.of}" for each in row.shown if each.words)
        link = settings.SITE_URL + row.url
        if known:
            feed.add_item(
                title=f"{row.determinant.label}: {gettext('what the record shows')}",
                link=link,
                description=". ".join(known),
                unique_id=f"{link}#{mark}",
                updateddate=_moment(page.on),
            )
    for each in page.felt.feelings:
        if each.newest.words:
            feed.add_item(
                title=f"{each.wording}: {each.newest.words}",
                link=settings.SITE_URL + (each.url or subject.page_url),
                description=each.what,
                unique_id=f"{home}#{each.newest.wave.public_id}-{each.asked.name}",
                updateddate=each.newest.wave.published_at or _moment(each.newest.day),
            )
    return str(feed.writeString("utf-8"))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(settings.LOCAL_TIME_ZONE))
