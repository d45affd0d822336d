"""The one way in which an organisation's words are put into the other language, whatever they are the words of.

Each kind of thing has its own action with its own check; what all of them do is here.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import models

from saidanddone.contributions.models import Translation
from saidanddone.core.text import clean_line, clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.bilingual import Bilingual
from saidanddone.decisions.models import Decision, Finding
from saidanddone.record import actions as record

ENTRY = "words-translated"


def cleaned(thing: Bilingual, words: Mapping[str, str]) -> dict[str, str]:
    """Those of these words that are of fields with something to translate, and no others, as they are kept."""
    fields = [name for name in thing.WORDS if name in words and getattr(thing, name)]
    return {name: (clean_text if _has_paragraphs(thing, name) else clean_line)(words[name]) for name in fields}


def _has_paragraphs(thing: Bilingual, name: str) -> bool:
    return isinstance(thing._meta.get_field(name), models.TextField)


def put(thing: Bilingual, words: Mapping[str, str], *, still: Collection[str] = ()) -> bool:
    """Keep these as its words in the other language, with the words that they translate; give whether anything changed.

    What is not named stays. A translation of earlier words that is sent unchanged stays one of earlier words, unless it
    is among `still`: somebody has looked, and it still says the same.
    """
    before = (dict(thing.translation), dict(thing.translated_from))
    for name, text in words.items():
        if text and (text != thing.translation.get(name) or name in still or not thing.is_behind(name)):
            thing.translation[name], thing.translated_from[name] = text, getattr(thing, name)
        elif not text:
            thing.translation.pop(name, None)
            thing.translated_from.pop(name, None)
    if (thing.translation, thing.translated_from) == before:
        return False
    thing.translated_by = Translation.MadeBy.PERSON if thing.translation else ""
    thing.save(update_fields=["translation", "translated_from", "translated_by"])
    return True


def entry_names(names: Iterable[str]) -> list[str]:
    """What the record calls the translated words of these fields."""
    return [f"{name}_translation" for name in names]


def words_of(thing: Bilingual, fields: Collection[str]) -> dict[str, str]:
    """The words in the other language, by the name that they have in the record."""
    return {f"{each.field}_translation": each.text for each in thing.translated if each.field in fields}


def facts_of(thing: Bilingual, words: Collection[str]) -> dict[str, object]:
    """What the record says openly of these words, by their names there."""
    return {
        "language": thing.other_language,
        "translated_by": str(thing.translated_by) or None,
        "fields": sorted(name.removesuffix("_translation") for name in words),
    }


def append(thing: Finding | Decision, *, by: Viewer, at: datetime, fields: Collection[str]) -> None:
    """Enter in the record what was translated, openly, and the words only sealed: of these fields, as not all may be
    public. The seals of earlier translations open no more.
    """
    words = words_of(thing, fields)
    record.close(by=by, about=thing.ref, at=at, fields=entry_names(thing.WORDS))
    record.append(by=by, kind=ENTRY, about=thing.ref, at=at, fields=facts_of(thing, words), private=words)


def entry_within(whole: Any, thing: Any) -> tuple[dict[str, object], dict[str, str]]:
    """What the record says, openly and sealed, of words of a thing without a page: under what it is part of."""
    words, names = words_of(thing, thing.WORDS), recorded_within(whole, thing)
    facts = facts_of(thing, words) | ({} if thing == whole else {"of": thing.public_id})
    return facts, {names[name]: text for name, text in words.items()}


def recorded_within(whole: Any, thing: Any) -> dict[str, str]:
    """What translated words are called → under which name the record of the whole has them."""
    before = "" if thing == whole else f"of_{thing.public_id}_"
    return {name: before + name for name in entry_names(thing.WORDS)}
