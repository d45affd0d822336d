"""How an outcome is measured: indicators, what was observed, baselines and targets, and three opinions kept apart."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saidanddone.commitments.models.outcomes import Outcome
from saidanddone.core.ids import new_public_id
from saidanddone.core.languages import Language
from saidanddone.core.refs import Ref
from saidanddone.decisions.bilingual import Bilingual
from saidanddone.people.models import Organisation


class Indicator(Bilingual):
    """A measure of an outcome, with all that one must know to read it."""

    class Better(models.TextChoices):
        HIGHER = "higher", _("Higher is better")
        LOWER = "lower", _("Lower is better")

    class Kind(models.TextChoices):
        DONE = "done", _("Did we do it?")
        WELL = "well", _("How well?")
        BETTER_OFF = "better_off", _("Is anyone better off?")

    class Rule(models.TextChoices):
        LINE = "line", _("By the line from baseline to target")

    class Frequency(models.TextChoices):
        MONTH = "month", _("Every month")
        QUARTER = "quarter", _("Every quarter")
        YEAR = "year", _("Every year")

    WORDS = {
        "title": _("The measure"),
        "definition": _("What exactly is measured"),
        "source": _("Source"),
        "population": _("About whom"),
        "geography": _("Where"),
        "chosen_with": _("Chosen with"),
        "technical_note": _("Technical note"),
        "revision_rule": _("When figures are revised"),
    }

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="indicators")
    title = models.CharField(max_length=200)
    definition = models.TextField(max_length=2000)
    unit = models.CharField(max_length=60)
    better = models.CharField(max_length=8, choices=Better)
    kind = models.CharField(max_length=10, choices=Kind)
    population = models.CharField(max_length=200, blank=True)
    geography = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=300)
    source_link = models.URLField(max_length=500, blank=True)
    frequency = models.CharField(max_length=8, choices=Frequency)
    steward = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    technical_note = models.TextField(max_length=3000, blank=True)
    revision_rule = models.CharField(max_length=500, blank=True)
    chosen_with = models.CharField(
        max_length=300, blank=True, help_text="With which residents it was chosen, and when."
    )
    rule = models.CharField(
        max_length=20, choices=Rule, default=Rule.LINE, help_text="How it is judged, declared before the data."
    )
    rule_declared_at = models.DateTimeField()
    order = models.PositiveSmallIntegerField(default=0)
    key = models.SlugField(max_length=80, unique=True, help_text="What a file calls it.")

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        return Ref("indicator", self.public_id)


class ObservationQuerySet(models.QuerySet["Observation"]):
    def current(self) -> "ObservationQuerySet":
        """Without those that a revision took the place of."""
        return self.filter(superseded_at__isnull=True)


class Observation(models.Model):
    """One value of one period, for the whole area or for one place; `value` is empty where there is no data."""

    class Status(models.TextChoices):
        PROVISIONAL = "provisional", _("Provisional")
        FINAL = "final", _("Final")
        REVISED = "revised", _("Revised")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="observations")
    place = models.ForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")
    start_date = models.DateField()
    end_date = models.DateField()
    value = models.FloatField(null=True, blank=True)
    lower = models.FloatField(null=True, blank=True)
    upper = models.FloatField(null=True, blank=True)
    sample_size = models.PositiveIntegerField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status)
    source = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=500, blank=True, help_text="Why there is no data, or what broke the series.")
    recorded_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "place", "start_date"),
                condition=Q(superseded_at__isnull=True, place__isnull=False),
                name="one_current_observation_a_place",
            ),
            models.UniqueConstraint(
                fields=("indicator", "start_date"),
                condition=Q(superseded_at__isnull=True, place__isnull=True),
                name="one_current_observation",
            ),
            models.CheckConstraint(name="observation_period_in_order", condition=Q(start_date__lte=F("end_date"))),
            models.CheckConstraint(
                name="observation_interval_holds_its_value",
                condition=Q(lower__isnull=True, upper__isnull=True)
                | Q(value__isnull=False, lower__lte=F("value"), upper__gte=F("value")),
            ),
            models.CheckConstraint(
                name="observation_without_a_value_says_why", condition=Q(value__isnull=False) | ~Q(note="")
            ),
        )
        indexes = (models.Index(fields=("indicator", "end_date"), name="observation_of_indicator"),)

    def __str__(self) -> str:
        return f"{self.value} for {self.start_date}"

    @property
    def ref(self) -> Ref:
        return Ref("observation", self.public_id)


class Line(models.Model):
    """A baseline or a target: dated and superseded, never edited; a reset one stays in sight with its reason."""

    class Kind(models.TextChoices):
        BASELINE = "baseline", _("Baseline")
        TARGET = "target", _("Target")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=8, choices=Kind)
    date = models.DateField(help_text="The day that the value is of.")
    value = models.FloatField()
    set_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True, help_text="Why it was set anew.")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "kind"), condition=Q(superseded_at__isnull=True), name="one_line_in_force"
            ),
            models.CheckConstraint(
                name="line_reset_has_a_reason", condition=Q(superseded_at__isnull=True) | ~Q(reason="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.value} on {self.date}"

    @property
    def ref(self) -> Ref:
        return Ref("line", self.public_id)


class Opinion(models.Model):
    """What the owners, or somebody independent of them, make of an indicator, beside what the rule computes."""

    class By(models.TextChoices):
        OWNERS = "owners", _("Those who answer for it")
        INDEPENDENT = "independent", _("Somebody independent")

    class Value(models.TextChoices):
        MET = "met", _("Met")
        ON_COURSE = "on_course", _("On course")
        SOME = "some_progress", _("Some progress")
        WORSE = "worse", _("Worse")
        TOO_EARLY = "too_early", _("Too early to tell")
        NO_DATA = "no_data", _("No data")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="opinions")
    by = models.CharField(max_length=12, choices=By)
    value = models.CharField(max_length=14, choices=Value)
    reason = models.TextField(max_length=2000)
    language = models.CharField(max_length=2, choices=Language)
    name = models.CharField(max_length=200, blank=True, help_text="Of the assessor, or of the residents' panel.")
    given_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="opinion_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="independent_opinion_names_whose", condition=~Q(by="independent") | ~Q(name="")
            ),
        )
        indexes = (models.Index(fields=("indicator", "by", "-given_at"), name="opinion_newest"),)

    def __str__(self) -> str:
        return f"{self.value} by {self.by}"

    @property
    def ref(self) -> Ref:
        return Ref("opinion", self.public_id)
