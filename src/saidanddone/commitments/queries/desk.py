"""An organisation's promises and setbacks, as those who work on them need them: what is late first."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from saidanddone.commitments.models import Commitment, Setback, Update
from saidanddone.commitments.permissions import check_updates_for, heirs
from saidanddone.commitments.queries import wall
from saidanddone.commitments.states import SOON
from saidanddone.core.clock import local_date
from saidanddone.core.paging import Page, paginate
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission

QUIET = timedelta(days=60)
"""After so long without a word, an open promise needs an update."""


@dataclass(frozen=True)
class Desk:
    """One page of an organisation's promises, and how many there are in each part."""

    organisation: Organisation
    part: str
    page: Page[Commitment]
    counts: dict[str, int]
    to_check: list[Setback]


def organisations_of(viewer: Viewer) -> list[Organisation]:
    """Those for which the viewer may say how promises go."""
    held = {pk for name, pk in viewer.permissions if name == Permission.UPDATE and pk is not None}
    return list(Organisation.objects.filter(pk__in=held).order_by("name", "pk"))


def check_works_for(viewer: Viewer, organisation: Organisation) -> None:
    """An officer of the organisation."""
    if not viewer.may(Permission.UPDATE, organisation.pk):
        raise Refused(_("Only those who work for the organisation see this."))


def desk(organisation: Organisation, *, part: str, viewer: Viewer, at: datetime, number: int) -> Desk:
    """A page of one part, the numbers of all parts, and the setbacks that are to be looked at again."""
    own = _with_ended(frozenset({organisation.pk}))
    rows, parts = _worked_on_by(own, viewer), _parts(at, local_date(at))
    part = part if part in parts else "open"
    counted = rows.aggregate(**{name: Count("pk", condition) for name, condition in parts.items()})
    shown = wall.with_cards(wall.sorted_by_day(rows.filter(parts[part])))
    to_check = list(_to_look_at(own).order_by("check_date", "pk")[:20])
    return Desk(organisation, part, paginate(shown, number=number), counted, to_check)


def late_for(viewer: Viewer, *, on: date) -> int:
    """How many promises and second looks are late of those that the viewer works on."""
    own = frozenset(pk for name, pk in viewer.permissions if name == Permission.UPDATE and pk is not None)
    if not own:
        return 0
    own = _with_ended(own)
    late = Commitment.objects.visible_to(viewer).public().open().filter(due_date__lt=on)
    return late.worked_on_by(own).count() + _to_look_at(own).filter(check_date__lt=on).count()


def _with_ended(organisation_ids: frozenset[int]) -> frozenset[int]:
    """They, and those that have ended whose work they carry on."""
    ended = Organisation.objects.filter(successor__in=organisation_ids, ended_date__isnull=False)
    return organisation_ids | frozenset(ended.values_list("pk", flat=True))


def _to_look_at(organisation_ids: frozenset[int]) -> QuerySet[Setback]:
    return Setback.objects.filter(organisation__in=organisation_ids, checked_date__isnull=True, hidden_at__isnull=True)


def _worked_on_by(organisation_ids: frozenset[int], viewer: Viewer) -> QuerySet[Commitment]:
    """Those that they lead or have a part in, with when each was last heard of."""
    rows = Commitment.objects.visible_to(viewer).worked_on_by(organisation_ids)
    newest = Update.objects.filter(commitment=OuterRef("pk")).order_by("-updated_at").values("updated_at")[:1]
    return rows.annotate(heard_at=Coalesce(Subquery(newest), "made_at"))


def _parts(at: datetime, on: date) -> dict[str, Q]:
    is_open = Q(kept_date__isnull=True, dropped_date__isnull=True, replaced_by__isnull=True)
    return {
        "open": is_open,
        "late": is_open & Q(due_date__lt=on),
        "soon": is_open & Q(due_date__gte=on, due_date__lte=on + SOON),
        "quiet": is_open & Q(heard_at__lt=at - QUIET),
        "ended": ~is_open,
    }


def desk_setbacks(organisation: Organisation, *, number: int) -> Page[Setback]:
    """Those that wait for their second look first, by its day."""
    own = Setback.objects.filter(organisation__in=_with_ended(frozenset({organisation.pk})))
    rows = own.select_related("organisation", "place")
    waiting = F("checked_date").desc(nulls_first=True)
    return paginate(rows.order_by(waiting, "check_date", "pk"), number=number)


def working_for(viewer: Viewer, commitment: Commitment) -> Organisation:
    """In whose name the viewer says how this promise goes: the lead's if they may, else a partner's."""
    partners = commitment.partners.select_related("organisation__successor").order_by("pk")
    for each in (commitment.organisation, *(partner.organisation for partner in partners)):
        for heir in heirs(each):
            if viewer.may(Permission.UPDATE, heir.pk):
                check_updates_for(by=viewer, commitment=commitment, organisation=heir)
                return heir
    raise Refused(_("Only an officer of an organisation that works on this promise can say how it goes."))
