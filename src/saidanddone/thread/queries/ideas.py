"""“What would you add?”: ideas that build trust, each with its credit, its voices, and what organisations replied."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from saidanddone.contributions import cards
from saidanddone.contributions.models import Addressee, Answer, Contribution, Topic
from saidanddone.core.paging import Page, paginate
from saidanddone.core.viewer import Viewer

SLUG = "what-would-you-add"
"""The topic that makes a contribution one of them."""
NAMES = ("What would you add?", "Beth fyddech chi'n ei ychwanegu?")


@dataclass(frozen=True, slots=True)
class Reply:
    """Where one department stands that an idea was sent to."""

    organisation: str
    state: str
    due_date: date | None


@dataclass(frozen=True, slots=True)
class Idea:
    card: cards.Card
    replies: list[Reply]


def topic() -> Topic | None:
    return Topic.objects.open().filter(slug=SLUG).first()


def ideas(viewer: Viewer, *, number: int, on: date) -> tuple[Page[Contribution], list[Idea]]:
    """Those with the most voices first."""
    asked = Addressee.objects.select_related("organisation").order_by("pk")
    answers = Answer.objects.visible_to(viewer).order_by("answered_at", "pk")
    rows = Contribution.objects.visible_to(viewer).public().filter(topic__slug=SLUG)
    related = rows.select_related("place", "topic").defer("place__boundary", "place__outline")
    full = related.prefetch_related(Prefetch("addressees", asked), Prefetch("answers", answers))
    page = paginate(full.order_by("-support_count", "-published_at", "-pk"), number=number)
    return page, [Idea(cards.card(row, on), _replies(row, on)) for row in page.rows]


def _replies(row: Contribution, on: date) -> list[Reply]:
    """The newest answer of each says where it stands; without one, its clock does."""
    newest = {answer.organisation_id: answer.kind for answer in row.answers.all()}
    return [
        Reply(each.organisation.local_name, newest.get(each.organisation_id) or _waits(each, on), each.due_date)
        for each in row.addressees.all()
    ]


def _waits(addressee: Addressee, on: date) -> str:
    return "late" if addressee.is_late(on) else str(addressee.state)
