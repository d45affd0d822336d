"""Scores that partners measured with another instrument, brought in: a line of its own each."""

from django.db import models
from django.db.models import F, Q

from saidanddone.alliances.models.alliances import Alliance, Party


class BroughtScore(models.Model):
    """A figure from PARTNER or Wilder. It is never joined to our own checks, nor to another version of its own."""

    class Instrument(models.TextChoices):
        PARTNER = "partner", "PARTNER"
        WILDER = "wilder", "Wilder Collaboration Factors Inventory"

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="brought_scores")
    instrument = models.CharField(max_length=8, choices=Instrument)
    version = models.CharField(max_length=40)
    measured_date = models.DateField()
    dimension = models.CharField(max_length=80, help_text="What was measured, as the instrument calls it.")
    value = models.DecimalField(max_digits=6, decimal_places=2)
    lowest = models.DecimalField(max_digits=6, decimal_places=2, help_text="Of its scale.")
    highest = models.DecimalField(max_digits=6, decimal_places=2)
    people = models.PositiveIntegerField(help_text="How many answered.")
    brought_by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()

    class Meta:
        ordering = ("instrument", "version", "dimension", "measured_date")
        constraints = (
            models.UniqueConstraint(
                fields=("alliance", "instrument", "version", "dimension", "measured_date"), name="brought_score_once"
            ),
            models.CheckConstraint(
                name="brought_score_on_its_scale",
                condition=Q(lowest__lt=F("highest"), value__gte=F("lowest"), value__lte=F("highest")),
            ),
            models.CheckConstraint(name="brought_score_of_three_at_least", condition=Q(people__gte=3)),
        )

    def __str__(self) -> str:
        return f"{self.instrument} {self.version}, {self.dimension}: {self.value}"
