"""Places that nest, with boundary, centre and population profile."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saidanddone.core.ids import new_public_id
from saidanddone.core.languages import said_in
from saidanddone.core.viewer import Viewer

if TYPE_CHECKING:
    from collections.abc import Iterable


class PlaceQuerySet(models.QuerySet["Place"]):
    def visible_to(self, viewer: Viewer) -> "PlaceQuerySet":
        """Everybody may see every place."""
        return self.all()

    def within(self, place: "Place") -> "PlaceQuerySet":
        """The place itself and all that nest in it."""
        return self.filter(path__startswith=place.path)

    def above(self, place: "Place") -> "PlaceQuerySet":
        """The places that this one nests in, and itself."""
        parts = place.path.split("/")[:-1]
        return self.filter(path__in=["/".join(parts[: depth + 1]) + "/" for depth in range(len(parts))])

    def serving(self, ids: "Iterable[int]") -> "PlaceQuerySet":
        return self.filter(pk__in=list(ids))

    def around(self, *, latitude: float, longitude: float) -> "PlaceQuerySet":
        """Those whose surrounding rectangle holds the point: few enough to look at each boundary."""
        return self.filter(west__lte=longitude, east__gte=longitude, south__lte=latitude, north__gte=latitude)


class Place(models.Model):
    """A community or area. `path` is the slugs from the top, each with a slash behind: `aberwen/bryn-teg/`."""

    class Level(models.TextChoices):
        NATION = "nation", _("Nation")
        REGION = "region", _("Region")
        COUNTY = "county", _("County")
        TOWN = "town", _("Town")
        WARD = "ward", _("Ward")
        COMMUNITY = "community", _("Community")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    name_cy = models.CharField(max_length=120, blank=True)
    level = models.CharField(max_length=12, choices=Level, default=Level.COMMUNITY)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=500, unique=True, editable=False)
    code = models.CharField(max_length=40, blank=True, help_text="An official code, such as W05001234.")
    boundary = models.JSONField(null=True, blank=True)
    outline = models.JSONField(null=True, blank=True, editable=False, help_text="The boundary simplified for display.")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    west = models.FloatField(null=True, blank=True, editable=False)
    south = models.FloatField(null=True, blank=True, editable=False)
    east = models.FloatField(null=True, blank=True, editable=False)
    north = models.FloatField(null=True, blank=True, editable=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="place_centre_is_whole_and_on_earth",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
            models.CheckConstraint(name="place_is_not_its_own_parent", condition=~Q(parent=F("pk"))),
        )
        indexes = (models.Index(fields=("west", "east"), name="place_by_longitudes"),)

    def __str__(self) -> str:
        return self.local_name

    @property
    def local_name(self) -> str:
        return said_in(self, "name")

    @property
    def depth(self) -> int:
        """0 for a place at the top."""
        return self.path.count("/") - 1


class Profile(models.Model):
    """How many people of one category of one dimension live in a place, by one source in one year."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="profile")
    dimension = models.CharField(max_length=40)
    category = models.CharField(max_length=60)
    count = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("place", "dimension", "category", "year", "source"),
                name="profile_count_is_given_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.dimension}: {self.category} {self.count}"
