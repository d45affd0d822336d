"""Surveys as everyone may read them: what is asked, when, and of whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch
from django.shortcuts import get_object_or_404

from saidanddone.core.paging import Page, paginate
from saidanddone.core.viewer import Viewer
from saidanddone.surveys import benchmarks
from saidanddone.surveys.benchmarks import Benchmark
from saidanddone.surveys.models import Survey, Wave
from saidanddone.surveys.queries.building import Subject, subject_of
from saidanddone.surveys.questionnaire import Asked, questionnaire


@dataclass(frozen=True, slots=True)
class Shown:
    """The page of one survey: its waves newest first, and the questions of the newest as they were asked."""

    survey: Survey
    subject: Subject
    waves: list[Wave]
    newest: Wave | None
    questions: Sequence[Asked]
    benchmarks: list[Benchmark]
    is_whole: bool
    """Whether the viewer sees what is asked, or only where figures are."""


def page(*, viewer: Viewer, number: int) -> Page[Survey]:
    """Public surveys, those of one's own staff too, and others' of staff whose figures are public; newest first."""
    seen = Wave.objects.found_by(viewer).filter(opened_at__isnull=False).order_by("-number")
    rows = Survey.objects.found_by(viewer).filter(first_opened_at__isnull=False).select_related("organisation")
    rows = rows.annotate(is_whole=Exists(Survey.objects.visible_to(viewer).filter(pk=OuterRef("pk"))))
    rows = rows.prefetch_related(Prefetch("waves", seen.defer("questions"), to_attr="seen_waves"))
    return paginate(rows.order_by("-first_opened_at", "-pk"), number=number)


def shown(public_id: str, *, viewer: Viewer) -> Shown:
    """One that has opened and that the viewer may see; else 404. Of others' staff, only where to read figures."""
    rows = Survey.objects.found_by(viewer).filter(first_opened_at__isnull=False).select_related("organisation")
    survey = get_object_or_404(rows, public_id=public_id)
    seen = Wave.objects.found_by(viewer).filter(survey=survey, opened_at__isnull=False)
    waves = list(seen.select_related("survey").order_by("-number"))
    newest = next((wave for wave in waves if wave.state != Wave.State.WITHDRAWN), waves[0] if waves else None)
    is_whole = Survey.objects.visible_to(viewer).filter(pk=survey.pk).exists()
    asked = questionnaire(newest) if newest and is_whole else []
    beside = [found for each in asked for found in benchmarks.beside(each)]
    return Shown(survey, subject_of(survey), waves, newest, asked, beside, is_whole)
