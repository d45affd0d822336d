"""Reports, the cases that they make, decisions with reasons, appeals, and the sealed originals of what was redacted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saidanddone.core.ids import new_public_id
from saidanddone.core.refs import Ref


class ChannelRule(models.Model):
    """How what comes in by one channel is checked: published first, or held first."""

    class Mode(models.TextChoices):
        PUBLISH_THEN_CHECK = "publish_then_check", _("Publish, then check")
        HOLD_THEN_PUBLISH = "hold_then_publish", _("Hold, then publish")

    channel = models.CharField(max_length=20, unique=True)
    mode = models.CharField(max_length=20, choices=Mode)

    def __str__(self) -> str:
        return f"{self.channel}: {self.mode}"


class Case(models.Model):
    """One thing in the moderators' queue: because it was held, or because somebody reported it."""

    class State(models.TextChoices):
        OPEN = "open", _("Waiting for a moderator")
        CLAIMED = "claimed", _("A moderator is looking at it")
        DECIDED = "decided", _("Decided")

    class Origin(models.TextChoices):
        HELD = "held", _("Held for checking")
        REPORTED = "reported", _("Reported")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    about_kind = models.CharField(max_length=40)
    about_id = models.CharField(max_length=40)
    origin = models.CharField(max_length=10, choices=Origin)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("about_kind", "about_id"), condition=~Q(state="decided"), name="one_open_case_a_thing"
            ),
        )
        indexes = (models.Index(fields=("state", "opened_at"), name="case_queue"),)

    def __str__(self) -> str:
        return f"case {self.public_id}"

    @property
    def about(self) -> Ref:
        return Ref(self.about_kind, self.about_id)


class Report(models.Model):
    """One person saying that something should be looked at. `reporter_key` is a keyed hash: one a person and case."""

    class Reason(models.TextChoices):
        PERSONAL = "personal", _("It says who someone is, or where they live")
        HURTFUL = "hurtful", _("It is hateful, threatening or cruel")
        FALSE = "false", _("It says something about a person that is not true")
        SPAM = "spam", _("It is advertising or nonsense")
        OTHER = "other", _("Something else")

    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=10, choices=Reason)
    words = models.TextField(blank=True, max_length=1000)
    reporter_key = models.CharField(max_length=64)
    reported_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "reporter_key"), name="one_report_a_person_and_case"),)

    def __str__(self) -> str:
        return f"{self.reason} on {self.case}"


class Decision(models.Model):
    """What a moderator decided, and why. A decision on appeal says which one it looked at again."""

    class Outcome(models.TextChoices):
        PUBLISH = "publish", _("Published")
        HIDE = "hide", _("Hidden")
        REDACT = "redact", _("Parts taken out")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.TextField(max_length=2000)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()
    on_appeal_from = models.OneToOneField("self", models.PROTECT, null=True, related_name="appeal_decision")

    class Meta:
        constraints = (models.CheckConstraint(name="moderation_decision_has_a_reason", condition=~Q(reason="")),)

    def __str__(self) -> str:
        return f"{self.outcome} ({self.case})"


class Appeal(models.Model):
    """The author asks for another moderator to look again. Once a decision."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="appeal")
    words = models.TextField(max_length=2000)
    appealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"appeal of {self.decision}"


class SealedOriginal(models.Model):
    """The words as they stood before parts were taken out; read by no page, deleted after its retention date."""

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="sealed_original")
    about_kind = models.CharField(max_length=40)
    about_id = models.CharField(max_length=40)
    text = models.TextField()
    delete_after_date = models.DateField()

    def __str__(self) -> str:
        return f"original of {self.about_kind}:{self.about_id}"
