"""What keeps a relationship going: a plan with owners, barriers with who can remove them, call-outs, and reviews."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saidanddone.alliances.models.alliances import Alliance, Party
from saidanddone.core.ids import new_public_id
from saidanddone.core.refs import Ref


class Barrier(models.Model):
    """Something that is in the way of working together, and the party that can remove it."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="barriers")
    words = models.CharField(max_length=500)
    owner = models.ForeignKey(Party, models.PROTECT, related_name="+", help_text="Who can remove it.")
    due_date = models.DateField()
    raised_at = models.DateTimeField()
    ended_date = models.DateField(null=True, blank=True)
    is_removed = models.BooleanField(null=True, help_text="Empty while it is open; no: it stays, because.")
    how_it_ended = models.CharField(max_length=500, blank=True)
    is_public = models.BooleanField(default=False, help_text="Everyone reads it; otherwise partners alone.")

    class Meta:
        ordering = ("due_date", "pk")
        constraints = (
            models.CheckConstraint(
                name="barrier_ends_with_words",
                condition=Q(ended_date=None, is_removed=None, how_it_ended="")
                | Q(ended_date__isnull=False, is_removed__isnull=False) & ~Q(how_it_ended=""),
            ),
        )

    def __str__(self) -> str:
        return self.words

    @property
    def ref(self) -> Ref:
        return Ref("alliance-barrier", self.public_id)


class PlanStep(models.Model):
    """One thing that is done for the relationship, again and again, and who looks after it."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="plan")
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(Party, models.PROTECT, related_name="+")
    every_days = models.PositiveSmallIntegerField()
    next_date = models.DateField()
    last_date = models.DateField(null=True, blank=True)
    ended_date = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("next_date", "pk")
        constraints = (models.CheckConstraint(name="plan_step_comes_again", condition=Q(every_days__range=(1, 731))),)

    def __str__(self) -> str:
        return self.what


class CallOut(models.Model):
    """One step that asks all parties at once to come: in earnest, or as a drill."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="call_outs")
    words = models.TextField(max_length=1000)
    is_drill = models.BooleanField(default=False)
    called_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    called_at = models.DateTimeField()
    stood_down_at = models.DateTimeField(null=True, blank=True)
    submission_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - one row a form sent twice

    class Meta:
        ordering = ("-called_at", "-pk")

    def __str__(self) -> str:
        return self.words[:60]

    @property
    def ref(self) -> Ref:
        return Ref("call-out", self.public_id)


class Acknowledgement(models.Model):
    """A party has heard a call-out, and says what it does."""

    call_out = models.ForeignKey(CallOut, models.CASCADE, related_name="acknowledgements")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")
    words = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("call_out", "party"), name="acknowledged_once_a_party"),)

    def __str__(self) -> str:
        return f"{self.party}: {self.words}"


class Review(models.Model):
    """All look at it together: in its rhythm, because it is stuck, or at the end."""

    class Kind(models.TextChoices):
        REGULAR = "regular", _("In its rhythm")
        STALLED = "stalled", _("It is stuck")
        EXIT = "exit", _("Somebody leaves, or it ends")

    class Reason(models.TextChoices):
        RELATIONSHIP = "relationship", _("The relationship did not hold")
        MONEY = "money", _("Money ran out or came too short")
        PEOPLE = "people", _("The people who carried it left")
        PURPOSE = "purpose", _("The purpose was not shared, or is reached")
        POWER = "power", _("Power was not shared fairly")
        RULES = "rules", _("Rules or systems stood in the way")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="reviews")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.REGULAR)
    held_date = models.DateField()
    summary = models.TextField(max_length=1000, blank=True, help_text="Written for everyone; the rest is for partners.")
    went_well = models.TextField(max_length=2000)
    did_not = models.TextField(max_length=2000)
    reasons = models.JSONField(default=list, blank=True, help_text="Of a stall or an exit: which of `Reason`.")
    next_steps = models.TextField(max_length=2000)
    next_date = models.DateField(null=True, blank=True)
    held_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    held_at = models.DateTimeField()

    class Meta:
        ordering = ("-held_date", "-pk")

    def __str__(self) -> str:
        return f"{self.kind} on {self.held_date}"

    @property
    def ref(self) -> Ref:
        return Ref("alliance-review", self.public_id)
