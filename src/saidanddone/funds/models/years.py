"""A year of a fund that is over: what each partner's statement said then, and what was done with what was left."""

from django.db import models

from saidanddone.core.ids import new_public_id
from saidanddone.core.refs import Ref
from saidanddone.funds.models.funds import Fund


class YearEnd(models.Model):
    """Never changed: `statements` holds the figures of each partner by its short name, `digests` their SHA-256."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="year_ends")
    year = models.SmallIntegerField()
    figures = models.JSONField(help_text="What the fund came to.")
    statements = models.JSONField()
    digests = models.JSONField()
    closed_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("fund", "year"), name="year_of_a_fund_ends_once"),)

    def __str__(self) -> str:
        return f"{self.fund} in {self.year}"

    @property
    def ref(self) -> Ref:
        return self.fund.ref
