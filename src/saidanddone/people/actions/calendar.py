"""The days on which promises to answer do not run."""

from datetime import date, datetime
from functools import partial

from django.db import transaction

from saidanddone.core.viewer import Viewer
from saidanddone.people.models import BankHoliday
from saidanddone.people.permissions import check_add_bank_holiday, check_remove_bank_holiday
from saidanddone.people.queries import forget_holidays


@transaction.atomic
def add_bank_holiday(*, by: Viewer, nation: str, day: date, name: str, at: datetime) -> BankHoliday:
    """Add a day, or rename it. Due dates that were given already stay as they were promised."""
    check_add_bank_holiday(by=by)
    holiday, _ = BankHoliday.objects.update_or_create(nation=nation, date=day, defaults={"name": name})
    transaction.on_commit(partial(forget_holidays, nation))
    return holiday


@transaction.atomic
def remove_bank_holiday(*, by: Viewer, holiday: BankHoliday, at: datetime) -> None:
    check_remove_bank_holiday(by=by)
    nation = holiday.nation
    holiday.delete()
    transaction.on_commit(partial(forget_holidays, nation))
