"""What was understood, what it rests on, who wrote it, and what those whom it cites say of it."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.models import Contribution, Topic
from saidanddone.contributions.models.contributions import ContributionQuerySet
from saidanddone.core.ids import new_public_id
from saidanddone.core.languages import Language
from saidanddone.core.refs import Ref
from saidanddone.core.text import excerpt
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.bilingual import Bilingual
from saidanddone.decisions.credits import CivicRole
from saidanddone.decisions.models.references import Citing
from saidanddone.people.models import Contributor, Organisation
from saidanddone.people.roles import Permission
from saidanddone.places.models import Place


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, viewer: Viewer) -> "FindingQuerySet":
        """What is published, drafts of one's own organisations or pen, and what cites one while it is being checked."""
        if viewer.acts_for_site or viewer.may(Permission.MODERATE):
            return self.all()
        seen = Q(published_at__isnull=False, hidden_at__isnull=True)
        if viewer.organisation_ids:
            seen |= Q(organisation__in=viewer.organisation_ids)
        if viewer.contributor_ids:
            written = Writer.objects.filter(contributor__in=viewer.contributor_ids)
            citing = Evidence.objects.filter(contribution__contributor__in=viewer.contributor_ids)
            seen |= Q(pk__in=written.values("finding"))
            seen |= Q(state=Finding.State.CHECKING, hidden_at__isnull=True, pk__in=citing.values("finding"))
        return self.filter(seen)

    def public(self) -> "FindingQuerySet":
        """Published once, and not hidden: superseded and withdrawn ones keep their page."""
        return self.filter(published_at__isnull=False, hidden_at__isnull=True)

    def standing(self) -> "FindingQuerySet":
        """Public, and neither superseded nor withdrawn."""
        return self.public().filter(state=Finding.State.PUBLISHED)

    def newest_first(self) -> "FindingQuerySet":
        return self.order_by("-published_at", "-pk")


class Finding(Bilingual):
    """A summary of what was understood, with the contributions and figures that it rests on."""

    class Kind(models.TextChoices):
        UNDERSTANDING = "understanding", _("What was understood")
        RED_LINE = "red_line", _("We will no longer put up with this")
        WISH = "wish", _("How it should be in the future")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CHECKING = "checking", _("Open for checking by those it cites")
        PUBLISHED = "published", _("Published")
        SUPERSEDED = "superseded", _("Superseded")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    WORDS = {
        "title": _("What was understood"),
        "summary": _("The summary"),
        "missing": _("What is missing"),
        "disagreement": _("Who sees it otherwise"),
    }

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=14, choices=Kind, default=Kind.UNDERSTANDING)
    title = models.CharField(max_length=200, help_text="What was understood, in one sentence.")
    summary = models.TextField(max_length=5000, blank=True)
    missing = models.TextField(max_length=2000, blank=True, help_text="Who was not heard, what is not known.")
    disagreement = models.TextField(max_length=2000, blank=True, help_text="Who sees it otherwise, and how.")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="Who keeps the draft.")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    created_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    checking_at = models.DateTimeField(null=True, blank=True)
    checking_until_date = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="supersedes")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When it was superseded or withdrawn.")
    reason = models.TextField(max_length=2000, blank=True, help_text="Why it was superseded or withdrawn.")
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="Hidden by a moderator.")
    is_redacted = models.BooleanField(default=False)
    submission_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - one row a form sent twice

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="finding_published_has_its_moment",
                condition=~Q(state__in=("published", "superseded")) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="finding_superseded_says_by_what",
                condition=Q(state="superseded", superseded_by__isnull=False)
                | ~Q(state="superseded") & Q(superseded_by__isnull=True),
            ),
            models.CheckConstraint(
                name="finding_withdrawn_has_a_reason", condition=~Q(state="withdrawn") | ~Q(reason="")
            ),
            models.CheckConstraint(name="finding_does_not_supersede_itself", condition=~Q(superseded_by=F("pk"))),
        )
        indexes = (
            models.Index(
                fields=("-published_at", "-id"), condition=Q(published_at__isnull=False), name="finding_newest"
            ),
            models.Index(fields=("place", "-published_at"), name="finding_of_place"),
            models.Index(fields=("organisation", "state"), name="finding_of_organisation"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        return Ref("finding", self.public_id)

    @property
    def is_public(self) -> bool:
        return self.published_at is not None and self.hidden_at is None

    @property
    def is_open(self) -> bool:
        """It may still be edited."""
        return self.state in (self.State.DRAFT, self.State.CHECKING)

    def citable_by(self, viewer: Viewer) -> ContributionQuerySet:
        """What the viewer may see and this finding may rest on: published, to everyone or to its organisation."""
        shared = Contribution.shared_with.through.objects.filter(organisation=self.organisation_id)
        to_whom = Q(audience=Contribution.Audience.PUBLIC) | Q(pk__in=shared.values("contribution"))
        return Contribution.objects.visible_to(viewer).filter(to_whom, state=Contribution.State.PUBLISHED)


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def standing(self) -> "EvidenceQuerySet":
        """What counts: references, and contributions that stand, said to everyone or to the finding's organisation.

        What is hidden, held or withdrawn leaves every figure of the finding, and comes back with its contribution.
        """
        said = Contribution.shared_with.through.objects.filter(
            contribution=OuterRef("contribution"), organisation=OuterRef("finding__organisation")
        )
        to_whom = Q(contribution__audience=Contribution.Audience.PUBLIC) | Exists(said)
        stands = Q(contribution__state=Contribution.State.PUBLISHED) & to_whom
        return self.filter(Q(contribution__isnull=True) | stands)

    def said(self) -> "EvidenceQuerySet":
        """Contributions, as against references."""
        return self.filter(contribution__isnull=False)

    def sources(self) -> "EvidenceQuerySet":
        """References, as against contributions."""
        return self.exclude(ref_kind="")


class Evidence(Citing):
    """One thing that a finding rests on: a contribution, or what `ref` names (a statement, an estimate, a dataset)."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="evidence")
    contribution = models.ForeignKey(Contribution, models.CASCADE, null=True, blank=True, related_name="+")
    sentence = models.CharField(max_length=500, blank=True, help_text="The sentence of it that says it best.")
    cited_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    cited_at = models.DateTimeField()

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        constraints = (
            *Citing.Meta.constraints,
            models.UniqueConstraint(fields=("finding", "contribution"), name="contribution_cited_once"),
            models.UniqueConstraint(
                fields=("finding", "ref_kind", "ref_id"), condition=~Q(ref_kind=""), name="reference_cited_once"
            ),
            models.CheckConstraint(
                name="evidence_is_one_thing",
                condition=Q(contribution__isnull=False, ref_kind="", ref_id="")
                | Q(contribution__isnull=True) & ~Q(ref_kind="") & ~Q(ref_id=""),
            ),
        )
        indexes = (models.Index(fields=("contribution", "finding"), name="evidence_of_contribution"),)

    def __str__(self) -> str:
        return f"evidence of {self.finding_id}"

    @property
    def ref(self) -> Ref | None:
        return Ref(self.ref_kind, self.ref_id) if self.ref_kind else None


class Writer(models.Model):
    """Somebody who wrote a finding, as they chose to be credited, and what they did.

    `contributor` ties a resident to it: while it is a draft they may edit it as its own organisation does.
    `contribution` is where they chose the name: it follows when they choose another one, and goes with the words.
    """

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="writers")
    contributor = models.ForeignKey(Contributor, models.CASCADE, null=True, blank=True, related_name="+")
    contribution = models.ForeignKey(Contribution, models.CASCADE, null=True, blank=True, related_name="+")
    person = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=12, choices=CivicRole)
    name = models.CharField(max_length=120, help_text="As they chose to be named.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("finding", "name", "role"), name="writer_once_in_a_role"),
            models.CheckConstraint(name="writer_has_a_name", condition=~Q(name="")),
        )

    def __str__(self) -> str:
        return self.name


class CheckQuerySet(models.QuerySet["Check"]):
    def standing(self) -> "CheckQuerySet":
        """By those whose words still stand in the finding: who took theirs back no longer says anything of it."""
        cited = Evidence.objects.standing().filter(finding=OuterRef("finding"), contribution=OuterRef("contribution"))
        return self.filter(Exists(cited))


class Check(models.Model):
    """What somebody whom a finding cites says of it: is this what you meant?"""

    class Value(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="checks")
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="+")
    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="+")
    value = models.CharField(max_length=6, choices=Value)
    words = models.TextField(max_length=2000, blank=True)
    language = models.CharField(max_length=2, choices=Language, blank=True)
    words_hidden_at = models.DateTimeField(
        null=True, blank=True, help_text="Hidden by a moderator, or not yet checked."
    )
    is_redacted = models.BooleanField(default=False)
    given_at = models.DateTimeField()

    objects = CheckQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("finding", "contributor"), name="one_check_a_contributor"),)

    def __str__(self) -> str:
        return f"{self.value} on {self.finding_id}"

    @property
    def ref(self) -> Ref:
        return Ref("finding-check", self.public_id)

    @property
    def shown_words(self) -> str:
        return "" if self.words_hidden_at else self.words

    @property
    def excerpt(self) -> str:
        return excerpt(self.shown_words)
