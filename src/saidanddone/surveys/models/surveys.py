"""What is asked: a survey and its questions, until a wave freezes them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saidanddone.core.ids import new_public_id
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission
from saidanddone.surveys.wording import Worded, worded


class SurveyQuerySet(models.QuerySet["Survey"]):
    def visible_to(self, viewer: Viewer) -> "SurveyQuerySet":
        """A survey is seen by everyone from its first open wave on; of staff, by its own organisation alone."""
        if viewer.acts_for_site or viewer.may(Permission.ADMINISTER):
            return self.all()
        return self.filter(
            Q(organisation__in=viewer.organisation_ids) | Q(first_opened_at__isnull=False) & ~Q(kind=Survey.Kind.STAFF)
        )

    def found_by(self, viewer: Viewer) -> "SurveyQuerySet":
        """Others' surveys of staff too whose figures were published for everyone: of these the figures, no more."""
        heard = Survey.objects.filter(waves__analyses__published_at__isnull=False, waves__analyses__readers="everyone")
        seen = Survey.objects.visible_to(viewer)
        return self.filter(Q(pk__in=seen.values("pk")) | Q(pk__in=heard.values("pk")))

    def public(self) -> "SurveyQuerySet":
        """Whose questions everyone may read: never one of staff, whose figures alone may be public."""
        return self.filter(first_opened_at__isnull=False).exclude(kind=Survey.Kind.STAFF)


class Survey(models.Model):
    """A set of questions that an organisation asks again and again, in waves."""

    class Kind(models.TextChoices):
        PUBLIC = "public", _("Of the public")
        STAFF = "staff", _("Of an organisation's own staff")
        PULSE = "pulse", _("After a contact with a service")

    class State(models.TextChoices):
        DRAFT = "draft", _("Being written")
        READY = "ready", _("Ready")
        ARCHIVED = "archived", _("No longer asked")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    title = models.JSONField(help_text="By language.")
    introduction = models.JSONField(
        default=dict, blank=True, help_text="By language: what it is for, and what comes of it."
    )
    thanks = models.JSONField(default=dict, blank=True, help_text="By language: what somebody reads at the end.")
    about_kind = models.CharField(max_length=40, help_text="Whom it is about: an organisation, a service or a place.")
    about_id = models.CharField(max_length=10)
    created_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    first_opened_at = models.DateTimeField(null=True, blank=True)
    is_redacted = models.BooleanField(default=False, help_text="A moderator took words out of it.")
    submission_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - one row a form sent twice

    objects = SurveyQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.said("title"))

    @property
    def ref(self) -> Ref:
        return Ref("survey", self.public_id)

    @property
    def about(self) -> Ref:
        return Ref(self.about_kind, self.about_id)

    def said(self, field: str) -> Worded:
        """`title`, `introduction` or `thanks` in the reader's language."""
        return worded(getattr(self, field))


class Question(models.Model):
    """One question. Its words are kept by language, its scoring as data."""

    class Kind(models.TextChoices):
        SCALE = "scale", _("A scale")
        SINGLE = "single", _("One of several answers")
        SEVERAL = "several", _("As many answers as apply")
        NUMBER = "number", _("A number")
        TEXT = "text", _("Words")
        RANKING = "ranking", _("An order")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    name = models.SlugField(max_length=40, help_text="Short, the same in every wave: the column in files.")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    wording = models.JSONField(help_text="By language.")
    help = models.JSONField(default=dict, blank=True, help_text="By language.")
    labels = models.JSONField(default=dict, blank=True, help_text="By language, the words at each code.")
    scoring = models.JSONField(default=dict, blank=True, help_text="Points, bands, codes that are no answers, base.")
    lowest = models.IntegerField(null=True, blank=True, help_text="Of a number.")
    highest = models.IntegerField(null=True, blank=True)
    battery = models.SlugField(max_length=40, blank=True, help_text="Neighbours of one battery stand on one page.")
    instrument = models.CharField(max_length=40, blank=True, help_text="The shipped instrument that it was taken from.")
    instrument_version = models.PositiveSmallIntegerField(null=True, blank=True)
    construct = models.CharField(max_length=40, blank=True)
    determinant = models.CharField(max_length=16, blank=True, help_text="Of trust: ability, understanding and so on.")
    speaks_of = models.CharField(max_length=10, blank=True, help_text="Character or competence.")
    shown_after = models.SlugField(max_length=40, blank=True, help_text="Shown only where this earlier question …")
    shown_for = models.JSONField(default=list, blank=True, help_text="… was answered with one of these codes.")
    splits_results = models.BooleanField(default=False, help_text="Results are shown by its answers, protected.")
    may_be_contribution = models.BooleanField(default=False, help_text="Words may be given as a contribution.")
    places = models.JSONField(default=dict, blank=True, help_text="By code, the place that the answer is.")
    profile = models.JSONField(
        default=dict, blank=True, help_text="What of the population its answers are: dimension, categories by code."
    )

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=("survey", "name"), name="question_name_once_a_survey"),
            models.CheckConstraint(
                name="question_skip_names_answers", condition=Q(shown_after="", shown_for=[]) | ~Q(shown_after="")
            ),
        )

    def __str__(self) -> str:
        return self.name

    def said(self, field: str) -> Worded:
        """`wording` or `help` in the reader's language."""
        return worded(getattr(self, field))
