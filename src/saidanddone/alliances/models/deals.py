"""The deal: its clauses while it is written, each version as it was proposed, and who signed it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saidanddone.alliances.clauses import KINDS, ClauseKind
from saidanddone.alliances.models.alliances import Alliance, Party
from saidanddone.core.ids import new_public_id
from saidanddone.core.refs import Ref
from saidanddone.decisions.bilingual import Bilingual


class ClauseQuerySet(models.QuerySet["Clause"]):
    def for_everyone(self) -> "ClauseQuerySet":
        """Without what partners say to each other alone."""
        return self.exclude(kind__in=[name for name, kind in KINDS.items() if kind.partners_only]).filter(
            is_for_partners=False
        )


class Clause(Bilingual):
    """One thing that is agreed. Its kind says what it is about (`clauses.KINDS`)."""

    class Level(models.TextChoices):
        BOARD = "board", _("On the board")
        MIDDLE = "middle", _("In the middle")
        FRONT = "front", _("At the front line")

    WORDS = {"words": _("What is agreed")}

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="clauses")
    kind = models.CharField(max_length=16)
    party = models.ForeignKey(Party, models.CASCADE, null=True, blank=True, related_name="clauses")
    level = models.CharField(max_length=6, choices=Level, blank=True)
    words = models.TextField(max_length=3000)
    is_for_partners = models.BooleanField(default=False, help_text="Only partners read it.")
    order = models.PositiveSmallIntegerField(default=0)
    written_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField()

    objects = ClauseQuerySet.as_manager()

    class Meta:
        ordering = ("order", "pk")
        constraints = (models.CheckConstraint(name="clause_says_something", condition=~Q(words="")),)

    def __str__(self) -> str:
        return self.words[:60]

    @property
    def about(self) -> ClauseKind:
        return KINDS[self.kind]


class Comment(models.Model):
    """What somebody of a party says of a clause while it is written."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    clause = models.ForeignKey(Clause, models.CASCADE, related_name="comments")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")
    words = models.TextField(max_length=2000)
    made_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return self.words[:60]


class Consent(models.Model):
    """A party agrees to a clause as it read then. Where the words have changed since, it agrees no more."""

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="consents")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, help_text="Of the clause as it was agreed.")
    given_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("clause", "party"), name="consent_once_a_party"),)

    def __str__(self) -> str:
        return f"{self.party} to {self.clause}"


class DealVersion(models.Model):
    """The whole deal as it was proposed: never changed, signed or not."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waiting for signatures")
        SIGNED = "signed", _("Signed by all")
        SUPERSEDED = "superseded", _("Replaced by a newer one")
        WITHDRAWN = "withdrawn", _("Taken back")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    alliance = models.ForeignKey(Alliance, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    text = models.JSONField(help_text="As it is signed: parties, clauses, outcomes, fund, days.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the text as canonical JSON.")
    reason = models.CharField(max_length=500, blank=True, help_text="Why there is a new one.")
    withdrawn_reason = models.CharField(max_length=500, blank=True, help_text="Why it was taken back.")
    proposed_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True, blank=True, help_text="When the last party signed.")

    class Meta:
        ordering = ("alliance", "number")
        constraints = (
            models.UniqueConstraint(fields=("alliance", "number"), name="deal_version_number_once"),
            models.UniqueConstraint(
                fields=("alliance",), condition=Q(state="proposed"), name="one_deal_version_proposed_at_a_time"
            ),
            models.UniqueConstraint(
                fields=("alliance",), condition=Q(state="signed"), name="one_deal_version_in_force"
            ),
            models.CheckConstraint(
                name="deal_version_in_force_was_signed", condition=~Q(state="signed") | Q(signed_at__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.alliance}, version {self.number}"

    @property
    def ref(self) -> Ref:
        return Ref("deal", self.public_id)


class Signature(models.Model):
    """A party's lead signs exactly this text."""

    version = models.ForeignKey(DealVersion, models.PROTECT, related_name="signatures")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, help_text="Of the text that was read: the same as the version's.")
    post = models.CharField(max_length=160, help_text="In which post: a name may go, the post stays.")
    signed_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("version", "party"), name="signature_once_a_party"),)

    def __str__(self) -> str:
        return f"{self.party}: {self.version}"
