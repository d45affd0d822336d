"""Setbacks as lists and pages show them, and the day by which one is to be said."""

from datetime import date

from django.conf import settings

from saidanddone.core.working_days import add_working_days
from saidanddone.people.models import Organisation
from saidanddone.people.queries import holidays


def to_be_said_by(organisation: Organisation, known_date: date) -> date:
    """The last day on which saying it is in time: so many working days after it was known."""
    return add_working_days(known_date, settings.SETBACK_DAYS, holidays(organisation.nation))
