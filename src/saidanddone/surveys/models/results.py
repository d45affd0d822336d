"""What was worked out: stored with its method, and never changed once it is published."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from saidanddone.core.ids import new_public_id
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.people.roles import Permission
from saidanddone.places.models import Place
from saidanddone.surveys.models.waves import Wave


class AnalysisQuerySet(models.QuerySet["Analysis"]):
    def published(self) -> "AnalysisQuerySet":
        """What stands: made public among its readers, and not superseded."""
        return self.filter(published_at__isnull=False, superseded_by__isnull=True)

    def public(self) -> "AnalysisQuerySet":
        """What everyone may read; of staff, only what was published for everyone."""
        return self.filter(published_at__isnull=False, readers=Analysis.Readers.EVERYONE)

    def visible_to(self, viewer: Viewer) -> "AnalysisQuerySet":
        """What is published for everyone, or for an organisation of the viewer's."""
        rows = self.filter(published_at__isnull=False)
        if viewer.acts_for_site or viewer.may(Permission.ADMINISTER):
            return rows
        own = models.Q(wave__survey__organisation__in=viewer.organisation_ids)
        return rows.filter(own | models.Q(readers=Analysis.Readers.EVERYONE))

    def about(self, ref: Ref) -> "AnalysisQuerySet":
        """Of surveys about an organisation, a service or a place."""
        return self.filter(wave__survey__about_kind=ref.kind, wave__survey__about_id=ref.public_id)


class Analysis(models.Model):
    """One working-out of a wave. A published one is superseded by another, not changed."""

    class Readers(models.TextChoices):
        ORGANISATION = "organisation", _("Only your organisation")
        EVERYONE = "everyone", _("Everyone")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="analyses")
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    readers = models.CharField(
        max_length=12, choices=Readers, default=Readers.ORGANISATION, help_text="Whom it is published for."
    )
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    method = models.CharField(max_length=400)
    engine = models.CharField(max_length=40, help_text="The version that worked it out.")
    count = models.PositiveIntegerField(help_text="Responses, unweighted.")
    effective_count = models.FloatField(null=True, blank=True)
    weighting = models.JSONField(
        default=dict, blank=True, help_text="Margins before and after, those not met, trimmed share."
    )
    rates = models.JSONField(default=dict, blank=True, help_text="Response rates by named definition.")
    representativeness = models.JSONField(default=dict, blank=True)
    reliability = models.JSONField(default=dict, blank=True, help_text="Alpha and omega of each construct.")
    drivers = models.JSONField(default=dict, blank=True)
    association = models.JSONField(default=dict, blank=True, help_text="Of satisfaction with trust; never a cause.")

    objects = AnalysisQuerySet.as_manager()

    def __str__(self) -> str:
        return f"analysis {self.public_id}"

    @property
    def ref(self) -> Ref:
        return Ref("survey-results", self.public_id)


class EstimateQuerySet(models.QuerySet["Estimate"]):
    def standing(self) -> "EstimateQuerySet":
        """Of what everyone may read and nothing has superseded; of no round that was withdrawn."""
        standing = Analysis.objects.public().published().exclude(wave__state=Wave.State.WITHDRAWN)
        return self.filter(analysis__in=standing)

    def of_place(self, place: Place) -> "EstimateQuerySet":
        """Of the people who live in a place, whatever the survey was about."""
        return self.filter(place=place.public_id)


class Estimate(models.Model):
    """One figure: of an item or a construct, of everybody or a group. What is kept back has a marker and no value."""

    class Kind(models.TextChoices):
        MEAN = "mean", _("Mean")
        SHARE = "share", _("Share")
        NET = "net", _("Net")
        MEDIAN = "median", _("Median")
        DIFFERENCE = "difference", _("Difference to the last wave")

    analysis = models.ForeignKey(Analysis, models.CASCADE, related_name="estimates")
    item = models.SlugField(max_length=40)
    figure = models.SlugField(max_length=40, help_text="mean, a band's name, net, an answer's code, dont_know.")
    kind = models.CharField(max_length=10, choices=Kind)
    variable = models.SlugField(
        max_length=40, blank=True, help_text="The question that parts people; empty is everybody."
    )
    group = models.CharField(max_length=60, blank=True)
    place = models.CharField(
        max_length=10, blank=True, db_index=True, help_text="The public id of the place that the group lives in."
    )
    value = models.FloatField(null=True, blank=True)
    lower = models.FloatField(null=True, blank=True)
    upper = models.FloatField(null=True, blank=True)
    error = models.FloatField(null=True, blank=True)
    degrees = models.FloatField(null=True, blank=True)
    count = models.PositiveIntegerField(null=True, blank=True)
    effective_count = models.FloatField(null=True, blank=True)
    marker = models.CharField(max_length=4, blank=True, help_text="c, u, x, z, b, p, r or low.")

    objects = EstimateQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("analysis", "item", "figure", "kind", "variable", "group"), name="estimate_once_an_analysis"
            ),
        )

    def __str__(self) -> str:
        return f"{self.item} {self.figure} {self.group}"


class Alert(models.Model):
    """A change between two waves beyond chance, for whoever looks after it."""

    analysis = models.ForeignKey(Analysis, models.CASCADE, related_name="alerts")
    item = models.SlugField(max_length=40)
    figure = models.SlugField(max_length=40)
    change = models.FloatField()
    lower = models.FloatField()
    upper = models.FloatField()
    raised_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("analysis", "item", "figure"), name="alert_once_a_figure"),)

    def __str__(self) -> str:
        return f"alert about {self.item}"
