"""How words are read: the one analysis for what is indexed and what is asked, whatever the database.

Both databases keep exactly the terms that come out of here, so both find the same things: the light English stem of
each word and, for a text in Welsh, what the word may be before it is mutated. The kind of a term is told by its first
characters.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from saidanddone.core.languages import Language

LONGEST_TEXT = 20_000
LONGEST_WORD = 40
MOST_WORDS = 12
"""Of a query; what follows is left out."""
SHORTEST_PREFIX = 2

STEM = "0s"
RADICAL = "0r"
KIND = "0k"
_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"'s\b")
_ENGLISH = (
    "a an and are as at be but by for from has have i in is it its me my of on or our so that the their there they"
    " this to was we were with you your"
)
_WELSH = "ac ag am ar ei eu fy ga gan gyda mae mewn na nac neu o oedd r roedd sydd sy un wedi wrth y ym yn yng yr"
_STOP_WORDS = frozenset(_ENGLISH.split()) | frozenset(_WELSH.split())


def words(text: str) -> list[str]:
    """The words of a text, folded: no accents, no case, no signs.

    >>> words("The café's “Tŷ Gwyn” buses, 2026")
    ['the', 'cafe', 'ty', 'gwyn', 'buses', '2026']
    """
    bare = unicodedata.normalize("NFKD", text[:LONGEST_TEXT]).replace("’", "'").casefold()
    if not bare.isascii():
        bare = "".join(character for character in bare if not unicodedata.combining(character))
    return [word[:LONGEST_WORD] for word in _WORD.findall(_POSSESSIVE.sub("", bare))]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A light English stem: plurals, -ed, -ing, -ction. Light, so that Welsh words and names mostly stay whole.

    Porter's stemmer, of both kinds, keeps "bus" and "buses" apart, which will not do for a council.

    >>> [stem(word) for word in "bus buses repairing repaired bodies collections moved moving".split()]
    ['bus', 'bus', 'repair', 'repair', 'body', 'collect', 'mov', 'mov']
    """
    base = _without_ending(_singular(word))
    if base.endswith("ction"):
        base = base.removesuffix("ion")
    return base[:-1] if len(base) > 3 and base.endswith("e") else base


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ses", "xes", "zes", "ches", "shes")) and len(word) > 4:
        return word[:-2]
    return word[:-1]


def _without_ending(word: str) -> str:
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3 and re.search("[aeiouy]", base):
            doubled = base[-1] == base[-2] and base[-1] not in "lsz"
            return base[:-1] if doubled else base
    return word


_MUTATIONS = (
    ("ngh", ("c",)),
    ("ng", ("g",)),
    ("nh", ("t",)),
    ("mh", ("p",)),
    ("ph", ("p",)),
    ("th", ("t",)),
    ("ch", ("c",)),
    ("dd", ("d",)),
    ("b", ("p",)),
    ("d", ("t",)),
    ("g", ("c",)),
    ("f", ("b", "m")),
    ("m", ("b",)),
    ("n", ("d",)),
)
"""How a mutated Welsh word begins, and how the same word may begin in the dictionary; the longest beginning wins."""


@lru_cache(maxsize=50_000)
def radicals(word: str) -> tuple[str, ...]:
    """What a Welsh word may be in the dictionary: itself, and without each mutation that its beginning allows.

    >>> radicals("fws")
    ('fws', 'bws', 'mws')
    >>> radicals("nghyngor")
    ('nghyngor', 'cyngor')
    >>> radicals("ardd")
    ('ardd', 'gardd')
    """
    if len(word) < 3 or word.isdigit():
        return (word,)
    found = [word]
    for beginning, before in _MUTATIONS:
        if word.startswith(beginning):
            found += [radical + word.removeprefix(beginning) for radical in before]
            break
    if word[0] == "l" and word[:2] != "ll":
        found.append("l" + word)
    if word[0] == "r" and word[:2] != "rh":
        found.append("rh" + word[1:])
    if word[0] in "aeiouwylr":
        found.append("g" + word)
    if word[0] == "h" and word[1] in "aeiouwy":
        found.append(word[1:])
    return tuple(found)


def of_kind(kind: str) -> str:
    """The term that every thing of a kind has.

    >>> of_kind("moderation-decision")
    '0kmoderationdecision'
    """
    return KIND + "".join(words(kind))


def terms(found: Iterable[str], *, kind: str, language: str) -> str:
    """What is indexed of a text with these words: its kind, the stem of each word and, in Welsh, the radicals."""
    marked: dict[str, None] = {of_kind(kind): None}
    for word in dict.fromkeys(found):
        marked[STEM + stem(word)] = None
        if language == Language.WELSH:
            marked.update((RADICAL + radical, None) for radical in radicals(word))
    return " ".join(marked)


@dataclass(frozen=True, slots=True)
class Asked:
    """One word of a query: as typed, the terms of which a document must hold one, and how such a term may begin."""

    word: str
    terms: tuple[str, ...]
    beginning: str = ""


def asked(text: str, *, unfinished: bool = False) -> tuple[Asked, ...]:
    """The words of a query, each once; small words such as "the" and "yn" count only where there are no others.

    With `unfinished` the last one also stands for all that begin with it, until a space or a sign ends it.
    """
    found = list(dict.fromkeys(words(text)))
    told = [word for word in found if word not in _STOP_WORDS] or found
    kept = told[:MOST_WORDS]
    is_open = unfinished and bool(kept) and text[-1:].isalnum() and len(kept[-1]) >= SHORTEST_PREFIX
    return tuple(
        Asked(word, _terms_of(word), beginning=STEM + word if is_open and word == kept[-1] else "") for word in kept
    )


def _terms_of(word: str) -> tuple[str, ...]:
    return (STEM + stem(word), *(RADICAL + radical for radical in radicals(word)))
