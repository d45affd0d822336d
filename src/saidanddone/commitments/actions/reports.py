"""The calendar of reports, and what staff say of the work around the work."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from saidanddone.commitments import outcome_entries as entries
from saidanddone.commitments.models import Burden, Outcome, Report
from saidanddone.commitments.permissions.outcomes import (
    check_make_reports_due,
    check_publish_report,
    check_report_burden,
)
from saidanddone.commitments.report_calendar import due_dates
from saidanddone.core.clock import local_date
from saidanddone.core.languages import active
from saidanddone.core.text import clean_line, clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation


def make_reports_due(*, by: Viewer, at: datetime) -> int:
    """Enter every report that is due by now into the calendar, and the next one; gives how many that were.

    Run again, or after months of standing still, it makes the same calendar.
    """
    check_make_reports_due(by=by)
    today = local_date(at)
    made = 0
    for outcome in Outcome.objects.live().order_by("pk"):
        known = set(outcome.reports.values_list("due_date", flat=True))
        new = [Report(outcome=outcome, due_date=day) for day in due_dates(outcome, today) if day not in known]
        made += len(Report.objects.bulk_create(new, ignore_conflicts=True))
    return made


def publish_report(*, by: Viewer, at: datetime, report: Report, text: str, language: str = "") -> Report:
    """Publish the report of a day. Late is late: the day it was due stays beside it."""
    text = clean_text(text)
    with transaction.atomic():
        report = Report.objects.select_related("outcome").select_for_update(of=("self",)).get(pk=report.pk)
        owners = list(report.outcome.owners.current())
        check_publish_report(by=by, report=report, owners=owners, text=text)
        report.text, report.language = text, language or active()
        report.published_at, report.published_by_id = at, by.person_id
        report.save(update_fields=["text", "language", "published_at", "published_by"])
        facts = entries.report_facts(report)
        entries.append("report", report.ref, by=by, at=at, fields=facts, words={"text": text})
    return report


def report_burden(
    *,
    by: Viewer,
    at: datetime,
    outcome: Outcome,
    organisation: Organisation,
    process: str,
    weight: str,
    hours_a_week: Decimal | None = None,
) -> Burden:
    """Say what a form, a meeting or a return costs on the way to an outcome: once a process, and it may be changed."""
    process = clean_line(process)
    owner = outcome.owners.current().filter(organisation=organisation).first()
    check_report_burden(by=by, outcome=outcome, owner=owner, process=process, weight=weight)
    said = {"organisation": organisation, "weight": weight, "hours_a_week": hours_a_week, "reported_at": at}
    return Burden.objects.update_or_create(
        outcome=outcome, process=process, reported_by_id=by.person_id, defaults=said
    )[0]
