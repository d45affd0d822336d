"""What is typical of a group of texts: its sentences and its words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from saidanddone.analysis.text._index import TextIndex
from saidanddone.analysis.text._words import sentences, words

CANDIDATES = 40
"""Sentences are taken from so many voices, the nearest to the middle."""
SHORTEST = 4
"""Words that a sentence needs to say something by itself; shorter ones are taken where there are no others."""
TOO_ALIKE = 0.7
"""A sentence this like one already chosen adds nothing."""
WORDS = 8
CERTAIN = 1.96
"""Standard errors by which a word must stand out."""


@dataclass(frozen=True, slots=True)
class TypicalSentence:
    """A sentence as somebody wrote it: the number of their text, and how near it lies to the middle (0 to 1)."""

    text: str
    row: int
    score: float

    def __str__(self) -> str:
        return f"“{self.text}” (text {self.row}, {self.score:.2f})"


def typical_sentences(
    index: TextIndex, voices: Sequence[NDArray[np.int64]], wanted: int
) -> tuple[TypicalSentence, ...]:
    """The sentences nearest to the mean direction of some voices, each from another voice and none like another.

    Parameters
    ----------
    index : TextIndex
    voices : sequence of ndarray of int
        The numbers of the texts of each voice, the nearest to the middle first.
    wanted : int
        At most so many sentences.

    Returns
    -------
    tuple of TypicalSentence
        The nearest first.

    Examples
    --------
    >>> index = TextIndex().fit(["The bus was late again. Thank you.", "The bus is always late.", "Late bus."])
    >>> print(typical_sentences(index, [np.array([0]), np.array([1]), np.array([2])], 1)[0])
    “The bus is always late.” (text 1, 0.73)
    """
    total = sum((np.asarray(index.matrix[rows].mean(axis=0)).ravel() for rows in voices), np.zeros(1))
    middle = total / (np.linalg.norm(total) or 1)
    said = [
        (sentence, int(row), voice)
        for voice, rows in enumerate(voices[:CANDIDATES])
        for row in rows
        for sentence in sentences(index.texts[row])
    ]
    whole = [each for each in said if len(words(each[0])) >= SHORTEST] or said
    vectors = index.transform([sentence for sentence, _, _ in whole])
    scores = np.round(vectors @ middle, 6)
    chosen: list[int] = []
    for place in np.lexsort(([sentence for sentence, _, _ in whole], -scores)) if whole else ():
        if len(chosen) == wanted:
            break
        others = (vectors[chosen] @ vectors[[place]].T).toarray().ravel()
        if not any(whole[other][2] == whole[place][2] for other in chosen) and not (others > TOO_ALIKE).any():
            chosen.append(int(place))
    return tuple(TypicalSentence(whole[place][0], whole[place][1], float(scores[place])) for place in chosen)


def telling_words(
    together: sparse.csr_matrix, vocabulary: Sequence[str], groups: Sequence[NDArray[np.int64]]
) -> list[tuple[str, ...]]:
    """The words that each group uses far more than everybody else.

    Parameters
    ----------
    together : csr_matrix, shape (voices, columns)
        The first columns are the words; what is above nought counts as used.
    vocabulary : sequence of str
        The words of those columns.
    groups : sequence of ndarray of int
        The voices of each group.

    Returns
    -------
    list of tuple of str
        For each group at most eight words, the most telling first: they stand out by 1.96 standard errors or more,
        and two voices or more use them.

    Notes
    -----
    z = δ / √(1/a + 1/b), with a and b the voices with the word inside and outside, each with its share of a prior
    of the size of the group spread as all voices use the words, and δ the difference
    of their log odds against one voice more than have it not.

    References
    ----------
    Monroe, B. L., Colaresi, M. P. and Quinn, K. M. (2008). Fightin' words: lexical feature selection and evaluation
    for identifying the content of political conflict. *Political Analysis* 16(4), 372–403, equations 15 to 22.

    Examples
    --------
    >>> uses = sparse.csr_matrix([[1, 0, 1]] * 9 + [[0, 1, 1]] * 9)
    >>> telling_words(uses, ["bus", "pool", "the"], [np.arange(9), np.arange(9, 18)])
    [('bus',), ('pool',)]
    """
    used = together[:, : len(vocabulary)]
    everywhere = np.bincount(used.indices, minlength=len(vocabulary))
    found = []
    for group in groups:
        inside = np.bincount(used[group].indices, minlength=len(vocabulary))
        prior = np.maximum(everywhere, 1) / max(everywhere.sum(), 1) * len(group)
        one, other = inside + prior, everywhere - inside + prior
        odds = np.log(one / (one.sum() - one + 1)) - np.log(other / (other.sum() - other + 1))
        z = np.where(inside > 1, odds / np.sqrt(1 / one + 1 / other), 0)
        best = np.argsort(-np.round(z, 9), kind="stable")[:WORDS]
        found.append(tuple(vocabulary[place] for place in best if z[place] >= CERTAIN))
    return found
