"""Figures that pages show at once, kept up to date as things change (`tallies.py`) and equal to a recount."""

from django.db import models
from django.db.models import F

from saidanddone.people.models import Organisation


class Scope(models.TextChoices):
    """Of what something is counted. A place counts without those within it."""

    SITE = "site"
    PLACE = "place"
    ORGANISATION = "organisation"
    SERVICE = "service"
    TOPIC = "topic"


class Tally(models.Model):
    """How many of one measure in one scope, such as `said` or `verdict_yes`; `tallies.py` says what counts."""

    scope = models.CharField(max_length=12, choices=Scope)
    scope_id = models.BigIntegerField(default=0)
    measure = models.CharField(max_length=30)
    count = models.BigIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("scope", "scope_id", "measure"), name="tally_once"),)

    def __str__(self) -> str:
        return f"{self.scope} {self.scope_id} {self.measure}: {self.count}"


class DueDay(models.Model):
    """How many answers of one scope fall due on a day, while their clocks run.

    Late is never stored: it is the sum of the days that have gone by.
    """

    scope = models.CharField(max_length=12, choices=Scope)
    scope_id = models.BigIntegerField(default=0)
    due_date = models.DateField()
    count = models.BigIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("scope", "scope_id", "due_date"), name="due_day_once"),)

    def __str__(self) -> str:
        return f"{self.scope} {self.scope_id} on {self.due_date}: {self.count}"


class AnswerTime(models.Model):
    """How many first answers of an organisation took so many working days.

    Working days are whole numbers, so this histogram gives the median and the 90th percentile exactly.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    days = models.PositiveSmallIntegerField()
    count = models.BigIntegerField(default=0)
    in_time = models.BigIntegerField(default=0)
    promised = models.BigIntegerField(default=0, help_text="Of those, how many were asked under a promise.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("organisation", "days"), name="answer_time_once"),
            models.CheckConstraint(
                name="answers_in_time_are_among_the_promised", condition=models.Q(in_time__lte=F("promised"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.days} days, {self.count}"
