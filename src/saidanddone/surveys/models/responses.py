"""What people said. Nothing here leads to who they are."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saidanddone.core.ids import new_public_id
from saidanddone.core.languages import Language
from saidanddone.core.refs import Ref
from saidanddone.surveys.models.waves import Wave


class Mode(models.TextChoices):
    WEB = "web", _("On a page")
    KIOSK = "kiosk", _("At a kiosk")
    PAPER = "paper", _("On paper")
    INTERVIEW = "interview", _("In an interview")
    FILE = "file", _("From a file")


class ResponseQuerySet(models.QuerySet["Response"]):
    def finished(self) -> "ResponseQuerySet":
        return self.filter(finished_date__isnull=False)


class Response(models.Model):
    """One person's answers in one wave: `{question name: code, codes, number}`.

    `key_digest` is a keyed hash of what only they hold (their code, or the cookie of the open link), so that they can
    go on, and so that one code makes one response however often it is sent. The days are Mondays of the week, or of a
    response by code the first day of its wave, and its row number is drawn at random, so that nobody is found by when
    they wrote.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="responses")
    key_digest = models.CharField(max_length=64, editable=False)
    panel_key = models.CharField(
        max_length=64, blank=True, editable=False, help_text="The same in each wave of a file of microdata."
    )
    mode = models.CharField(max_length=10, choices=Mode)
    language = models.CharField(max_length=2, choices=Language)
    stratum = models.CharField(max_length=60, blank=True)
    cluster = models.CharField(max_length=60, blank=True)
    weight = models.FloatField(default=1, help_text="Base weight, by design.")
    answers = models.JSONField(default=dict)
    begun_date = models.DateField()
    finished_date = models.DateField(null=True, blank=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("wave", "key_digest"), name="one_response_a_code"),
            models.CheckConstraint(name="response_weight_is_not_below_nought", condition=Q(weight__gte=0)),
        )
        indexes = (models.Index(fields=("wave", "finished_date"), name="response_by_wave"),)

    def __str__(self) -> str:
        return f"response {self.public_id}"


class PaperSheet(models.Model):
    """A sheet as one person typed it in. Two make a response; where they differ, somebody looks at the paper."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="sheets")
    number = models.CharField(max_length=20, help_text="As printed on the sheet.")
    entry = models.PositiveSmallIntegerField(help_text="1 or 2.")
    language = models.CharField(max_length=2, choices=Language)
    answers = models.JSONField(default=dict)
    typed_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    typed_at = models.DateTimeField()
    response = models.ForeignKey(Response, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("wave", "number", "entry"), name="paper_sheet_entry_once"),
            models.UniqueConstraint(fields=("wave", "number", "typed_by"), name="paper_sheet_by_two_people"),
            models.CheckConstraint(name="paper_sheet_entry_is_1_or_2", condition=Q(entry__in=(1, 2))),
        )

    def __str__(self) -> str:
        return f"sheet {self.number}, entry {self.entry}"


class WrittenAnswer(models.Model):
    """Words that somebody gave, parted from their response when it was handed in. Held until they have been read."""

    class State(models.TextChoices):
        HELD = "held", _("Waiting to be read")
        SHOWN = "shown", _("Shown")
        HIDDEN = "hidden", _("Kept back")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="written_answers")
    question = models.SlugField(max_length=40)
    text = models.TextField(max_length=4000)
    language = models.CharField(max_length=2, choices=Language)
    state = models.CharField(max_length=6, choices=State, default=State.HELD)
    is_redacted = models.BooleanField(default=False)
    as_contribution = models.BooleanField(default=False, help_text="The person gave it as a contribution.")

    def __str__(self) -> str:
        return f"written answer {self.public_id}"

    @property
    def ref(self) -> Ref:
        return Ref("written-answer", self.public_id)
