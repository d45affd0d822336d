"""The deliverability gate: who says that it can be delivered, paid for and lived with, and what is expected of it."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saidanddone.core.ids import new_public_id
from saidanddone.decisions.models.decisions import Decision
from saidanddone.people.models import Organisation


class SignOff(models.Model):
    """One of the three voices that a decision needs before it may carry commitments; or why it was not asked."""

    class Voice(models.TextChoices):
        DELIVERY = "delivery", _("Those who deliver it")
        FINANCE = "finance", _("Finance")
        LIVED = "lived_experience", _("Lived experience")

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="sign_offs")
    voice = models.CharField(max_length=16, choices=Voice)
    name = models.CharField(max_length=160, blank=True, help_text="Who speaks for it, as they wish to be named.")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    says = models.TextField(max_length=2000, blank=True)
    not_asked_because = models.TextField(max_length=1000, blank=True)
    signed_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("decision", "voice"), name="one_sign_off_a_voice"),
            models.CheckConstraint(
                name="sign_off_speaks_or_says_why_not",
                condition=~Q(says="") & ~Q(name="") & Q(not_asked_because="")
                | Q(says="", name="") & ~Q(not_asked_because=""),
            ),
        )

    def __str__(self) -> str:
        return self.voice


class Expectation(models.Model):
    """What is expected of a decision, with a measure and a day, written before launch and compared after."""

    class Outcome(models.TextChoices):
        MET = "met", _("As expected")
        PARTLY = "partly", _("In part")
        NOT_MET = "not_met", _("Not as expected")
        UNKNOWN = "unknown", _("Not known")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="expectations")
    text = models.CharField(max_length=400)
    measure = models.CharField(max_length=300)
    expected_date = models.DateField()
    recorded_at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    found = models.TextField(max_length=2000, blank=True)
    compared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="expectation_compared_is_whole",
                condition=Q(outcome="", found="", compared_at__isnull=True)
                | ~Q(outcome="") & ~Q(found="") & Q(compared_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.text

    def is_late(self, on: date) -> bool:
        """Its day has passed, and nobody has said what came."""
        return not self.outcome and self.expected_date < on
