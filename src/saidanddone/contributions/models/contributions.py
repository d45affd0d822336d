"""What someone said, with the credit they chose, and what goes with it."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.models.kept_files import KeptFile
from saidanddone.core.ids import new_public_id
from saidanddone.core.languages import Language, said_in
from saidanddone.core.refs import Ref
from saidanddone.core.text import excerpt, to_html
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Contributor, Organisation, Service
from saidanddone.people.roles import Permission
from saidanddone.places.models import Place


class TopicQuerySet(models.QuerySet["Topic"]):
    def open(self) -> "TopicQuerySet":
        return self.filter(retired_date__isnull=True)


class Topic(models.Model):
    """What a contribution is about; the list is the site's to edit."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    name_cy = models.CharField(max_length=80, blank=True)
    organisations = models.ManyToManyField(
        Organisation, related_name="+", blank=True, help_text="Who usually answers about it; suggested to who speaks."
    )
    retired_date = models.DateField(null=True, blank=True)

    objects = TopicQuerySet.as_manager()

    def __str__(self) -> str:
        return self.local_name

    @property
    def local_name(self) -> str:
        return said_in(self, "name")


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def visible_to(self, viewer: Viewer) -> "ContributionQuerySet":
        """The one rule of visibility: what is published to the viewer, their own, and what a moderator must see."""
        if viewer.may(Permission.MODERATE):
            return self.exclude(state=Contribution.State.WITHDRAWN)
        shown = Q(state=Contribution.State.PUBLISHED)
        seen = shown & Q(audience=Contribution.Audience.PUBLIC)
        if viewer.organisation_ids:
            shared = Contribution.shared_with.through.objects.filter(organisation__in=viewer.organisation_ids)
            seen |= shown & Q(pk__in=shared.values("contribution"))
        if viewer.contributor_ids:
            seen |= Q(contributor__in=viewer.contributor_ids)
        return self.filter(seen)

    def public(self) -> "ContributionQuerySet":
        return self.filter(state=Contribution.State.PUBLISHED, audience=Contribution.Audience.PUBLIC)

    def family(self, *pks: int) -> "ContributionQuerySet":
        """These and all that were linked to one of them, in the order in which rows are locked."""
        return self.filter(Q(pk__in=pks) | Q(same_as__in=pks)).order_by("pk")

    def newest_first(self) -> "ContributionQuerySet":
        return self.order_by("-published_at", "-pk")


class Contribution(models.Model):
    """One thing that someone said: to whom, about what, from where, and how they want to be named."""

    class Kind(models.TextChoices):
        EXPERIENCE = "experience", _("Experience")
        IDEA = "idea", _("Idea")
        QUESTION = "question", _("Question")
        CONCERN = "concern", _("Concern")
        THANKS = "thanks", _("Thank-you")

    class Channel(models.TextChoices):
        WEB = "web", _("On this site")
        CONVERSATION = "conversation", _("In a conversation")
        ROOM = "room", _("In a room")
        SURVEY = "survey", _("In a survey")
        PAPER = "paper", _("On paper")
        IMPORT = "import", _("From a file")

    class Credit(models.TextChoices):
        NAME = "name", _("By my name")
        FIRST_NAME = "first_name", _("By my first name")
        PSEUDONYM = "pseudonym", _("By a name I choose")
        GROUP = "group", _("As a group")
        UNCREDITED = "uncredited", _("Without a name, but counted")

    class Audience(models.TextChoices):
        PUBLIC = "public", _("Everyone")
        ORGANISATIONS = "organisations", _("Only the organisations I name")
        ORGANISATION = "organisation", _("Only one organisation")

    class State(models.TextChoices):
        HELD = "held", _("Being checked")
        PUBLISHED = "published", _("Published")
        HIDDEN = "hidden", _("Hidden")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.TextField(max_length=5000)
    language = models.CharField(max_length=2, choices=Language)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    said_date = models.DateField()
    channel = models.CharField(max_length=12, choices=Channel)
    source_kind = models.CharField(max_length=40, blank=True)
    source_id = models.CharField(max_length=40, blank=True)
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(
        "people.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The connector who wrote it down for somebody else.",
    )
    credit = models.CharField(max_length=12, choices=Credit)
    credit_name = models.CharField(max_length=120, blank=True, help_text="As shown; empty if uncredited.")
    may_be_quoted = models.BooleanField(default=False)
    may_be_contacted = models.BooleanField(default=False)
    audience = models.CharField(max_length=14, choices=Audience, default=Audience.PUBLIC)
    shared_with = models.ManyToManyField(Organisation, related_name="+", blank=True)
    state = models.CharField(max_length=10, choices=State)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    corrected_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(
        null=True, blank=True, help_text="When a moderator hid it; its clocks stand still."
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    is_redacted = models.BooleanField(default=False)
    same_as = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="duplicates")
    support_count = models.PositiveIntegerField(default=0)
    import_key = models.CharField(max_length=120, null=True, unique=True, editable=False)  # noqa: DJ001 - null is "not imported"
    submission_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - one row a form sent twice

    objects = ContributionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="contribution_point_is_whole_and_on_earth",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180))
                & Q(latitude__isnull=False, longitude__isnull=False),  # a check that is unknown, as of null, would pass
            ),
            models.CheckConstraint(
                name="contribution_uncredited_has_no_credit_name",
                condition=~Q(credit="uncredited") | Q(credit_name=""),
            ),
            models.CheckConstraint(
                name="contribution_published_has_its_moment",
                condition=~Q(state="published") | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(name="contribution_is_not_the_same_as_itself", condition=~Q(same_as=F("pk"))),
        )
        # One for each order of the lists and, where one value stands for few, for each filter: see queries/lists.py.
        indexes = (
            models.Index(fields=("-published_at", "-id"), condition=Q(state="published"), name="contribution_newest"),
            models.Index(
                fields=("-support_count", "-published_at", "-id"),
                condition=Q(state="published"),
                name="contribution_most_supported",
            ),
            models.Index(
                fields=("place", "-published_at", "-id"),
                condition=Q(state="published"),
                name="contribution_place_newest",
            ),
            models.Index(
                fields=("topic", "-published_at", "-id"),
                condition=Q(state="published"),
                name="contribution_topic_newest",
            ),
            models.Index(
                fields=("service", "-published_at", "-id"),
                condition=Q(state="published"),
                name="contribution_service_newest",
            ),
            models.Index(fields=("contributor",), name="contribution_contributor"),
            models.Index(
                fields=("source_kind", "source_id", "-published_at", "-id"),
                condition=~Q(source_kind=""),
                name="contribution_source",
            ),
        )

    def __str__(self) -> str:
        return self.excerpt

    @property
    def ref(self) -> Ref:
        return Ref("contribution", self.public_id)

    @property
    def is_public(self) -> bool:
        """Everyone may read it."""
        return self.state == self.State.PUBLISHED and self.audience == self.Audience.PUBLIC

    @property
    def excerpt(self) -> str:
        return excerpt(self.text)

    @property
    def html(self) -> str:
        return to_html(self.text)

    def is_corrected_in_place(self, at: datetime, window: timedelta) -> bool:
        """Whether a correction now leaves no version: within the window, and nobody has built on the words yet."""
        is_early = self.published_at is None or at - self.published_at <= window
        return is_early and not self.support_count and not self.answers.exists()


class Translation(models.Model):
    """The text in the other language, made by a person or by a machine, and marked as such."""

    class MadeBy(models.TextChoices):
        PERSON = "person", _("Translated by a person")
        MACHINE = "machine", _("Translated by a machine")

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="translations")
    language = models.CharField(max_length=2, choices=Language)
    text = models.TextField(max_length=6000)
    made_by = models.CharField(max_length=8, choices=MadeBy)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("contribution", "language"), name="one_translation_a_language"),)

    def __str__(self) -> str:
        return f"{self.language} of {self.contribution_id}"


class Version(models.Model):
    """The words as they stood before a correction that came after the edit window."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    replaced_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("contribution", "number"), name="contribution_version_once"),)

    def __str__(self) -> str:
        return f"version {self.number} of {self.contribution_id}"


class Support(models.Model):
    """One person adding their voice. `browser_key` is a keyed hash, so that parallel first visits are one person."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="supports")
    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="+")
    given_at = models.DateTimeField()
    wants_news = models.BooleanField(default=False, help_text="Tell them when it is answered, decided or done.")
    browser_key = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001 - null is "known otherwise"

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("contribution", "contributor"), name="one_support_a_person"),
            models.UniqueConstraint(fields=("contribution", "browser_key"), name="one_support_a_browser"),
        )

    def __str__(self) -> str:
        return f"support of {self.contribution_id}"


class Attachment(KeptFile):
    """A file that goes with a contribution."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="attachments")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("contribution", "sha256"), name="same_file_attached_once"),)
