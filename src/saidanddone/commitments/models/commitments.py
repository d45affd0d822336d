"""A promise: what, by whom, for whom, by when; what was done since; and whether it worked for those who spoke."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.commitments.models.outcomes import Outcome
from saidanddone.contributions.models import Contribution
from saidanddone.contributions.models.kept_files import KeptFile
from saidanddone.core.ids import new_public_id
from saidanddone.core.languages import Language
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.bilingual import Bilingual
from saidanddone.decisions.models import Decision, Finding
from saidanddone.people.models import Contributor, Organisation, Service
from saidanddone.people.roles import Permission
from saidanddone.places.models import Place


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def visible_to(self, viewer: Viewer) -> "CommitmentQuerySet":
        """Public from the moment it is made; what a moderator hid is for its own organisation and moderators."""
        if viewer.acts_for_site or viewer.may(Permission.MODERATE):
            return self.all()
        seen = Q(hidden_at__isnull=True)
        if viewer.organisation_ids:
            seen |= Q(organisation__in=viewer.organisation_ids)
        return self.filter(seen)

    def public(self) -> "CommitmentQuerySet":
        return self.filter(hidden_at__isnull=True)

    def open(self) -> "CommitmentQuerySet":
        """Neither kept, nor dropped, nor replaced."""
        return self.filter(kept_date__isnull=True, dropped_date__isnull=True, replaced_by__isnull=True)

    def pledges(self) -> "CommitmentQuerySet":
        """What a leader pledges in person."""
        return self.exclude(pledged_by="")

    def worked_on_by(self, organisation_ids: frozenset[int]) -> "CommitmentQuerySet":
        """Led by one of them, or with a part of its own for one."""
        partners = Partner.objects.filter(organisation__in=organisation_ids)
        return self.filter(Q(organisation__in=organisation_ids) | Q(pk__in=partners.values("commitment")))


class Commitment(Bilingual):
    """A promise in one plain sentence. Its state is worked out from what happened (`states.state_of`), never typed."""

    WORDS = {
        "promise": _("The promise"),
        "notice": _("What people will notice"),
        "for_whom": _("Whom it is for"),
        "pledged_by": _("Who pledges it in person"),
        "standard": _("What is measured"),
        "funding": _("Where the money comes from"),
        "risk": _("What could go wrong"),
        "drop_reason": _("Why it was dropped"),
    }

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    promise = models.CharField(max_length=300, help_text="One plain sentence: what we will do.")
    notice = models.TextField(max_length=1000, blank=True, help_text="What people will notice when it is kept.")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="Who leads.")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    for_whom = models.CharField(max_length=300, blank=True)
    pledged_by = models.CharField(max_length=160, blank=True, help_text="The post that pledges it in person, or empty.")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="+")
    contribution = models.ForeignKey(Contribution, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.ForeignKey(Outcome, models.PROTECT, null=True, blank=True, related_name="commitments")
    start_date = models.DateField()
    due_date = models.DateField(null=True, blank=True, help_text="Empty only for a standing promise.")
    first_due_date = models.DateField(null=True, blank=True, help_text="As first promised, however often it was moved.")
    is_standing = models.BooleanField(default=False, help_text="A standard without an end, measured per period.")
    standard = models.CharField(max_length=300, blank=True, help_text="Of a standing promise: what is measured.")
    cost_pence = models.BigIntegerField(null=True, blank=True)
    funding = models.CharField(max_length=300, blank=True, help_text="Where the money comes from.")
    funding_end_date = models.DateField(null=True, blank=True)
    risk = models.TextField(max_length=1000, blank=True)
    made_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    kept_date = models.DateField(null=True, blank=True, help_text="As its organisation claims.")
    dropped_date = models.DateField(null=True, blank=True)
    drop_reason = models.TextField(max_length=2000, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaces")
    asked_at = models.DateTimeField(null=True, blank=True, help_text="When people were asked whether it worked.")
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="Hidden by a moderator.")
    is_redacted = models.BooleanField(default=False)
    import_key = models.CharField(max_length=120, null=True, unique=True, editable=False)  # noqa: DJ001 - null is "not imported"
    submission_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - one row a form sent twice

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="commitment_has_one_origin_at_most",
                condition=Q(decision__isnull=True, finding__isnull=True)
                | Q(decision__isnull=True, contribution__isnull=True)
                | Q(finding__isnull=True, contribution__isnull=True),
            ),
            models.CheckConstraint(
                name="commitment_has_a_due_date_or_stands",
                condition=Q(is_standing=True, due_date__isnull=True, first_due_date__isnull=True)
                | Q(is_standing=False, first_due_date__isnull=False, due_date__gte=F("start_date")),
            ),
            models.CheckConstraint(
                name="commitment_dropped_has_a_reason",
                condition=Q(dropped_date__isnull=True, drop_reason="")
                | Q(dropped_date__isnull=False) & ~Q(drop_reason=""),
            ),
            models.CheckConstraint(
                name="commitment_ends_once",
                condition=Q(kept_date__isnull=True, dropped_date__isnull=True)
                | Q(kept_date__isnull=True, replaced_by__isnull=True)
                | Q(dropped_date__isnull=True, replaced_by__isnull=True),
            ),
            models.CheckConstraint(name="commitment_does_not_replace_itself", condition=~Q(replaced_by=F("pk"))),
        )
        indexes = (
            models.Index(
                fields=("due_date", "id"),
                condition=Q(kept_date__isnull=True, dropped_date__isnull=True, replaced_by__isnull=True),
                name="commitment_open_by_due_date",
            ),
            models.Index(fields=("organisation", "due_date"), name="commitment_of_organisation"),
            models.Index(fields=("place", "due_date"), name="commitment_of_place"),
            models.Index(fields=("decision",), name="commitment_of_decision"),
            models.Index(fields=("finding",), name="commitment_of_finding"),
            models.Index(fields=("contribution",), name="commitment_of_contribution"),
            models.Index(
                fields=("kept_date",),
                condition=Q(kept_date__isnull=False, asked_at__isnull=True),
                name="commitment_to_ask_about",
            ),
        )

    def __str__(self) -> str:
        return self.promise

    @property
    def ref(self) -> Ref:
        return Ref("commitment", self.public_id)

    @property
    def is_public(self) -> bool:
        """Everyone may read it: no moderator hid it."""
        return self.hidden_at is None

    @property
    def is_open(self) -> bool:
        return self.kept_date is None and self.dropped_date is None and self.replaced_by_id is None


class Partner(models.Model):
    """An organisation with its own part in a promise."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    part = models.CharField(max_length=300)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("commitment", "organisation"), name="partner_once"),
            models.CheckConstraint(name="partner_has_a_part", condition=~Q(part="")),
        )

    def __str__(self) -> str:
        return self.part


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def standing(self) -> "MilestoneQuerySet":
        return self.filter(dropped_date__isnull=True)


class Milestone(models.Model):
    """A step on the way, with its own day. One that is taken away stays in sight, as a moved day does (`Change`)."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=200)
    due_date = models.DateField()
    reached_date = models.DateField(null=True, blank=True)
    dropped_date = models.DateField(null=True, blank=True, help_text="Since when it is no step any more.")

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="milestone_reached_is_not_dropped",
                condition=Q(reached_date__isnull=True) | Q(dropped_date__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.title


class Update(models.Model):
    """What was done, what is next, and what shows it. Added, never overwritten. `claims` ends the promise."""

    class Claim(models.TextChoices):
        NONE = "", _("It goes on")
        KEPT = "kept", _("It is kept")
        DROPPED = "dropped", _("It is dropped, because")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="updates")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    done = models.TextField(max_length=2000)
    next = models.TextField(max_length=1000, blank=True)
    evidence = models.URLField(max_length=500, blank=True, help_text="Where it can be seen.")
    evidence_ref = models.CharField(max_length=60, blank=True, help_text="As observation:7k3m9qx2pd.")
    claim = models.CharField(max_length=8, choices=Claim, blank=True)
    language = models.CharField(max_length=2, choices=Language)
    updated_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    updated_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="Hidden by a moderator.")
    is_redacted = models.BooleanField(default=False)
    submission_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - one row a form sent twice

    class Meta:
        indexes = (models.Index(fields=("commitment", "updated_at"), name="update_of_commitment"),)

    def __str__(self) -> str:
        return self.done

    @property
    def ref(self) -> Ref:
        return Ref("commitment-update", self.public_id)

    @property
    def evidence_url(self) -> str:
        """Nothing where a moderator took something out of it: what is left leads nowhere."""
        return self.evidence if self.evidence.startswith(("https://", "http://")) and "[" not in self.evidence else ""

    @property
    def anchor(self) -> str:
        """Where it stands on the page of its promise."""
        return f"update-{self.public_id}"


class UpdateFileQuerySet(models.QuerySet["UpdateFile"]):
    def visible_to(self, viewer: Viewer) -> "UpdateFileQuerySet":
        """As the words it goes with: of a promise that one may see, and not hidden; moderators see what they judge."""
        seen = self.filter(update__commitment__in=Commitment.objects.visible_to(viewer))
        if viewer.acts_for_site or viewer.may(Permission.MODERATE):
            return seen
        return seen.filter(update__hidden_at__isnull=True)


class UpdateFile(KeptFile):
    """What shows that something was done: a photo or a PDF that goes with an update."""

    update = models.ForeignKey(Update, models.CASCADE, related_name="files")

    objects = UpdateFileQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("update", "sha256"), name="same_file_shows_it_once"),)


class Change(models.Model):
    """A changed wording or day, of the promise or of a step: what it was stays in sight, with the reason."""

    class Field(models.TextChoices):
        PROMISE = "promise", _("The wording")
        DUE_DATE = "due_date", _("The day")
        STEP_TITLE = "step_title", _("The wording of a step")
        STEP_DAY = "step_day", _("The day of a step")
        STEP_GONE = "step_gone", _("A step was taken away")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="changes")
    field = models.CharField(max_length=10, choices=Field)
    milestone = models.ForeignKey(Milestone, models.CASCADE, null=True, blank=True, related_name="changes")
    before = models.CharField(max_length=300)
    after = models.CharField(max_length=300, blank=True, help_text="Empty where a step was taken away.")
    reason = models.CharField(max_length=500)
    changed_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="change_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="change_of_a_step_names_it",
                condition=Q(field__startswith="step_", milestone__isnull=False)
                | ~Q(field__startswith="step_") & Q(milestone__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"

    @property
    def is_of_words(self) -> bool:
        return self.field in (self.Field.PROMISE, self.Field.STEP_TITLE)

    @property
    def before_day(self) -> date:
        return date.fromisoformat(self.before)

    @property
    def after_day(self) -> date:
        return date.fromisoformat(self.after)


class FollowUp(models.Model):
    """One contributor who was asked whether it worked for them, and what they said."""

    class Value(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")
        CANNOT_TELL = "cannot_tell", _("Cannot tell")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="follow_ups")
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="+")
    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    value = models.CharField(max_length=12, choices=Value, blank=True, help_text="Empty: not answered yet.")
    words = models.TextField(max_length=2000, blank=True)
    language = models.CharField(max_length=2, choices=Language, blank=True)
    words_hidden_at = models.DateTimeField(
        null=True, blank=True, help_text="Hidden by a moderator, or not yet checked."
    )
    is_redacted = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("commitment", "contributor"), name="asked_once_if_it_worked"),
            models.CheckConstraint(
                name="follow_up_answered_is_whole",
                condition=Q(value="", answered_at__isnull=True) | ~Q(value="") & Q(answered_at__isnull=False),
            ),
        )
        indexes = (models.Index(fields=("contributor", "commitment"), name="follow_up_of_contributor"),)

    def __str__(self) -> str:
        return f"{self.value or 'asked'} of {self.commitment_id}"

    @property
    def ref(self) -> Ref:
        return Ref("follow-up", self.public_id)

    @property
    def shown_words(self) -> str:
        return "" if self.words_hidden_at else self.words

    @property
    def credit(self) -> str:
        """As they are named under what led to the promise, where everyone may see that."""
        said = self.contribution
        return (said.credit_name if said.is_public else "") or gettext("Someone who chose not to be named")


class Period(models.Model):
    """How a standing promise was kept in one period, with what was counted."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="periods")
    start_date = models.DateField()
    end_date = models.DateField()
    kept_count = models.PositiveIntegerField(help_text="How many times the standard was met.")
    all_count = models.PositiveIntegerField(help_text="Out of how many.")
    note = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=300)
    recorded_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("commitment", "start_date"), name="period_once"),
            models.CheckConstraint(name="period_is_in_order", condition=Q(start_date__lte=F("end_date"))),
            models.CheckConstraint(name="kept_is_among_all", condition=Q(kept_count__lte=F("all_count"))),
        )

    def __str__(self) -> str:
        return f"{self.start_date} to {self.end_date}"
