"""We back this experiment: who stands behind a decision, in which post, why, until when, and what if it fails."""

from datetime import date

from django.db import models
from django.db.models import Q

from saidanddone.core.ids import new_public_id
from saidanddone.core.languages import Language
from saidanddone.core.refs import Ref
from saidanddone.decisions.models.decisions import Decision
from saidanddone.people.models import Organisation


class Backing(models.Model):
    """An organisation stands behind whoever tries something, in public. One that is ended stays in sight."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="backings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    post = models.CharField(max_length=160, help_text="Who backs it: a name may go, the post stays.")
    why = models.TextField(max_length=1000)
    if_it_fails = models.TextField(max_length=1000, help_text="What is promised to those who try it, if it fails.")
    until_date = models.DateField()
    language = models.CharField(max_length=2, choices=Language)
    made_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    ended_date = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)
    submission_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - one row a form sent twice

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("decision", "organisation"), condition=Q(ended_date=None), name="backed_once_at_a_time"
            ),
            models.CheckConstraint(
                name="backing_ends_with_a_reason",
                condition=Q(ended_date=None, end_reason="") | Q(ended_date__isnull=False) & ~Q(end_reason=""),
            ),
            models.CheckConstraint(
                name="backing_says_what_if", condition=~Q(why="") & ~Q(if_it_fails="") & ~Q(post="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.post}"

    @property
    def ref(self) -> Ref:
        return Ref("backing", self.public_id)

    def holds_on(self, on: date) -> bool:
        return self.ended_date is None and self.until_date >= on
