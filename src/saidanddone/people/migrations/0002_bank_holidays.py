"""Seeds the bank holidays of the four nations from `people/data/bank_holidays.csv`."""

import csv
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).parents[1] / "data" / "bank_holidays.csv"


def seed(apps, schema_editor):
    BankHoliday = apps.get_model("people", "BankHoliday")
    with DATA.open(encoding="utf-8", newline="") as file:
        BankHoliday.objects.bulk_create([BankHoliday(**row) for row in csv.DictReader(file)], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop, elidable=False)]
