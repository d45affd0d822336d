"""Thanks as they are shown: to everyone that there were some, where a name stands; the rest to those two alone."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext

from saidanddone.core.rules import allows
from saidanddone.core.viewer import Viewer
from saidanddone.people.roles import Permission
from saidanddone.thread.events import Event
from saidanddone.thread.models import Thanks
from saidanddone.thread.permissions.thanks import check_take_back_thanks
from saidanddone.thread.told import Rows


@dataclass(frozen=True, slots=True)
class Thanked:
    """One of them, as somebody may see it: `kind`, `amount` and `words` are empty for whoever it does not concern."""

    thanks: Thanks
    organisation: str
    kind: str = ""
    amount: str = ""
    words: str = ""
    is_own: bool = False
    may_take_back: bool = False


def events(rows: Rows) -> Iterator[Event]:
    """One query; none for those who could see nothing of it."""
    for each in of([rows.contribution.pk], rows.viewer):
        moment = datetime.combine(each.thanks.given_date, time(12), ZoneInfo(settings.LOCAL_TIME_ZONE))
        yield Event(
            max(moment, rows.contribution.created_at),
            "thread/events/thanked.html",
            each.kind or gettext("Thanked"),
            "felt",
            gettext("by %(who)s") % {"who": each.organisation},
            icon="thanks",
            anchor=f"thanks-{each.thanks.public_id}",
            data=each,
        )


def of(contribution_ids: Collection[int], viewer: Viewer) -> list[Thanked]:
    """Those of some contributions that the viewer may know of, each as far as they may."""
    rows = Thanks.objects.filter(contribution__in=contribution_ids)
    whole = set(rows.visible_to(viewer).values_list("pk", flat=True)) if _may_see_any(viewer) else set()
    known = rows.filter(pk__in=whole) | rows.shown_to_all()
    known = known.select_related("organisation", "contribution").order_by("given_date", "pk")
    return [_whole(each, viewer) if each.pk in whole else _in_public(each) for each in known.distinct()]


def _may_see_any(viewer: Viewer) -> bool:
    return bool(viewer.contributor_ids) or viewer.may_anywhere(Permission.ANSWER)


def _in_public(thanks: Thanks) -> Thanked:
    return Thanked(thanks, thanks.organisation.local_name)


def _whole(thanks: Thanks, viewer: Viewer) -> Thanked:
    return Thanked(
        thanks,
        thanks.organisation.local_name,
        kind=str(thanks.get_kind_display()),
        amount="" if thanks.amount_pence is None else f"£{thanks.amount_pence / 100:,.2f}",
        words=thanks.shown_words,
        is_own=thanks.contribution.contributor_id in viewer.contributor_ids,
        may_take_back=allows(check_take_back_thanks, by=viewer, thanks=thanks),
    )
