"""The questions of a round in parts that belong together: a ground of trust, an instrument, those who answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from saidanddone.surveys import instruments, result_words
from saidanddone.surveys.models import Question
from saidanddone.surveys.questionnaire import Asked

if TYPE_CHECKING:
    from saidanddone.surveys.result_pages import Shown

WHOLE, PEOPLE, OTHER, ALL = "overall", "people", "other", "all"
FEWEST_A_PART = 2
"""Questions, by and large: with fewer, headings would part what one reads through anyway."""


@dataclass(frozen=True, slots=True)
class Part:
    key: str
    name: str
    shown: tuple["Shown", ...]

    @property
    def anchor(self) -> str:
        return f"part-{self.key}"


def parts(shown: Sequence["Shown"]) -> tuple[Part, ...]:
    """In the order in which each was first asked; whatever belongs nowhere, and who answered, come last."""
    about = _about_people([each.asked for each in shown])
    found: dict[str, list[Shown]] = {}
    for each in shown:
        found.setdefault(_key(each.asked, about), []).append(each)
    if len(shown) < FEWEST_A_PART * len(found):
        return (Part(ALL, _("What people said"), tuple(shown)),)
    last = [key for key in (OTHER, PEOPLE) if key in found]
    keys = [*(key for key in found if key not in last), *last]
    named = _names(keys)
    return tuple(Part(key, named[key], tuple(found[key])) for key in keys)


def _key(asked: Asked, about_people: frozenset[str]) -> str:
    if asked.name in about_people:
        return PEOPLE
    if asked.determinant in result_words.DETERMINANTS:
        return asked.determinant
    if asked.construct.startswith(WHOLE):
        return WHOLE
    if asked.instrument in instruments.names():
        return asked.instrument
    return OTHER


def _about_people(asked: Sequence[Asked]) -> frozenset[str]:
    """Questions that say who answered, and their neighbours on the page."""
    own = [each for each in asked if each.kind != Question.Kind.SCALE and not each.determinant]
    pages = {each.battery for each in own if _parts_people(each)}
    return frozenset(each.name for each in own if _parts_people(each) or (each.battery and each.battery in pages))


def _parts_people(asked: Asked) -> bool:
    return bool(asked.splits_results or asked.places or asked.profile)


def _names(keys: Iterable[str]) -> Mapping[str, str]:
    fixed = {WHOLE: _("Trust as a whole"), PEOPLE: _("Those who answered"), OTHER: _("Other questions")}
    fixed |= {name: str(words) for name, words in result_words.DETERMINANTS.items()}
    return {key: fixed.get(key) or instruments.instrument(key).said("title").text for key in keys}
