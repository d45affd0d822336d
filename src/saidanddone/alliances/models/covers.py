"""The note that covers a leader who takes a risk with others: what is tried, who carries what, who backs it."""

from django.db import models
from django.db.models import Q

from saidanddone.alliances.models.alliances import Alliance, Party
from saidanddone.core.ids import new_public_id
from saidanddone.core.languages import Language
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer


class CoverNoteQuerySet(models.QuerySet["CoverNote"]):
    def visible_to(self, viewer: Viewer) -> "CoverNoteQuerySet":
        """What is public, everyone, as far as the alliance is; the rest is for partners."""
        alliances = Alliance.objects.visible_to(viewer).filter(signed_at__isnull=False)
        partners = Alliance.objects.of_partner(viewer)
        return self.filter(Q(is_public=True, alliance__in=alliances) | Q(alliance__in=partners))


class CoverNote(models.Model):
    """Never edited: who backs it, backs these words. One that is over stays."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="cover_notes")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", help_text="Whose leader or officer it covers.")
    post = models.CharField(max_length=160, help_text="Who takes the risk: the post.")
    what = models.TextField(max_length=1000, help_text="What is tried.")
    who_carries = models.TextField(max_length=2000, help_text="Who carries which part, a line for each.")
    not_acting = models.TextField(max_length=1000, help_text="The risk of not acting.")
    until_date = models.DateField()
    is_public = models.BooleanField(default=False)
    language = models.CharField(max_length=2, choices=Language)
    written_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField()
    ended_date = models.DateField(null=True, blank=True)
    how_it_ended = models.CharField(max_length=500, blank=True)
    submission_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - one row a form sent twice

    objects = CoverNoteQuerySet.as_manager()

    class Meta:
        ordering = ("-written_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="cover_note_ends_with_words",
                condition=Q(ended_date=None, how_it_ended="") | Q(ended_date__isnull=False) & ~Q(how_it_ended=""),
            ),
        )

    def __str__(self) -> str:
        return self.what[:60]

    @property
    def ref(self) -> Ref:
        return Ref("cover-note", self.public_id)


class CoverBacking(models.Model):
    """A lead of a party backs exactly these words."""

    note = models.ForeignKey(CoverNote, models.CASCADE, related_name="backings")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    post = models.CharField(max_length=160)
    signed_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ("signed_at", "pk")
        constraints = (models.UniqueConstraint(fields=("note", "party"), name="cover_note_backed_once_a_party"),)

    def __str__(self) -> str:
        return f"{self.party}: {self.post}"
