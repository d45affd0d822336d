"""Figures as they stand: of a wave, of the waves before it, and what has not been looked at."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission
from saidanddone.places.models import Place
from saidanddone.record import canonical
from saidanddone.surveys.models import Alert, Analysis, Estimate, Survey, Wave
from saidanddone.surveys.permissions.results import check_reads_results

OVER = (Wave.State.CLOSED, Wave.State.PUBLISHED)


def wave_of(viewer: Viewer, survey: str, wave: str) -> Wave:
    """One of which the viewer may see the figures, if there are any; else a 404."""
    rows = Wave.objects.found_by(viewer).select_related("survey__organisation")
    return get_object_or_404(rows, survey__public_id=survey, public_id=wave)


def desk_wave_of(viewer: Viewer, slug: str, survey: str, wave: str) -> Wave:
    """One of an organisation for which the viewer measures or publishes; else a 404, or `Refused`."""
    organisation = get_object_or_404(Organisation, slug=slug)
    check_reads_results(by=viewer, organisation=organisation)
    rows = Wave.objects.select_related("survey__organisation").filter(survey__organisation=organisation)
    return get_object_or_404(rows, survey__public_id=survey, public_id=wave)


def standing(wave: Wave, viewer: Viewer) -> Analysis | None:
    """The published working-out that nothing has superseded. A withdrawn wave has none."""
    if wave.state == Wave.State.WITHDRAWN:
        return None
    return Analysis.objects.published().visible_to(viewer).filter(wave=wave).first()


def usual_readers(survey: Survey) -> str:
    """Whom figures are published for where nobody chose: of staff, their own organisation."""
    readers = Analysis.Readers
    return readers.ORGANISATION if survey.kind == Survey.Kind.STAFF else readers.EVERYONE


def newest(wave: Wave) -> Analysis | None:
    """Published or not."""
    return Analysis.objects.filter(wave=wave).order_by("-made_at", "-pk").first()


def looked_at(wave: Wave, public_id: str) -> Analysis:
    """The working-out that somebody has before them. Raises `Refused` where a newer one has taken its place."""
    found = Analysis.objects.filter(wave=wave, public_id=public_id).first()
    if found is None:
        raise Refused(_("These figures have been worked out anew since. Look at the newest ones."))
    return found


def figures(analysis: Analysis) -> QuerySet[Estimate]:
    """All of them, in the order in which they were worked out: that of the questions."""
    return Estimate.objects.filter(analysis=analysis).order_by("pk")


def earlier_wave(wave: Wave) -> Wave | None:
    """The last one before it that is over and was not withdrawn."""
    rows = Wave.objects.filter(survey=wave.survey_id, number__lt=wave.number, state__in=OVER)
    return rows.order_by("-number").first()


def published_until(wave: Wave, viewer: Viewer) -> list[Analysis]:
    """What stands of this wave and of those before it for the viewer, the oldest first."""
    rows = (
        Analysis.objects.published()
        .visible_to(viewer)
        .filter(wave__survey=wave.survey_id, wave__number__lte=wave.number)
    )
    return list(rows.exclude(wave__state=Wave.State.WITHDRAWN).select_related("wave").order_by("wave__number"))


def published_for_everyone() -> QuerySet[Analysis]:
    """What everyone may read and stands, of no round that was withdrawn; the newest first."""
    rows = Analysis.objects.public().published().exclude(wave__state=Wave.State.WITHDRAWN)
    return rows.select_related("wave__survey__organisation").order_by("-published_at", "-pk")


def rounds(wave: Wave, viewer: Viewer) -> list[Wave]:
    """All of its survey that have figures for the viewer, the newest first."""
    rows = Wave.objects.found_by(viewer).filter(
        survey=wave.survey_id, state=Wave.State.PUBLISHED, opened_at__isnull=False
    )
    return list(rows.order_by("-number"))


def of_place(place: Place) -> QuerySet[Estimate]:
    """What people who live in a place said: published figures that stand, the newest survey first.

    `item` is the question, `figure` its part, with interval, counts and marker; `analysis.wave.survey` says where from.
    """
    rows = Estimate.objects.standing().of_place(place).select_related("analysis__wave__survey__organisation")
    return rows.order_by("-analysis__wave__closes_date", "analysis", "pk")


def alerts_of(analysis: Analysis | None) -> list[Alert]:
    """Those that nobody has looked at."""
    return list(Alert.objects.filter(analysis=analysis, seen_at=None).order_by("pk")) if analysis else []


def unseen_alerts(viewer: Viewer) -> QuerySet[Alert]:
    """Drops beyond chance that nobody has looked at, of the organisations for which the viewer measures."""
    rows = Alert.objects.filter(seen_at=None, analysis__superseded_by=None)
    rows = rows.exclude(analysis__wave__state=Wave.State.WITHDRAWN)
    measured = [pk for name, pk in viewer.permissions if name == Permission.MEASURE and pk is not None]
    own = rows.filter(analysis__wave__survey__organisation__in=measured)
    return own.select_related("analysis__wave__survey__organisation").order_by("-raised_at", "pk")


COLUMNS = (
    *("item", "figure", "kind", "variable", "group", "value", "lower", "upper", "error", "degrees", "count"),
    *("effective_count", "marker"),
)


def digest_of(rows: Iterable[Estimate]) -> str:
    """Of the table of all figures: whoever has the file can work out the same."""
    table = [[_plain(getattr(row, name)) for name in COLUMNS] for row in rows]
    return canonical.digest(json.dumps(table, ensure_ascii=False, separators=(",", ":")))


def _plain(value: Any) -> Any:
    return repr(value) if isinstance(value, float) else value
