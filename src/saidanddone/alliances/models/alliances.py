"""An alliance, its parties, and the fund that it has."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saidanddone.commitments.models import Outcome
from saidanddone.core.ids import new_public_id
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.bilingual import Bilingual
from saidanddone.funds.models import Fund
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission
from saidanddone.places.models import Place


def allied_organisations(viewer: Viewer) -> frozenset[int]:
    """Those for which the viewer works with partners: as an officer, or as a lead who signs."""
    works = (Permission.ALLY, Permission.COMMIT)
    return frozenset(of for permission, of in viewer.permissions if of is not None and permission in works)


class AllianceQuerySet(models.QuerySet["Alliance"]):
    def visible_to(self, viewer: Viewer) -> "AllianceQuerySet":
        """Everyone sees an alliance once its deal is signed; until then partners and its facilitator alone.

        What is hidden, they and moderators see; a draft is nothing to a moderator.
        """
        if viewer.acts_for_site or viewer.may(Permission.ADMINISTER):
            return self.all()
        seen = Q(signed_at__isnull=False)
        if not viewer.may(Permission.MODERATE):
            seen &= Q(hidden_at__isnull=True)
        return self.filter(seen | self._partners(viewer))

    def of_partner(self, viewer: Viewer) -> "AllianceQuerySet":
        """Those whose whole deal the viewer reads: as somebody of a party, as facilitator, or as administrator."""
        if viewer.acts_for_site or viewer.may(Permission.ADMINISTER):
            return self.all()
        return self.filter(self._partners(viewer))

    def of_organisation(self, organisation: Organisation) -> "AllianceQuerySet":
        """Those in which it is a party now."""
        return self.filter(pk__in=Party.objects.current().of(organisation).values("alliance"))

    def _partners(self, viewer: Viewer) -> Q:
        own = allied_organisations(viewer)
        seen = Q(pk__in=Party.objects.current().filter(organisation__in=own).values("alliance"))
        if viewer.person_id is not None:
            seen |= Q(facilitator=viewer.person_id)
        return seen

    def public(self) -> "AllianceQuerySet":
        return self.filter(signed_at__isnull=False, hidden_at__isnull=True)

    def of(self, organisation_ids: frozenset[int]) -> "AllianceQuerySet":
        """Those in which one of these organisations is a party now."""
        return self.filter(pk__in=Party.objects.current().filter(organisation__in=organisation_ids).values("alliance"))

    def locked(self, alliance: "Alliance") -> "Alliance":
        """The same, read anew and held until the transaction ends: a deal has one writer at a time."""
        return self.select_for_update(of=("self",)).get(pk=alliance.pk)


class Alliance(Bilingual):
    """Who works together, on what, and how far their deal has come."""

    class Formation(models.TextChoices):
        CHOSEN = "chosen", _("Chosen by those in it")
        REQUIRED = "required", _("Required by law or by a funder")

    class Kind(models.TextChoices):
        SHARED_SERVICE = "shared_service", _("A shared service")
        WICKED_ISSUE = "wicked_issue", _("A problem that none can solve alone")
        COMMISSIONING = "commissioning", _("Commissioning")
        CO_PRODUCTION = "co_production", _("Made together with the community")
        MERGED_FUNCTION = "merged_function", _("A merged function")
        LEAD_BODY = "lead_body", _("One body leads for all")
        SHARED_TEAM = "shared_team", _("A shared team")

    class State(models.TextChoices):
        DRAFT = "draft", _("Being written")
        IN_AGREEMENT = "in_agreement", _("Waiting for signatures")
        SIGNED = "signed", _("Signed")
        LIVE = "live", _("At work")
        IN_REVIEW = "in_review", _("In review")
        ENDED = "ended", _("Ended")

    WORDS = {"title": _("Its name"), "purpose": _("What it is for"), "end_reason": _("Why it ended")}

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    title = models.CharField(max_length=160)
    purpose = models.TextField(max_length=2000, help_text="In plain words.")
    formation = models.CharField(max_length=8, choices=Formation, default=Formation.CHOSEN)
    kind = models.CharField(max_length=16, choices=Kind)
    template = models.CharField(max_length=40, blank=True, help_text="The usual form that it was begun from.")
    places = models.ManyToManyField(Place, related_name="+", blank=True)
    outcomes = models.ManyToManyField(Outcome, related_name="+", blank=True, help_text="What it answers for.")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    starts_date = models.DateField()
    ends_date = models.DateField(null=True, blank=True, help_text="Its term; empty: no end is set.")
    review_date = models.DateField(help_text="When it is next looked at by all.")
    drill_months = models.PositiveSmallIntegerField(null=True, blank=True, help_text="A drill every so many months.")
    facilitator = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="+", help_text="Of the relationship."
    )
    no_baseline_reason = models.CharField(
        max_length=300, blank=True, help_text="Why trust was not measured before signing, where it was not."
    )
    next_facts = models.JSONField(
        default=dict, blank=True, help_text="What its next version says of it, as in the text; in force once all sign."
    )
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", help_text="Whose work it carries on."
    )
    begun_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    begun_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True, blank=True, help_text="When the first version was signed by all.")
    ended_date = models.DateField(null=True, blank=True)
    end_reason = models.TextField(max_length=2000, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="Hidden by a moderator.")
    is_redacted = models.BooleanField(default=False)
    submission_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - one row a form sent twice

    objects = AllianceQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="alliance_ends_after_it_starts", condition=Q(ends_date=None) | Q(ends_date__gt=F("starts_date"))
            ),
            models.CheckConstraint(
                name="alliance_ended_has_a_reason",
                condition=Q(state="ended", ended_date__isnull=False) & ~Q(end_reason="")
                | ~Q(state="ended") & Q(ended_date=None, end_reason=""),
            ),
            models.CheckConstraint(name="alliance_carries_on_another", condition=~Q(predecessor=F("pk"))),
            models.CheckConstraint(
                name="alliance_drill_is_within_three_years",
                condition=Q(drill_months=None) | Q(drill_months__range=(1, 36)),
            ),
            models.CheckConstraint(
                name="alliance_at_work_is_signed",
                condition=Q(state__in=("draft", "in_agreement", "ended")) | Q(signed_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        return Ref("alliance", self.public_id)

    @property
    def is_public(self) -> bool:
        return self.signed_at is not None and self.hidden_at is None


class PartyQuerySet(models.QuerySet["Party"]):
    def current(self) -> "PartyQuerySet":
        return self.filter(left_date=None)

    def of(self, organisation: Organisation) -> "PartyQuerySet":
        return self.filter(organisation=organisation)

    def signed(self) -> "PartyQuerySet":
        """Those whose signature stands under the deal in force; one that came since waits for the next version."""
        return self.filter(alliance__versions__signatures__party=F("pk"), alliance__versions__state="signed").distinct()


class Party(models.Model):
    """An organisation or group in an alliance, perhaps one department of it."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    department = models.CharField(max_length=120, blank=True)
    is_bridge = models.BooleanField(
        default=False, help_text="It links the others to communities, and decides with them."
    )
    joined_date = models.DateField()
    left_date = models.DateField(null=True, blank=True)
    leave_reason = models.CharField(max_length=500, blank=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "parties"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("alliance", "organisation", "department"), name="party_once"),
            models.CheckConstraint(
                name="party_leaves_with_a_reason",
                condition=Q(left_date=None, leave_reason="") | Q(left_date__isnull=False) & ~Q(leave_reason=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.department}" if self.department else str(self.organisation)

    @property
    def signed_name(self) -> str:
        """As a text has it: the same for every reader, whatever language they read in."""
        return f"{self.organisation.name}: {self.department}" if self.department else self.organisation.name


class SeenBy(models.Model):
    """The other side of the role map: what one party says that another brings."""

    about = models.ForeignKey(Party, models.CASCADE, related_name="seen")
    by = models.ForeignKey(Party, models.CASCADE, related_name="+")
    brings = models.CharField(max_length=500)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("about", "by"), name="seen_once_by_each"),
            models.CheckConstraint(name="seen_by_another", condition=~Q(about=F("by"))),
        )

    def __str__(self) -> str:
        return self.brings


class Pool(models.Model):
    """The fund of an alliance."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="pools")
    fund = models.OneToOneField(Fund, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.fund)
