"""Words part from the response that they came with: rows of their own, which lead back nowhere.

Their row numbers are drawn at random, and moderators get them with the day alone, so that neither order nor moment says
with which answers they came.
"""

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from saidanddone.core.text import clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.moderation import actions as moderation
from saidanddone.surveys.models import Question, Survey, Wave, WrittenAnswer
from saidanddone.surveys.questionnaire import Answer, Asked


def part(
    wave: Wave,
    asked: list[Asked],
    answers: Mapping[str, Answer],
    *,
    language: str,
    as_contributions: Collection[str],
    by: Viewer,
    at: datetime,
) -> dict[str, Answer]:
    """Make written answers of the words, each a row that leads back nowhere; gives what is left of the answers."""
    kept: dict[str, Answer] = {}
    for each in asked:
        answer = answers.get(each.name)
        if answer is None:
            continue
        if each.kind != Question.Kind.TEXT:
            kept[each.name] = answer
        elif words := clean_text(str(answer)):
            may = each.may_be_contribution and wave.survey.kind != Survey.Kind.STAFF
            written = WrittenAnswer.objects.create(
                pk=drawn(),
                wave=wave,
                question=each.name,
                text=words,
                language=language,
                as_contribution=may and each.name in as_contributions,
            )
            moderation.hold(by=by, about=written.ref, at=_morning(at))
    return kept


def drawn() -> int:
    """A row number at random, so that rows do not stand in the order in which people answered."""
    return secrets.randbelow(2**62) + 1


def _morning(at: datetime) -> datetime:
    """As the day began where the area is."""
    return at.astimezone(ZoneInfo(settings.LOCAL_TIME_ZONE)).replace(hour=0, minute=0, second=0, microsecond=0)
