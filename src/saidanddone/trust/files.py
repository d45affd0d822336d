"""A trust page as JSON and as a feed: the same figures, with their definitions, for whoever counts on."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext

from saidanddone.core.languages import active
from saidanddone.trust.comparisons import Compared
from saidanddone.trust.feelings import Feeling, Measured
from saidanddone.trust.pages import Row, TrustPage
from saidanddone.trust.parting import RULE
from saidanddone.trust.periods import Period
from saidanddone.trust.queries.plans import Planned
from saidanddone.trust.record.figures import Shown


def as_json(page: TrustPage) -> dict[str, Any]:
    subject = page.subject
    return {
        "kind": subject.kind,
        "public_id": subject.public_id or None,
        "name": subject.name,
        "url": settings.SITE_URL + subject.page_url,
        "counted_on": page.on.isoformat(),
        "period": _period(page.period),
        "parting_rule": str(RULE),
        "determinants": [_row(each) for each in page.rows],
        "beside": [
            {
                "heading": str(each.heading),
                "felt": [_feeling(one) for one in (*each.feelings, *each.more)],
                "association": each.association or None,
            }
            for each in page.beside
        ],
        "plan": [_planned(each) for each in page.plan],
        "comparisons": [_compared(each) for each in page.comparisons],
    }


def _period(period: Period) -> dict[str, str | None]:
    return {
        "name": period.name,
        "since": period.since.isoformat() if period.since else None,
        "until": period.until.isoformat(),
    }


def _compared(each: Compared) -> dict[str, Any]:
    found = each.found
    return {
        "decision": each.comparison.decision.public_id if each.comparison.decision else None,
        "commitment": each.comparison.commitment.public_id if each.comparison.commitment else None,
        "withdrawn": {
            "at": each.comparison.withdrawn_at.isoformat(),
            "because": each.comparison.withdrawn_because,
            "language": each.comparison.language,
        }
        if each.comparison.withdrawn_at
        else None,
        "measure": each.comparison.measure,
        "starts_date": each.comparison.starts_date.isoformat(),
        "method": found.method,
        "level": asdict(found.level) if found.level else None,
        "slope_a_month": asdict(found.slope) if found.slope else None,
        "months": [
            {
                "start": line.month.start.isoformat(),
                "numerator": line.month.numerator,
                "of": line.month.of,
                "line": asdict(line.fitted) if line.fitted else None,
                "onward": asdict(line.onward) if line.onward else None,
            }
            for line in each.lines
        ],
    }


def _planned(each: Planned) -> dict[str, Any]:
    action = each.action
    return {
        "public_id": action.public_id,
        "organisation": action.organisation.slug,
        "determinant": action.determinant,
        "benefit": action.benefit,
        "what": action.what,
        "measure": action.measure,
        "owner": action.owner,
        "language": action.language,
        "translation": {"words": action.translation, "by": action.translated_by} if action.translation else None,
        "due_date": action.due_date.isoformat(),
        "state": each.state,
        "came_of_it": action.came_of_it or None,
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "determinant": row.determinant.value,
        "label": str(row.determinant.label),
        "question": str(row.determinant.question),
        "url": settings.SITE_URL + row.url,
        "leading": row.lead.asked.name if row.lead else None,
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
        "change": asdict(each.change) if each.change else None,
        "about": each.about or None,
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
        "definition": str(each.means.definition),
        "dated": str(each.means.dated),
        "weakness": str(each.means.weakness),
        "tables": list(each.means.tables),
        "rows": settings.SITE_URL + each.rows if each.rows else None,
        **_counted(each),
        "earlier": _counted(each.earlier) if each.earlier else None,
    }


def _counted(each: Shown) -> dict[str, Any]:
    return {
        "value": each.value,
        "numerator": each.numerator,
        "of": each.of,
        "of_what": str(each.means.of_what),
        "is_kept_back": each.is_kept_back,
        "since": each.since.isoformat() if each.since else None,
        "until": each.until.isoformat(),
        "parts": [
            {"name": part.name, "value": part.value, "of": part.of, "people_share": part.beside} for part in each.parts
        ],
    }


def as_atom(page: TrustPage) -> str:
    """Each published wave, each action of the plan, and each ground: a new entry when a figure of it has moved."""
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
    for item in (*_grounds(page), *_waves(page), *_plan(page)):
        feed.add_item(**item)
    return str(feed.writeString("utf-8"))


def _grounds(page: TrustPage) -> Iterator[dict[str, Any]]:
    for row in page.rows:
        known = [each for each in row.shown if each.words]
        mark = "-".join(f"{each.key}={each.numerator or each.value}/{each.of}" for each in known)
        link = settings.SITE_URL + row.url
        if known:
            shows = gettext("what the record shows")
            yield {
                "title": f"{row.determinant.label}: {shows}",
                "link": link,
                "description": ". ".join(f"{each.means.label}: {each.words}" for each in known),
                "unique_id": f"{link}#{mark}",
                "updateddate": _moment(page.on),
            }


def _waves(page: TrustPage) -> Iterator[dict[str, Any]]:
    home = settings.SITE_URL + page.subject.page_url
    for each in page.felt.feelings:
        if each.newest.words:
            yield {
                "title": f"{each.wording}: {each.newest.words}",
                "link": settings.SITE_URL + (each.url or page.subject.page_url),
                "description": each.what,
                "unique_id": f"{home}#{each.newest.wave.public_id}-{each.asked.name}",
                "updateddate": each.newest.wave.published_at or _moment(each.newest.day),
            }


def _plan(page: TrustPage) -> Iterator[dict[str, Any]]:
    home = settings.SITE_URL + page.subject.page_url
    for planned in page.plan:
        action, ended = planned.action, planned.action.done_date or planned.action.dropped_date
        link = f"{home}#action-{action.public_id}"
        yield {
            "title": f"{planned.determinant_words}: {action.what}",
            "link": link,
            "description": action.came_of_it or action.measure,
            "unique_id": f"{link}-ended" if ended else link,
            "updateddate": _moment(ended) if ended else action.planned_at,
        }


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(settings.LOCAL_TIME_ZONE))
