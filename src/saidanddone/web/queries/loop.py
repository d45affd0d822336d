"""How much stands at each of the five stages, and the newest story that went all the way round."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When

from saidanddone.commitments.models import Commitment, FollowUp
from saidanddone.contributions.models import Contribution
from saidanddone.core.clock import local_date
from saidanddone.decisions.models import Decision, Evidence, Finding


@dataclass(frozen=True, slots=True)
class Stage:
    """How many there are, and how many of them came within the last thirty days."""

    count: int = 0
    lately: int = 0


@dataclass(frozen=True, slots=True)
class Loop:
    """The stages after what was said, by name; `felt` counts those who said that it worked for them, `asked` all."""

    stages: dict[str, Stage] = field(default_factory=dict)

    def stage(self, name: str) -> Stage:
        return self.stages.get(name, Stage())


LATELY = timedelta(days=30)


def loop(at: datetime) -> Loop:
    """In one query."""
    since = at - LATELY
    felt = FollowUp.objects.filter(commitment__hidden_at__isnull=True).exclude(value="")
    rows = _counted("understood", Finding.objects.standing(), Q(published_at__gte=since)).union(
        _counted("decided", Decision.objects.taken(), Q(decided_at__gte=since)),
        _counted(
            "done",
            Commitment.objects.public().filter(kept_date__isnull=False),
            Q(kept_date__gte=local_date(since)),
        ),
        _counted("asked", felt, Q(answered_at__gte=since)),
        _counted("felt", felt.filter(value=FollowUp.Value.YES), Q(answered_at__gte=since)),
        all=True,
    )
    return Loop({name: Stage(count, lately) for name, count, lately in rows})


def _counted(name: str, rows: QuerySet, lately: Q) -> QuerySet:
    named = rows.order_by().annotate(stage=Value(name)).values("stage")
    return named.annotate(every=Count("pk"), lately=Count("pk", filter=lately)).values_list("stage", "every", "lately")


@dataclass(frozen=True, slots=True)
class Changed:
    """Something that changed because somebody spoke, from their words to what they say of it."""

    follow_up: FollowUp
    finding: Finding | None

    @property
    def contribution(self) -> Contribution:
        return self.follow_up.contribution

    @property
    def commitment(self) -> Commitment:
        return self.follow_up.commitment

    @property
    def decision(self) -> Decision | None:
        found = self.commitment.decision
        return found if found and found.is_public and found.is_taken else None

    @property
    def kept_date(self) -> date | None:
        return self.commitment.kept_date


def newest_change() -> Changed | None:
    """The newest promise that was kept and of which whoever spoke says yes. Two queries."""
    public = Exists(Contribution.objects.public().filter(pk=OuterRef("contribution")))
    happy = FollowUp.objects.filter(
        public, value=FollowUp.Value.YES, commitment__hidden_at__isnull=True, commitment__kept_date__isnull=False
    )
    related = ("contribution__place", "commitment__organisation", "commitment__decision", "commitment__finding")
    shapes = ("contribution__place__boundary", "contribution__place__outline")
    # One with a decision in it, and with words at its end, shows more of the way.
    shows_more = Q(commitment__decision__isnull=False, words_hidden_at__isnull=True) & ~Q(words="")
    rows = happy.annotate(shows_less=Case(When(shows_more, then=0), default=1)).select_related(*related)
    found = rows.defer(*shapes).order_by("shows_less", "-answered_at", "-pk").first()
    return Changed(found, _finding_of(found)) if found else None


def _finding_of(follow_up: FollowUp) -> Finding | None:
    """The finding through which these words led to this promise."""
    own = follow_up.commitment.finding
    if own is not None:
        return own if own.is_public else None
    citing = Evidence.objects.filter(contribution=follow_up.contribution).values("finding")
    found = Finding.objects.public().filter(pk__in=citing).exclude(state=Finding.State.WITHDRAWN)
    return found.order_by("published_at", "pk").first()
