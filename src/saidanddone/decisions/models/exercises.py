"""A trade-off that residents can try: a budget that must balance, or priorities that must fit."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saidanddone.core.ids import new_public_id
from saidanddone.core.refs import Ref
from saidanddone.decisions.models.decisions import Decision
from saidanddone.people.models import Contributor


class Exercise(models.Model):
    """The question, and how much there is to share out. Its results are evidence for the decision."""

    class Kind(models.TextChoices):
        BUDGET = "budget", _("A budget that must balance")
        PRIORITIES = "priorities", _("Priorities that must fit")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    decision = models.OneToOneField(Decision, models.CASCADE, related_name="exercise")
    kind = models.CharField(max_length=10, choices=Kind)
    question = models.CharField(max_length=240)
    limit = models.PositiveBigIntegerField(help_text="Pence of a budget; points of priorities.")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(name="exercise_has_something_to_share", condition=Q(limit__gt=0)),)

    def __str__(self) -> str:
        return self.question

    @property
    def ref(self) -> Ref:
        return Ref("exercise", self.public_id)


class ExerciseItem(models.Model):
    """One thing to choose, between `fewest` and `most` steps of it; all of them count against the limit."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="items")
    title = models.CharField(max_length=160)
    text = models.CharField(max_length=400, blank=True, help_text="What more or less of it would mean.")
    cost = models.PositiveBigIntegerField(help_text="Of one step, in pence or points.")
    fewest = models.PositiveSmallIntegerField(default=0)
    most = models.PositiveSmallIntegerField(default=1)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="exercise_item_bounds_are_in_order", condition=Q(fewest__lte=models.F("most"), most__gte=1)
            ),
        )

    def __str__(self) -> str:
        return self.title


class ExerciseResponse(models.Model):
    """One person's shares: `{item public id: steps}`, which fit the limit. Private; only results are shown.

    `browser_key` is a keyed hash, so that parallel first visits are one person.
    """

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="responses")
    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="+")
    shares = models.JSONField()
    given_at = models.DateTimeField()
    browser_key = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001 - null is "known otherwise"

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("exercise", "contributor"), name="one_response_a_contributor"),
            models.UniqueConstraint(fields=("exercise", "browser_key"), name="one_response_a_browser"),
        )

    def __str__(self) -> str:
        return f"response to {self.exercise_id}"
