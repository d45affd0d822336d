"""What the source says of a promise that was brought in from it."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from saidanddone.commitments.models.commitments import Commitment


class SourceClaim(models.Model):
    """Said elsewhere, with its source and its day. It stands beside our own state, and never moves it.

    Added and never overwritten: where the source says something else later, both stand.
    """

    class About(models.TextChoices):
        COMPLETION = "completion", _("How far it has come")
        OPENING = "opening", _("Whether it opened government")

    class Value(models.TextChoices):
        NO_EVIDENCE = "no_evidence", _("No evidence")
        NOT_STARTED = "not_started", _("Not started")
        LIMITED = "limited", _("Limited")
        SUBSTANTIAL = "substantial", _("Substantial")
        COMPLETE = "complete", _("Complete")
        WORSENED = "worsened", _("Made it worse")
        NO_CHANGE = "no_change", _("Did not change it")
        MARGINAL = "marginal", _("A little")
        MAJOR = "major", _("Much")
        OUTSTANDING = "outstanding", _("Outstandingly")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="source_claims")
    about = models.CharField(max_length=12, choices=About)
    value = models.CharField(max_length=12, choices=Value)
    source = models.CharField(max_length=120, help_text="As whoever brought it in calls it.")
    link = models.URLField(max_length=500, blank=True, help_text="Where the source says so.")
    said_date = models.DateField(null=True, blank=True, help_text="Empty where the source gives no day.")
    imported_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("commitment", "about", "imported_at"), name="claim_of_commitment"),)

    def __str__(self) -> str:
        return f"{self.about}: {self.value}"

    def says_the_same(self, value: str, said_date: date | None) -> bool:
        return (self.value, self.said_date) == (value, said_date)
