"""Tellings for the people they are for, and for those who look after what did not arrive."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from saidanddone.contributions.models import Contribution
from saidanddone.contributions.queries.yours import contributors
from saidanddone.core.paging import Page, paginate
from saidanddone.core.refs import Ref, urls_of
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Contributor
from saidanddone.people.roles import Permission
from saidanddone.thread import news
from saidanddone.thread.models import Telling, TellingWish
from saidanddone.thread.movements import SAYS


@dataclass(frozen=True, slots=True)
class Told:
    """One telling as a page shows it."""

    telling: Telling
    subject: str
    title: str
    url: str
    quote: str
    language: str


def own_news(by: Viewer, *, number: int) -> tuple[Page[Telling], list[Told]]:
    """What came of their words, newest first, whether or not it was sent."""
    rows = Telling.objects.filter(contributor__in=by.contributor_ids).select_related("contribution")
    return _shown(paginate(rows.order_by("-moved_at", "-pk"), number=number))


def to_look_after(by: Viewer, *, state: str, number: int) -> tuple[Page[Telling], list[Told]]:
    """What comes back to a person: for an administrator all of it, for a connector what waits with them."""
    rows = looked_after_by(by).filter(state=state) if state else looked_after_by(by)
    related = rows.select_related("contribution", "contributor", "message", "contribution__entered_by")
    return _shown(paginate(related.order_by("due_at", "pk"), number=number))


def looked_after_by(by: Viewer) -> QuerySet[Telling]:
    waiting = Telling.objects.to_look_after()
    if by.may(Permission.ADMINISTER):
        return waiting
    return waiting.filter(state=Telling.State.HANDED, contribution__entered_by=by.person_id or 0)


def _shown(page: Page[Telling]) -> tuple[Page[Telling], list[Told]]:
    things = news.things_of(page.rows)
    urls = urls_of(things)
    return page, [_told(row, things.get(row.about), urls) for row in page.rows]


def _told(row: Telling, thing: Any, urls: Mapping[Ref, str]) -> Told:
    return Told(
        telling=row,
        subject=str(SAYS[row.what]),
        title=news.title_of(thing) if thing else "",
        url=urls.get(row.about, "") if thing else "",
        quote=row.contribution.excerpt,
        language=row.contribution.language,
    )


def wish_of(by: Viewer) -> tuple[list[Contributor], TellingWish | None]:
    """Whom the viewer is, and how they wish to be told."""
    own = contributors(by)
    return own, TellingWish.objects.filter(contributor__in=own).order_by("-changed_at").first()


def is_number_of(wish: TellingWish | None, number: str) -> bool:
    """Whether they are told there already, so that it needs no code."""
    return wish is not None and (wish.by, wish.address) == (TellingWish.By.TEXT, number)


def has_connector(own: Iterable[Contributor]) -> bool:
    """Whether somebody wrote their words down for them."""
    return Contribution.objects.filter(contributor__in=own, entered_by__isnull=False).exists()
