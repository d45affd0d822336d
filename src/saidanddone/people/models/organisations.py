"""Organisations, their services, their published promises to answer, and the days on which nobody works."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saidanddone.core.ids import new_public_id
from saidanddone.core.languages import said_in
from saidanddone.core.viewer import Viewer
from saidanddone.people.roles import Permission
from saidanddone.places.models import Place

if TYPE_CHECKING:
    from datetime import date


class Nation(models.TextChoices):
    """Whose bank holidays hold."""

    ENGLAND = "england", _("England")
    WALES = "wales", _("Wales")
    SCOTLAND = "scotland", _("Scotland")
    NORTHERN_IRELAND = "northern_ireland", _("Northern Ireland")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, viewer: Viewer) -> "OrganisationQuerySet":
        """Everybody may see every organisation, also those that have ended."""
        return self.all()

    def editable_by(self, viewer: Viewer) -> "OrganisationQuerySet":
        """Those whose pages on the desk the viewer may open."""
        if viewer.may(Permission.ADMINISTER):
            return self.all()
        held = {organisation for name, organisation in viewer.permissions if name == Permission.EDIT_ORGANISATION}
        return self.filter(pk__in=held)

    def open(self) -> "OrganisationQuerySet":
        return self.filter(ended_date__isnull=True)

    def serving(self, place: Place) -> "OrganisationQuerySet":
        """Those that serve the place or a place that it nests in."""
        return self.filter(places__in=Place.objects.above(place)).distinct()


class Organisation(models.Model):
    """A public body, a voluntary or community group, a business, or an informal group with no legal form."""

    class Kind(models.TextChoices):
        PUBLIC_BODY = "public_body", _("Public body")
        VOLUNTARY = "voluntary", _("Voluntary organisation")
        COMMUNITY_GROUP = "community_group", _("Community group")
        BUSINESS = "business", _("Business")
        INFORMAL = "informal", _("Informal group")

    class Tier(models.TextChoices):
        LOCAL = "local", _("Local")
        REGIONAL = "regional", _("Regional")
        NATIONAL = "national", _("National")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    name_cy = models.CharField(max_length=160, blank=True)
    summary = models.TextField(blank=True, max_length=1000)
    summary_cy = models.TextField(blank=True, max_length=1000)
    kind = models.CharField(max_length=20, choices=Kind)
    tier = models.CharField(max_length=10, choices=Tier)
    nation = models.CharField(max_length=20, choices=Nation, default=Nation.WALES)
    places = models.ManyToManyField(Place, related_name="+", blank=True)
    home_page = models.URLField(blank=True)
    promise_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The promise to answer now in force, in working days."
    )
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        help_text="Who carries on its work. Several may merge into one.",
    )
    ended_date = models.DateField(null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="promise_is_1_to_60_working_days",
                condition=Q(promise_days__isnull=True) | Q(promise_days__range=(1, 60)),
            ),
            models.CheckConstraint(name="organisation_is_not_its_own_successor", condition=~Q(successor=F("pk"))),
        )

    def __str__(self) -> str:
        return self.local_name

    @property
    def local_name(self) -> str:
        return said_in(self, "name")

    @property
    def local_summary(self) -> str:
        return said_in(self, "summary")


class Promise(models.Model):
    """A promise to answer as it was published on a day; the newest one is in force."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="promises")
    days = models.PositiveSmallIntegerField(null=True, help_text="Working days; empty: no promise is made any more.")
    published_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="published_promise_is_1_to_60_working_days",
                condition=Q(days__isnull=True) | Q(days__range=(1, 60)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.days}"


class ServiceQuerySet(models.QuerySet["Service"]):
    def open(self) -> "ServiceQuerySet":
        return self.filter(ended_date__isnull=True)


class Service(models.Model):
    """Something an organisation does for people. It goes on until it ends, and may then name its successor."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="services")
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=160)
    name_cy = models.CharField(max_length=160, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    ended_date = models.DateField(null=True, blank=True)

    objects = ServiceQuerySet.as_manager()
    versions: "models.QuerySet[ServiceVersion]"

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("organisation", "slug"), name="service_slug_once_in_an_organisation"),
            models.CheckConstraint(name="service_is_not_its_own_successor", condition=~Q(successor=F("pk"))),
        )

    def __str__(self) -> str:
        return self.local_name

    @property
    def local_name(self) -> str:
        return said_in(self, "name")


class ServiceVersion(models.Model):
    """How a service works from a day on, and why it changed. Never edited: what was wrong is put right by another."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    words = models.TextField(max_length=2000)
    words_cy = models.TextField(max_length=2000, blank=True)
    because = models.CharField(max_length=500, blank=True, help_text="Why it changed; the first says nothing.")
    because_cy = models.CharField(max_length=500, blank=True)
    from_date = models.DateField()
    written_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("service", "-from_date", "-number")
        constraints = (
            models.UniqueConstraint(fields=("service", "number"), name="service_version_number_once"),
            models.CheckConstraint(name="service_version_says_why", condition=Q(number=1) | ~Q(because="")),
        )

    def __str__(self) -> str:
        return f"{self.service}, version {self.number}"

    @property
    def local_words(self) -> str:
        return said_in(self, "words")

    @property
    def local_because(self) -> str:
        return said_in(self, "because")


class BankHolidayQuerySet(models.QuerySet["BankHoliday"]):
    def days_of(self, nation: str) -> frozenset["date"]:
        return frozenset(self.filter(nation=nation).values_list("date", flat=True))


class BankHoliday(models.Model):
    """A day on which promises to answer do not run."""

    nation = models.CharField(max_length=20, choices=Nation)
    date = models.DateField()
    name = models.CharField(max_length=80)

    objects = BankHolidayQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("nation", "date"), name="bank_holiday_once_a_nation"),)

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
