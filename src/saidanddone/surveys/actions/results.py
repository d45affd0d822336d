"""Figures: worked out, looked at, published. What is published is superseded, never changed."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from saidanddone.core import jobs
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.record import actions as record
from saidanddone.surveys.insights import WorkedOut, work_out
from saidanddone.surveys.insights.waves import ENGINE, NobodyAnsweredError
from saidanddone.surveys.models import Alert, Analysis, Estimate, Wave
from saidanddone.surveys.permissions.results import (
    check_analyse_wave,
    check_ask_for_analysis,
    check_publish_results,
    check_see_alert,
)
from saidanddone.surveys.queries.results import digest_of, earlier_wave, figures, newest, usual_readers
from saidanddone.surveys.questionnaire import questionnaire

BATCH = 500
ANALYSE, DRAW = "saidanddone.surveys.tasks.analyse", "saidanddone.surveys.tasks.draw_results"


def ask_for_analysis(*, by: Viewer, at: datetime, wave: Wave) -> None:
    """Have the figures worked out, once the transaction has committed."""
    check_ask_for_analysis(by=by, wave=wave)
    with transaction.atomic():
        jobs.queue(ANALYSE, wave=wave.public_id)


def analyse_wave(*, by: Viewer, at: datetime, wave: Wave) -> Analysis:
    """Work out all figures and keep them, in place of any that were not published. Raises `Refused`."""
    check_analyse_wave(by=by, wave=wave)
    try:
        found = work_out(wave, earlier_wave(wave))
    except NobodyAnsweredError:
        raise Refused(_("Nobody has answered, so there is nothing to work out.")) from None
    with transaction.atomic():
        wave = Wave.objects.select_for_update().get(pk=wave.pk)
        check_analyse_wave(by=by, wave=wave)
        Analysis.objects.filter(wave=wave, published_at=None).delete()
        return _kept(wave, found, at)


def _kept(wave: Wave, found: WorkedOut, at: datetime) -> Analysis:
    analysis = Analysis.objects.create(
        wave=wave,
        made_at=at,
        method=found.method[:400],
        engine=ENGINE,
        count=found.count,
        effective_count=found.effective_count,
        weighting=found.weighting,
        rates=found.rates,
        representativeness=found.representativeness,
        reliability=found.reliability,
        drivers=found.drivers,
        association=found.association,
    )
    places = {(each.name, code): place for each in questionnaire(wave) for code, place in each.places.items()}
    rows = [
        Estimate(analysis=analysis, place=places.get((each.variable, each.group), ""), **asdict(each))
        for each in found.figures
    ]
    Estimate.objects.bulk_create(rows, batch_size=BATCH)
    alerts = [Alert(analysis=analysis, raised_at=at, **asdict(each)) for each in found.drops]
    Alert.objects.bulk_create(alerts)
    return analysis


def publish_results(*, by: Viewer, at: datetime, analysis: Analysis, readers: str = "") -> Analysis:
    """Make the figures public among `readers`: by default everyone, of staff their own organisation.

    Those that stood until now are superseded, and say by which. Figures that only the organisation read are opened to
    everyone by publishing them again.
    """
    with transaction.atomic():
        wave = Wave.objects.select_for_update(of=("self",)).select_related("survey").get(pk=analysis.wave_id)
        analysis = Analysis.objects.select_related("wave__survey__organisation").get(pk=analysis.pk)
        readers = readers or usual_readers(wave.survey)
        check_publish_results(by=by, analysis=analysis, newest=newest(wave), readers=readers)
        before = Analysis.objects.published().filter(wave=wave).exclude(pk=analysis.pk).first()
        analysis.published_at, analysis.readers = at, readers
        analysis.save(update_fields=["published_at", "readers"])
        if before:
            before.superseded_by = analysis
            before.save(update_fields=["superseded_by"])
        wave.state, wave.published_at = Wave.State.PUBLISHED, wave.published_at or at
        wave.save(update_fields=["state", "published_at"])
        if readers == Analysis.Readers.EVERYONE:
            record.append(
                by=by, kind="survey-results", about=analysis.ref, at=at, fields=_entry(analysis, wave, before)
            )
        jobs.queue(DRAW, survey=wave.survey.public_id)
        return analysis


def _entry(analysis: Analysis, wave: Wave, before: Analysis | None) -> dict[str, Any]:
    return {
        "wave": wave.public_id,
        "organisation": analysis.wave.survey.organisation.slug,
        "n": analysis.count,
        "method": analysis.method,
        "engine": analysis.engine,
        "figures": digest_of(figures(analysis)),
        "questions": wave.questions_digest,
        "supersedes": before.public_id if before and before.readers == Analysis.Readers.EVERYONE else "",
    }


def see_alert(*, by: Viewer, at: datetime, alert: Alert) -> Alert:
    """Somebody has looked at it; it no longer stands on the desk."""
    with transaction.atomic():
        alert = Alert.objects.select_for_update().get(pk=alert.pk)
        check_see_alert(by=by, alert=alert)
        alert.seen_at, alert.seen_by_id = at, by.person_id
        alert.save(update_fields=["seen_at", "seen_by"])
    return alert
