"""How a sample is going, for whoever measures: no more than what the cases say of themselves."""

from dataclasses import dataclass

from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise

from saidanddone.core.paging import Page, paginate
from saidanddone.core.viewer import Viewer
from saidanddone.surveys.models import SampleCase, Wave
from saidanddone.surveys.permissions.sampling import check_measures

Status = SampleCase.Status


@dataclass(frozen=True, slots=True)
class Going:
    """How many cases stand where, and how many there is something to do about."""

    drawn: int
    by_status: tuple[tuple[str | Promise, int], ...]
    to_invite: int
    to_remind: int
    without_code: int
    from_panel: int


def wave_for_desk(by: Viewer, slug: str, public_id: str, wave: str) -> Wave:
    """For somebody who measures there; `Refused` for everybody else, `Http404` where there is none."""
    waves = Wave.objects.visible_to(by).select_related("survey__organisation")
    facts = {"survey__organisation__slug": slug, "survey__public_id": public_id, "public_id": wave}
    found = get_object_or_404(waves, **facts)
    check_measures(by=by, wave=found)
    return found


def going(wave: Wave) -> Going:
    counted = dict(wave.sample.values_list("status").annotate(number=Count("pk")))
    return Going(
        drawn=sum(counted.values()),
        by_status=tuple((label, counted.get(value, 0)) for value, label in Status.choices),
        to_invite=counted.get(Status.DRAWN, 0),
        to_remind=wave.sample.filter(status=Status.INVITED, reminders__lt=2).count(),
        without_code=wave.sample.filter(codes__isnull=True, from_panel=False).exclude(status=Status.ANSWERED).count(),
        from_panel=wave.sample.filter(from_panel=True).count(),
    )


def cases(wave: Wave, *, search: str, number: int) -> Page[SampleCase]:
    """By the key that the list it came from has; found by how that key or the name begins.

    Nobody at the desk sees one member of the panel, not even whether they answered.
    """
    found = wave.sample.filter(from_panel=False)
    if search:
        found = found.filter(key__istartswith=search) | found.filter(name__istartswith=search)
    return paginate(found.order_by("key", "pk"), number=number, size=50)
