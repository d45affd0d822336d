"""Something that went wrong, said openly."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saidanddone.commitments.models.commitments import Commitment
from saidanddone.commitments.models.outcomes import Outcome
from saidanddone.core.ids import new_public_id
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.bilingual import Bilingual
from saidanddone.decisions.models import Decision
from saidanddone.people.models import Organisation, Service
from saidanddone.people.roles import Permission
from saidanddone.places.models import Place


class SetbackQuerySet(models.QuerySet["Setback"]):
    def visible_to(self, viewer: Viewer) -> "SetbackQuerySet":
        if viewer.acts_for_site or viewer.may(Permission.MODERATE):
            return self.all()
        return self.filter(Q(hidden_at__isnull=True) | Q(organisation__in=viewer.organisation_ids))

    def public(self) -> "SetbackQuerySet":
        return self.filter(hidden_at__isnull=True)


class Setback(Bilingual):
    """What, whom it touched, what it cost, why, the fix and its owner, and what was found when it was looked at again.

    `known_date` is when the organisation knew, `said_at` when it said so here: within the site's promised time or late.
    """

    WORDS = {
        "title": _("What went wrong"),
        "text": _("What happened"),
        "touched": _("Whom it touched"),
        "cost": _("What it cost"),
        "cause": _("Why it happened"),
        "fix": _("What is done about it"),
        "fix_owner": _("Who sees to it"),
        "found": _("What the second look found"),
        "lesson": _("What others can learn"),
    }

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    title = models.CharField(max_length=200, help_text="What went wrong, in one sentence.")
    text = models.TextField(max_length=3000)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, blank=True, related_name="setbacks")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.ForeignKey(Outcome, models.PROTECT, null=True, blank=True, related_name="setbacks")
    known_date = models.DateField()
    said_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    said_at = models.DateTimeField()
    is_in_time = models.BooleanField(help_text="Said within the site's promised time.")
    touched = models.CharField(max_length=500, help_text="Whom it touched, and how many.")
    cost = models.CharField(max_length=300, blank=True)
    cause = models.TextField(max_length=2000, blank=True, help_text="Empty: not known yet.")
    fix = models.TextField(max_length=2000)
    fix_owner = models.CharField(max_length=200)
    check_date = models.DateField(help_text="When it is looked at again.")
    checked_date = models.DateField(null=True, blank=True)
    found = models.TextField(max_length=2000, blank=True, help_text="What that look found.")
    lesson = models.TextField(max_length=2000, blank=True, help_text="What others can learn.")
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="Hidden by a moderator.")
    is_redacted = models.BooleanField(default=False)
    submission_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - one row a form sent twice

    objects = SetbackQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="setback_checked_says_what_was_found",
                condition=Q(checked_date__isnull=True, found="") | Q(checked_date__isnull=False) & ~Q(found=""),
            ),
            models.CheckConstraint(
                name="setback_is_checked_after_it_was_known", condition=Q(check_date__gte=F("known_date"))
            ),
        )
        indexes = (
            models.Index(fields=("-said_at", "-id"), name="setback_newest"),
            models.Index(fields=("check_date",), condition=Q(checked_date__isnull=True), name="setback_to_be_checked"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        return Ref("setback", self.public_id)
