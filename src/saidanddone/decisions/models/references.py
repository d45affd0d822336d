"""What findings and decisions cite that is neither a contribution nor a finding: a thing of the site, or an address."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saidanddone.core.links import host_of, is_safe


class SourceKind(models.TextChoices):
    STATEMENT = "statement", _("Statement")
    ESTIMATE = "estimate", _("Estimate from a survey")
    CONVERSATION = "conversation", _("Conversation")
    DATASET = "dataset", _("Dataset")
    EXERCISE = "exercise", _("Results of a trade-off exercise")
    OTHER = "other", _("Other source")


class Citing(models.Model):
    """A row that may cite by reference: what it is, in words, of which day, and where it can be read."""

    ref_kind = models.CharField(max_length=40, blank=True)
    ref_id = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=300, blank=True, help_text="What the reference says, where it is no page here.")
    link = models.URLField(max_length=500, blank=True)
    kind = models.CharField(max_length=12, choices=SourceKind, blank=True, help_text="Empty: it is no reference.")
    source_date = models.DateField(null=True, blank=True, help_text="Of which day the source is, if that is known.")

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                name="%(class)s_says_of_references_alone_what_they_are",
                condition=~Q(ref_kind="") | Q(words="", link="", kind="", source_date__isnull=True),
            ),
        )

    @property
    def address(self) -> str:
        """Where it can be read on another site; empty where that could lead somewhere dangerous."""
        return self.link if is_safe(self.link) else ""

    @property
    def host(self) -> str:
        return host_of(self.link) if self.link else ""

    @property
    def kind_words(self) -> str:
        return str(SourceKind(self.kind or SourceKind.OTHER).label)
