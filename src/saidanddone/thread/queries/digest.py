"""“Said and done”: what was said, understood, decided and done in a place in seven days, as everyone may read it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from saidanddone.commitments.models import Commitment
from saidanddone.contributions.models import Contribution
from saidanddone.core.refs import Ref, urls_of
from saidanddone.decisions.models import Decision, Evidence, Finding, Use
from saidanddone.places.models import Place
from saidanddone.thread.news import title_of
from saidanddone.ui.states import look

SHOWN = 10
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing with its page."""

    title: str
    url: str
    language: str
    ref: Ref
    moment: datetime | date


@dataclass(frozen=True, slots=True)
class Part:
    """A stage with how many there were and the newest of them."""

    stage: str
    number: int
    lines: list[Line]

    @property
    def word(self) -> str:
        return str(look(self.stage).word)


@dataclass(frozen=True, slots=True)
class Story:
    """Something that changed because somebody spoke."""

    quote: str
    credit: str
    language: str
    change: Line


@dataclass(frozen=True, slots=True)
class Digest:
    place: Place
    start_date: date
    end_date: date
    parts: list[Part]
    story: Story | None

    @property
    def is_empty(self) -> bool:
        return not any(part.number for part in self.parts)


def digest(place: Place, *, end_date: date) -> Digest:
    """Of the seven days up to and with `end_date`, for the place and all within it; in a fixed number of queries."""
    start_date = end_date - WEEK + timedelta(days=1)
    places = Place.objects.within(place).values("pk")
    begin, end = _midnight(start_date), _midnight(end_date + timedelta(days=1))
    said = Contribution.objects.public().filter(place__in=places, published_at__gte=begin, published_at__lt=end)
    found = Finding.objects.standing().filter(place__in=places, published_at__gte=begin, published_at__lt=end)
    taken = Decision.objects.taken().filter(place__in=places, decided_at__gte=begin, decided_at__lt=end)
    promised = Commitment.objects.public().filter(place__in=places)
    kept = promised.filter(kept_date__gte=start_date, kept_date__lte=end_date)
    late = promised.open().filter(due_date__lt=end_date)
    parts = [
        _part("said", said.order_by("-support_count", "-published_at", "-pk"), "published_at"),
        _part("understood", found.order_by("-published_at", "-pk"), "published_at"),
        _part("decided", taken.order_by("-decided_at", "-pk"), "decided_at"),
        _part("done", kept.order_by("-kept_date", "-pk"), "kept_date"),
        _part("late", late.order_by("due_date", "pk"), "due_date"),
    ]
    return Digest(place, start_date, end_date, parts, _story(promised.filter(kept_date__lte=end_date)))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(settings.LOCAL_TIME_ZONE))


def _part(stage: str, rows: QuerySet[Any], moment: str) -> Part:
    newest = list(rows[:SHOWN])
    number = len(newest) if len(newest) < SHOWN else rows.order_by().count()
    urls = urls_of(row.ref for row in newest)
    return Part(stage, number, [_line(row, urls, moment) for row in newest])


def _line(row: Any, urls: dict[Ref, str], moment: str) -> Line:
    return Line(title_of(row), urls.get(row.ref, ""), row.language, row.ref, getattr(row, moment))


def _story(kept: QuerySet[Commitment]) -> Story | None:
    """The newest promise that was kept and that rests on words which may be quoted."""
    for commitment in kept.filter(kept_date__isnull=False).order_by("-kept_date", "-pk")[:SHOWN]:
        said = _voice(commitment)
        if said:
            change = _line(commitment, urls_of([commitment.ref]), "kept_date")
            return Story(said.excerpt, said.credit_name, said.language, change)
    return None


def _voice(commitment: Commitment) -> Contribution | None:
    if commitment.contribution_id:
        ids: Any = [commitment.contribution_id]
    elif commitment.decision_id:
        ids = Use.objects.filter(decision=commitment.decision_id, value__in=("used", "partly")).values("contribution")
    else:
        ids = Evidence.objects.filter(finding=commitment.finding_id or 0).values("contribution")
    heard = Contribution.objects.public().filter(pk__in=ids, may_be_quoted=True)
    return heard.order_by("-support_count", "pk").first()
