"""What somebody who answers finds: the wave of a link or a code, and their own response."""

from collections.abc import Sequence

from django.db.models import Q

from saidanddone.core.viewer import Viewer
from saidanddone.surveys.codes import Key, case_digest
from saidanddone.surveys.models import Question, Response, SampleCase, Survey, Wave
from saidanddone.surveys.questionnaire import Asked

_LONG = ("questions", "margins", "population", "frame", "design")
"""Of a wave: what no page of answers shows. Its questions are kept by the process that asks them."""


def wave_of_code(code: str) -> Wave | None:
    return Wave.objects.filter(sample__codes__digest=case_digest(code)).first()


def wave_of(way: str) -> Wave | None:
    """By the key of its open link, or its own name, once it has opened."""
    waves = Wave.objects.filter(opened_at__isnull=False).select_related("survey").defer(*_LONG)
    return waves.filter(Q(link_key=way) | Q(public_id=way)).first()


def may_open(wave: Wave, key: Key | None, viewer: Viewer) -> bool:
    """Whether somebody may see what a wave asks: of staff, those who work there, and who holds a code of theirs."""
    if wave.survey.kind != Survey.Kind.STAFF or wave.survey.organisation_id in viewer.organisation_ids:
        return True
    return bool(key and key.is_code and SampleCase.objects.filter(wave=wave, codes__digest=case_digest(key.secret)))


def response_of(wave_id: str, key: Key | None) -> Response | None:
    """The response of whoever holds the key, with its wave and survey: every page of answers begins with this read."""
    if key is None:
        return None
    rows = Response.objects.select_related("wave__survey").defer(*(f"wave__{each}" for each in _LONG))
    return rows.filter(wave__public_id=wave_id, wave__opened_at__isnull=False, key_digest=key.digest).first()


def written(asked: Sequence[Asked], response: Response) -> list[tuple[Asked, str]]:
    """The words that somebody may give as a contribution when they hand in."""
    if response.wave.survey.kind == Survey.Kind.STAFF:
        return []
    mine = [each for each in asked if each.kind == Question.Kind.TEXT and each.may_be_contribution]
    return [(each, str(response.answers[each.name])) for each in mine if response.answers.get(each.name)]
