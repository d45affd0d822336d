"""All that the page of a promise shows, in a fixed number of queries however much has happened."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext

from saidanddone.commitments.models import (
    Change,
    Commitment,
    FollowUp,
    Milestone,
    Partner,
    Setback,
    SourceClaim,
    Update,
    UpdateFile,
)
from saidanddone.commitments.permissions import check_leads, check_translate_commitment, worked_on_by
from saidanddone.commitments.queries.figures import Figure, named
from saidanddone.commitments.queries.voices import voices_of
from saidanddone.commitments.states import Seen, State, seen_as, state_of
from saidanddone.contributions.models import Contribution
from saidanddone.core.clock import local_date
from saidanddone.core.refs import Ref
from saidanddone.core.rules import allows
from saidanddone.core.viewer import STRANGER, Viewer
from saidanddone.decisions.bilingual import Said
from saidanddone.people.roles import Permission
from saidanddone.ui.templatetags.words import grouped

MOST_CREDITS = 5
MOST_WORDS = 50


class NotThere(LookupError):
    """No such promise, for this viewer."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, for the thread of the page. `kind` names how it is drawn."""

    at: datetime
    kind: str
    row: Any
    figure: Figure | None = None
    """Of an update: the figure that shows it."""


@dataclass(frozen=True)
class People:
    """What people say of it: how many were asked, and of those who answered how many said what."""

    asked: int
    counts: dict[str, int]
    said: list[FollowUp]

    @property
    def answered(self) -> int:
        return sum(self.counts.values())

    @property
    def figures(self) -> list[tuple[str, str, int]]:
        """The look, the word and the number of each answer."""
        looks = {"cannot_tell": "unknown"}
        return [(looks.get(value, value), str(label), self.counts[value]) for value, label in FollowUp.Value.choices]


@dataclass(frozen=True)
class Shown:
    """The promise as its page shows it."""

    commitment: Commitment
    viewer: Viewer
    on: date

    @property
    def seen(self) -> Seen:
        return seen_as(self.commitment, self.on)

    @property
    def was_late_when_replaced(self) -> bool:
        row = self.commitment
        return state_of(row, self.on) == State.REPLACED and row.due_date is not None and row.due_date < self.on

    @cached_property
    def changes(self) -> list[Change]:
        return sorted(self.commitment.changes.all(), key=lambda change: (change.changed_at, change.pk))

    @property
    def earlier_days(self) -> list[date]:
        """Every day that was promised before the one that holds now, in order."""
        return [date.fromisoformat(each.before) for each in self.changes if each.field == Change.Field.DUE_DATE]

    @property
    def earlier_wordings(self) -> list[Change]:
        return [each for each in self.changes if each.field == Change.Field.PROMISE]

    @cached_property
    def credits(self) -> list[Contribution]:
        """Some of those whose words led to it, as everyone may see them."""
        public = voices_of(self.commitment).filter(pk__in=Contribution.objects.visible_to(STRANGER).values("pk"))
        return list(public.order_by("published_at", "pk")[:MOST_CREDITS])

    @cached_property
    def voices(self) -> int:
        return voices_of(self.commitment).exclude(state=Contribution.State.WITHDRAWN).count()

    @property
    def more_voices(self) -> int:
        return self.voices - len(self.credits)

    @cached_property
    def people(self) -> People:
        rows = self.commitment.follow_ups
        counted = rows.aggregate(asked=Count("pk"), **{value: Count("pk", Q(value=value)) for value in _VALUES})
        said = rows.exclude(value="").exclude(words="").filter(words_hidden_at__isnull=True)
        words = said.select_related("contribution").order_by("-answered_at", "-pk")[:MOST_WORDS]
        return People(counted.pop("asked"), counted, list(words))

    @cached_property
    def own_question(self) -> FollowUp | None:
        """What this viewer was asked, if they were."""
        if not self.viewer.contributor_ids:
            return None
        asked = self.commitment.follow_ups.filter(contributor__in=self.viewer.contributor_ids)
        return asked.select_related("contribution").order_by("pk").first()

    @cached_property
    def events(self) -> list[Event]:
        """What happened, newest last."""
        row = self.commitment
        found = [Event(row.made_at, "promised", row)]
        figures = named({each.evidence_ref for each in row.updates.all() if each.evidence_ref})
        found += [Event(each.updated_at, "update", each, figures.get(each.evidence_ref)) for each in row.updates.all()]
        found += [Event(each.changed_at, "change", each) for each in self.changes]
        found += [Event(each.recorded_at, "period", each) for each in row.periods.all()]
        found += [Event(each.said_at, "setback", each) for each in row.setbacks.all()]
        found += [Event(_noon(each.reached_date), "step", each) for each in row.milestones.all() if each.reached_date]
        found += [Event(row.asked_at, "asked", self.people)] if row.asked_at else []
        return sorted(found, key=lambda event: event.at)

    @property
    def source_claims(self) -> list[tuple[SourceClaim, list[SourceClaim]]]:
        """The newest of each kind, with those before it, newest first."""
        found: dict[str, list[SourceClaim]] = {}
        for each in self.commitment.source_claims.all():
            found.setdefault(each.about, []).append(each)
        return [(newest, earlier) for newest, *earlier in found.values()]

    @property
    def promise(self) -> Said:
        return self.commitment.said("promise")

    @property
    def steps(self) -> list[tuple[Milestone, str, str, list[date]]]:
        """Each by its day, with how it stands, as a look and in words, and the days that held before."""
        found = sorted(self.commitment.milestones.all(), key=lambda step: (step.due_date, step.pk))
        moved = [each for each in self.changes if each.field == Change.Field.STEP_DAY]
        earlier = {step.pk: [each.before_day for each in moved if each.milestone_id == step.pk] for step in found}
        return [(each, *_step_state(each, self.on), earlier[each.pk]) for each in found]

    @property
    def cost(self) -> str:
        pence = self.commitment.cost_pence
        return f"£{grouped(pence // 100)}" if pence is not None else ""

    @property
    def recorded(self) -> list[Ref]:
        """What hangs on it and is on the record by itself."""
        updates = [each.ref for each in self.commitment.updates.all()]
        return updates + [each.ref for each in self.commitment.setbacks.all()]

    @property
    def address(self) -> str:
        return settings.SITE_URL + reverse("commitment", args=[self.commitment.public_id])

    @property
    def is_public(self) -> bool:
        return self.commitment.hidden_at is None

    @cached_property
    def may(self) -> dict[str, bool]:
        row, by = self.commitment, self.viewer
        is_open, is_staff = row.is_open and self.is_public, bool(by.permissions)
        working = worked_on_by(row, row.partners.all()) if is_staff else set()
        return {
            "update": is_open and any(by.may(Permission.UPDATE, each) for each in working),
            "change": is_open and is_staff and allows(check_leads, by=by, commitment=row),
            "translate": is_staff and allows(check_translate_commitment, by=by, commitment=row),
            "setback": self.is_public and by.may(Permission.UPDATE, row.organisation_id),
            "report": self.is_public and not by.may(Permission.UPDATE, row.organisation_id),
        }


_VALUES = tuple(FollowUp.Value.values)


def _step_state(step: Milestone, on: date) -> tuple[str, str]:
    if step.reached_date:
        return "yes", gettext("Reached")
    if step.dropped_date:
        return "dropped", gettext("Taken away")
    return ("overdue", gettext("Late")) if step.due_date < on else ("on_course", gettext("Still to come"))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), ZoneInfo(settings.LOCAL_TIME_ZONE))


def shown(public_id: str, *, viewer: Viewer, at: datetime) -> Shown:
    """One query for the promise, and one for each kind of thing that hangs on it."""
    related = ("organisation__successor", "place", "service", "decision", "finding", "contribution", "outcome")
    rows = Commitment.objects.visible_to(viewer).select_related(*related, "replaced_by")
    found = rows.defer("place__boundary", "place__outline").prefetch_related(
        Prefetch("partners", Partner.objects.select_related("organisation__successor").order_by("pk")),
        Prefetch("updates", Update.objects.select_related("organisation").order_by("updated_at", "pk")),
        Prefetch("updates__files", UpdateFile.objects.order_by("pk")),
        Prefetch("setbacks", Setback.objects.visible_to(viewer).order_by("said_at", "pk")),
        Prefetch("replaces", Commitment.objects.public().order_by("pk")),
        "milestones",
        Prefetch("changes", Change.objects.select_related("milestone")),
        "periods",
        Prefetch("source_claims", SourceClaim.objects.order_by("about", "-imported_at", "-pk")),
    )
    commitment = found.filter(public_id=public_id).first()
    if commitment is None:
        raise NotThere(public_id)
    return Shown(commitment, viewer, local_date(at))
