"""A relationship check: who was asked, what they said, and what of it is shown. It ends in repairs."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saidanddone.alliances.models.alliances import Alliance, Party
from saidanddone.commitments.models import Commitment
from saidanddone.core.clock import local_date
from saidanddone.core.ids import new_public_id
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer

KEPT = timedelta(days=90)
"""For so long after it closed answers are kept, so that a mistake can be found; what is shown stays."""


class Check(models.Model):
    """One wave of it: of each pair of partners, or of the partnership as a whole."""

    class Form(models.TextChoices):
        PAIRS = "pairs", _("What partners say of each other")
        WHOLE = "whole", _("What partners say of the whole")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("To be talked over")
        TALKED_OVER = "talked_over", _("Talked over")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="checks")
    number = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=5, choices=Form)
    state = models.CharField(max_length=11, choices=State, default=State.PLANNED)
    instrument = models.CharField(max_length=40)
    instrument_version = models.PositiveSmallIntegerField()
    opens_date = models.DateField()
    closes_date = models.DateField()
    facilitator = models.ForeignKey(
        "people.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="As it opened: who is named later reads nothing that was written to another.",
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True, help_text="All were reminded, once.")
    closed_at = models.DateTimeField(null=True, blank=True)
    talked_over_date = models.DateField(null=True, blank=True)
    next_date = models.DateField(null=True, blank=True, help_text="When the next one is.")
    worked_out_at = models.DateTimeField(null=True, blank=True, help_text="When what is shown was worked out.")
    answered = models.PositiveSmallIntegerField(null=True, blank=True, help_text="How many did, once it has closed.")
    answered_organisations = models.PositiveSmallIntegerField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True, help_text="When all that was answered was deleted.")

    class Meta:
        ordering = ("alliance", "number")
        constraints = (
            models.UniqueConstraint(fields=("alliance", "number"), name="check_number_once"),
            models.CheckConstraint(name="check_closes_after_opening", condition=Q(closes_date__gte=F("opens_date"))),
        )

    def __str__(self) -> str:
        return f"{self.alliance}, check {self.number}"

    @property
    def is_of_pairs(self) -> bool:
        return self.form == Check.Form.PAIRS

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def forgets_date(self) -> date:
        """When answers, and words for the facilitator, are deleted."""
        closes = local_date(self.closed_at) if self.closed_at else self.closes_date
        return closes + KEPT

    @property
    def ref(self) -> Ref:
        return Ref("relationship-check", self.public_id)


class Rater(models.Model):
    """Somebody of a party who is asked. Who is, is fixed once the check opens."""

    check_of = models.ForeignKey(Check, models.CASCADE, related_name="raters")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    has_answered = models.BooleanField(default=False, help_text="When would lead to the words for the facilitator.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("check_of", "person"), name="rater_once_a_check"),)

    def __str__(self) -> str:
        return f"somebody of {self.party}"


class RatingQuerySet(models.QuerySet["Rating"]):
    def visible_to(self, viewer: Viewer) -> "RatingQuerySet":
        """A rating is seen by whoever gave it, and by nobody else: no partner, no facilitator, no administrator."""
        return self.filter(rater__person=viewer.person_id) if viewer.person_id is not None else self.none()


class Rating(models.Model):
    """What a rater says on one item: of a partner, or of the whole (`about` is empty). No points: cannot say."""

    rater = models.ForeignKey(Rater, models.CASCADE, related_name="ratings")
    about = models.ForeignKey(Party, models.CASCADE, null=True, blank=True, related_name="+")
    item = models.SlugField(max_length=40)
    points = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = RatingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("rater", "about", "item"), name="rating_once_of_a_partner"),
            models.UniqueConstraint(fields=("rater", "item"), condition=Q(about=None), name="rating_once_of_the_whole"),
            models.CheckConstraint(name="rating_is_1_to_4", condition=Q(points=None) | Q(points__range=(1, 4))),
        )

    def __str__(self) -> str:
        return "a rating"


class Shown(models.Model):
    """What is shown of one item about one partner, or about the whole; never changed. See `disclosure.ShownRating`."""

    check_of = models.ForeignKey(Check, models.CASCADE, related_name="shown")
    about = models.ForeignKey(Party, models.CASCADE, null=True, blank=True, related_name="+")
    by = models.ForeignKey(
        Party,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whose people alone, where two parties show each other what they say.",
    )
    item = models.SlugField(max_length=40)
    fineness = models.CharField(max_length=12)
    lowest_sum = models.PositiveSmallIntegerField(null=True, blank=True)
    highest_sum = models.PositiveSmallIntegerField(null=True, blank=True)
    raters = models.JSONField(help_text="Who answered, as names that lead to nobody, with their organisation.")

    class Meta:
        verbose_name_plural = "shown"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("check_of", "about", "item"), condition=Q(by=None), name="shown_once_of_a_partner"
            ),
            models.UniqueConstraint(fields=("check_of", "about", "item", "by"), name="shown_once_between_two"),
            models.UniqueConstraint(
                fields=("check_of", "item"), condition=Q(about=None), name="shown_once_of_the_whole"
            ),
        )

    def __str__(self) -> str:
        return f"{self.item}: {self.fineness}"

    @property
    def lower(self) -> float | None:
        """The least mean from 1 to 4 that fits what is shown; nothing where nothing is."""
        return None if self.lowest_sum is None else self.lowest_sum / len(self.raters)

    @property
    def upper(self) -> float | None:
        return None if self.highest_sum is None else self.highest_sum / len(self.raters)


class OpennessQuerySet(models.QuerySet["Openness"]):
    def current(self) -> "OpennessQuerySet":
        return self.filter(closed_at=None)


class Openness(models.Model):
    """A party offers another that each sees what the other says of it. It counts where both offer."""

    by = models.ForeignKey(Party, models.CASCADE, related_name="+")
    to = models.ForeignKey(Party, models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = OpennessQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "openness"
        constraints = (
            models.UniqueConstraint(fields=("by", "to"), condition=Q(closed_at=None), name="openness_once_at_a_time"),
            models.CheckConstraint(name="openness_to_another", condition=~Q(by=F("to"))),
        )

    def __str__(self) -> str:
        return f"{self.by} to {self.to}"


class FacilitatorWordsQuerySet(models.QuerySet["FacilitatorWords"]):
    def visible_to(self, viewer: Viewer) -> "FacilitatorWordsQuerySet":
        """Only whoever was the facilitator as the check opened, and only once it has closed.

        Read while it is open, the newest words would belong to whoever has just answered.
        """
        if viewer.person_id is None:
            return self.none()
        return self.filter(check_of__facilitator=viewer.person_id, check_of__closed_at__isnull=False)


class FacilitatorWords(models.Model):
    """What a rater wrote for the facilitator alone. It keeps no name, and no moment that would lead to one."""

    check_of = models.ForeignKey(Check, models.CASCADE, related_name="words_to_facilitator")
    words = models.TextField(max_length=2000)

    objects = FacilitatorWordsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "words to the facilitator"

    def __str__(self) -> str:
        return "words to the facilitator"


class RepairQuerySet(models.QuerySet["Repair"]):
    def open(self) -> "RepairQuerySet":
        """Not ended; one that is a promise in public ends where that does."""
        promised = Commitment.objects.open().values("pk")
        return self.filter(Q(ended_date=None) & (Q(commitment=None) | Q(commitment__in=promised)))


class Repair(models.Model):
    """What partners agreed to mend after a check: a promise in public, or a line among themselves."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    check_of = models.ForeignKey(Check, models.CASCADE, related_name="repairs")
    words = models.CharField(max_length=300)
    owner = models.ForeignKey(Party, models.PROTECT, related_name="+")
    due_date = models.DateField()
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, blank=True, related_name="+")
    ended_date = models.DateField(null=True, blank=True)
    is_kept = models.BooleanField(null=True, help_text="Empty while it is open.")
    how_it_ended = models.CharField(max_length=300, blank=True)
    submission_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - one row a form sent twice

    objects = RepairQuerySet.as_manager()

    class Meta:
        ordering = ("due_date", "pk")
        constraints = (
            models.CheckConstraint(
                name="repair_ends_with_words",
                condition=Q(ended_date=None, is_kept=None, how_it_ended="")
                | Q(ended_date__isnull=False, is_kept__isnull=False) & ~Q(how_it_ended=""),
            ),
        )

    def __str__(self) -> str:
        return self.words

    @property
    def day(self) -> date:
        """By when: that of the promise, where it is one and its day was moved in sight of everyone."""
        moved = self.commitment.due_date if self.commitment else None
        return moved or self.due_date

    @property
    def over_date(self) -> date | None:
        """When it ended: a promise in public by itself, as it is kept, dropped or replaced."""
        promised = self.commitment
        if promised is None:
            return self.ended_date
        if promised.replaced_by is not None:
            return promised.replaced_by.start_date
        return promised.kept_date or promised.dropped_date

    @property
    def was_kept(self) -> bool | None:
        """Nothing while it is open. Kept late is kept; dropped or replaced is not."""
        if self.commitment is None:
            return self.is_kept
        return None if self.over_date is None else self.commitment.kept_date is not None
