"""Reports, the cases that they make, decisions with reasons, appeals, and the sealed originals of what was redacted."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saidanddone.core.ids import new_public_id
from saidanddone.core.refs import Ref
from saidanddone.moderation import undoing

CLAIM = timedelta(hours=1)
"""How long a case stays with the moderator who took it; afterwards another may take it."""


class ChannelRule(models.Model):
    """How what comes in by one channel is checked: published first, or held first."""

    class Mode(models.TextChoices):
        PUBLISH_THEN_CHECK = "publish_then_check", _("Publish, then check")
        HOLD_THEN_PUBLISH = "hold_then_publish", _("Hold, then publish")

    channel = models.CharField(max_length=20, unique=True)
    mode = models.CharField(max_length=20, choices=Mode)

    def __str__(self) -> str:
        return f"{self.channel}: {self.mode}"


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> "CaseQuerySet":
        return self.filter(state=Case.State.OPEN)

    def about(self, ref: Ref) -> "CaseQuerySet":
        return self.filter(about_kind=ref.kind, about_id=ref.public_id)

    def first_looks(self) -> "CaseQuerySet":
        """All but appeals."""
        return self.exclude(origin=Case.Origin.APPEALED)

    def free_for(self, person_id: int | None, at: datetime) -> "CaseQuerySet":
        """Those that nobody else holds at the moment."""
        return self.exclude(Q(claimed_at__gt=at - CLAIM) & ~Q(claimed_by=person_id))


class Case(models.Model):
    """One thing in the moderators' queue: because it was held, because somebody reported it, or on appeal."""

    class State(models.TextChoices):
        OPEN = "open", _("Waiting for a moderator")
        DECIDED = "decided", _("Decided")
        DROPPED = "dropped", _("Nothing left to decide: it was withdrawn")

    class Origin(models.TextChoices):
        HELD = "held", _("Held for checking")
        REPORTED = "reported", _("Reported")
        APPEALED = "appealed", _("On appeal")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    about_kind = models.CharField(max_length=40)
    about_id = models.CharField(max_length=40)
    origin = models.CharField(max_length=10, choices=Origin)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    claimed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[CaseQuerySet] = CaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("about_kind", "about_id"),
                condition=Q(state="open") & ~Q(origin="appealed"),
                name="one_open_case_a_thing",
            ),
            models.CheckConstraint(
                name="closed_case_has_its_moment",
                condition=Q(state="open", closed_at__isnull=True) | ~Q(state="open") & Q(closed_at__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=("state", "opened_at"), name="case_queue"),
            models.Index(fields=("about_kind", "about_id"), name="case_about"),
        )

    def __str__(self) -> str:
        return f"case {self.public_id}"

    @property
    def about(self) -> Ref:
        return Ref(self.about_kind, self.about_id)

    def is_claimed(self, at: datetime) -> bool:
        return self.claimed_by_id is not None and self.claimed_at is not None and self.claimed_at > at - CLAIM


class Reason(models.TextChoices):
    """Why something is reported, hidden or redacted."""

    PERSONAL = "personal", _("It says who someone is, or where they live")
    HURTFUL = "hurtful", _("It is hateful, threatening or cruel")
    FALSE = "false", _("It says something about a person that is not true")
    SPAM = "spam", _("It is advertising or nonsense")
    OTHER = "other", _("Something else")


class Report(models.Model):
    """One person saying that something should be looked at.

    `reporter_key` is a keyed hash of who they are and what they report: one a person and thing, and nothing that would
    join one person's reports or tell who it was.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=10, choices=Reason)
    words = models.TextField(blank=True, max_length=1000)
    reporter_key = models.CharField(max_length=64, unique=True)
    reported_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("reported_at",), name="report_by_time"),)

    def __str__(self) -> str:
        return f"{self.reason} on {self.case}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def about(self, ref: Ref) -> "DecisionQuerySet":
        return self.filter(case__about_kind=ref.kind, case__about_id=ref.public_id)

    def public(self) -> "DecisionQuerySet":
        return self.filter(is_public=True)

    def standing(self) -> "DecisionQuerySet":
        """Those that no appeal has changed."""
        return self.filter(Q(appeal_decision=None) | Q(appeal_decision__outcome=F("outcome")))

    def newest_first(self) -> "DecisionQuerySet":
        return self.order_by("-decided_at", "-pk")


class Decision(models.Model):
    """What a moderator decided, and why. A decision on appeal says which one it looked at again, and is final."""

    class Outcome(models.TextChoices):
        PUBLISH = "publish", _("Published")
        HIDE = "hide", _("Hidden")
        REDACT = "redact", _("Parts taken out")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    case = models.OneToOneField(Case, models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=10, choices=Outcome)
    category = models.CharField(
        max_length=10, choices=Reason, blank=True, help_text="Empty: nothing was wrong with it."
    )
    reason = models.TextField(max_length=2000, blank=True, help_text="For the author.")
    is_reason_public = models.BooleanField(default=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()
    on_appeal_from = models.OneToOneField("self", models.PROTECT, null=True, related_name="appeal_decision")
    is_public = models.BooleanField(
        default=True, help_text="What it is about is for everyone, so it stands in the log and in the record."
    )

    objects: ClassVar[DecisionQuerySet] = DecisionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="hiding_and_redacting_have_a_reason",
                condition=Q(outcome="publish") | ~Q(category="") & ~Q(reason=""),
            ),
        )
        indexes = (models.Index(fields=("-decided_at", "-id"), condition=Q(is_public=True), name="decision_newest"),)

    def __str__(self) -> str:
        return f"{self.outcome} ({self.case})"

    @property
    def ref(self) -> Ref:
        return Ref("moderation-decision", self.public_id)

    @property
    def is_overturning(self) -> bool:
        return self.on_appeal_from is not None and self.outcome != self.on_appeal_from.outcome

    @property
    def public_reason(self) -> str:
        return self.reason if self.is_reason_public else ""


class Appeal(models.Model):
    """The author asks for another moderator to look again. Once a decision."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="appeal")
    case = models.OneToOneField(Case, models.PROTECT, related_name="appeal")
    words = models.TextField(max_length=2000, blank=True, help_text="Empty only after the author was erased.")
    appealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"appeal of {self.decision}"


class SealedOriginal(models.Model):
    """The words as they stood before a decision took parts out, and as it left them; deleted after its retention date.

    For an appeal alone: read by no page but the one of the moderator who hears it. Each decision keeps its own, so that
    undoing one brings back what that one took out, and nothing that another did.
    """

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="sealed_original")
    words = models.JSONField(help_text="By the name of the part.")
    left = models.JSONField(help_text="By the name of the part.")
    was_redacted = models.BooleanField(help_text="Parts had been taken out before.")
    delete_after_date = models.DateField()

    def __str__(self) -> str:
        return f"original before {self.decision}"

    def put_back(self, now: dict[str, str]) -> dict[str, str]:
        """The words as they stand now, with what this decision took out."""
        return now | {
            name: undoing.put_back(self.words[name], left, now[name]) for name, left in self.left.items() if name in now
        }
