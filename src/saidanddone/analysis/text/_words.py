"""Words, sentences and the n-grams inside words, the same for every language."""

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\uff07": "'", "\u2018": "'"})
_SENTENCE = re.compile(r"[^\n]*?[.!?…。！？]+[\"'”’)\]]*(?=\s|$)|[^\n]+", re.MULTILINE)


def folded(text: str) -> str:
    """Case folded, in composed form (NFC), with one kind of apostrophe; accents stay, as ŵ is not w.

    Parameters
    ----------
    text : str
        Anything; lone surrogates pass through.

    Returns
    -------
    str
        The same words in the form in which they are compared.

    Examples
    --------
    >>> folded("Mae’r DŴR")
    "mae'r dŵr"
    """
    composed = unicodedata.normalize("NFC", text).casefold()
    return unicodedata.normalize("NFC", composed).translate(APOSTROPHES)


def words(text: str) -> list[str]:
    """The words of a text in their order: runs of letters, digits and their marks, with apostrophes inside.

    Parameters
    ----------
    text : str
        Anything.

    Returns
    -------
    list of str
        Folded words. Scripts that write no space between words come as whole runs; their n-grams still compare.

    Examples
    --------
    >>> words("Mae'r bws 14 yn hwyr, don't you think?")
    ["mae'r", 'bws', '14', 'yn', 'hwyr', "don't", 'you', 'think']
    """
    return _word_pattern().findall(folded(text))


def sentences(text: str) -> list[str]:
    """The sentences of a text, by a simple rule: they end at . ! ? … before white space, or at the end of a line.

    Parameters
    ----------
    text : str
        Anything. An abbreviation ("e.g. this") may cut a sentence in two: that is the price of no word list.

    Returns
    -------
    list of str
        Sentences as they were written, without white space around them; none is empty.

    Examples
    --------
    >>> sentences("The bus was late. Nobody told us!  Why?")
    ['The bus was late.', 'Nobody told us!', 'Why?']
    """
    return [part.strip() for part in _SENTENCE.findall(text) if part.strip()]


def inner_ngrams(word: str, shortest: int, longest: int) -> Iterator[str]:
    """The n-grams of one word with a space on each side, so that a beginning differs from a middle.

    A word shorter than `shortest` gives itself once, so that no word is lost.

    Parameters
    ----------
    word : str
        One folded word.
    shortest, longest : int
        Length of the n-grams in characters, both included.

    Yields
    ------
    str
        N-grams in order of length and place.

    Examples
    --------
    >>> sorted(set(inner_ngrams("gath", 3, 5)) & set(inner_ngrams("chath", 3, 5)))
    ['ath', 'ath ', 'th ']
    """
    padded = f" {word} "
    if len(padded) <= shortest:
        yield padded
        return
    for length in range(shortest, min(longest, len(padded)) + 1):
        for start in range(len(padded) - length + 1):
            yield padded[start : start + length]


@lru_cache(maxsize=1)
def _word_pattern() -> re.Pattern[str]:
    """Python's letters and digits leave out the vowel signs of many scripts, so combining marks are added."""
    marks = [point for point in range(min(sys.maxunicode, 0xFFFF)) if unicodedata.category(chr(point))[0] == "M"]
    letter = f"(?:[^\\W_]|[{''.join(map(chr, marks))}])"
    return re.compile(f"[^\\W_]{letter}*(?:'{letter}+)*")
