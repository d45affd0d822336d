"""An index of texts that knows which are alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from saidanddone.analysis.text._features import Settings, Vocabulary, learn, vectors

PLACES = 6
"""Likeness is kept to six places: beyond that stands only the noise of single precision."""


class NotFitted(RuntimeError):
    """The index was asked before it was given texts."""


@dataclass(frozen=True, slots=True)
class SimilarTexts:
    """Texts that are like what was asked for, the likest first.

    Attributes
    ----------
    rows : tuple of int
        Their numbers in the index.
    scores : tuple of float
        Likeness of each, from just above 0 (hardly anything in common) to 1 (the same words).
    texts : tuple of str
        The texts themselves.
    searched : int
        How many texts were compared.
    method : str
        How likeness was measured.
    """

    rows: tuple[int, ...]
    scores: tuple[float, ...]
    texts: tuple[str, ...]
    searched: int
    method: str

    def __len__(self) -> int:
        return len(self.rows)

    def __str__(self) -> str:
        if not self.rows:
            return f"Nothing alike among {self.searched:,} texts."
        lines = [f"{len(self)} alike among {self.searched:,} texts, the likest first ({self.method}):"]
        pairs = zip(self.scores, self.texts, strict=True)
        lines += [f"  {score:.2f}  {' '.join(text.split())[:90]}" for score, text in pairs]
        return "\n".join(lines)


class TextIndex:
    """Knows how alike texts are, in any language, by the words they share and by the parts of those words.

    Parameters
    ----------
    word_pairs : bool, default True
        Whether two words that follow each other count as a feature of their own.
    inner : tuple of (int, int), default (3, 5)
        Shortest and longest n-gram inside words, in characters. They find cath, gath and chath alike.
    word_share : float, default 0.5
        How much of the likeness comes from words and pairs (0 to 1); the rest comes from the parts of words.

    Raises
    ------
    ValueError
        Where a setting is out of its range.

    Notes
    -----
    Features are weighted by (1 + ln tf) · (ln((1 + m) / (1 + df)) + 1), with m texts of which df have the feature.
    Words and inner n-grams are each brought to length one and joined by `word_share`, so for texts that have both,
    likeness is the weighted mean of two cosines. Memory is about 8 bytes for each different feature of each text.

    References
    ----------
    Salton, G. and Buckley, C. (1988). Term-weighting approaches in automatic text retrieval. *Information Processing
    & Management* 24(5), 513–523. McNamee, P. and Mayfield, J. (2004). Character n-gram tokenization for European
    language text retrieval. *Information Retrieval* 7, 73–97.

    Examples
    --------
    >>> index = TextIndex().fit(["Mae'r gath ar goll", "Ble mae fy nghath i?", "Y biniau eto", "Bins again"])
    >>> print(index.similar("cath ar goll", k=2))
    2 alike among 4 texts, the likest first (TF-IDF of words, pairs and 3 to 5 letters, cosine):
      0.47  Mae'r gath ar goll
      0.03  Ble mae fy nghath i?
    """

    def __init__(self, *, word_pairs: bool = True, inner: tuple[int, int] = (3, 5), word_share: float = 0.5) -> None:
        shortest, longest = inner
        if not 1 <= shortest <= longest:
            raise ValueError("inner: the shortest n-gram has at least one letter and is no longer than the longest")
        if not 0 <= word_share <= 1:
            raise ValueError("word_share: a share lies between 0 and 1")
        self.settings = Settings(word_pairs, shortest, longest, word_share)
        self._fitted: tuple[tuple[str, ...], NDArray[np.int64], Vocabulary, sparse.csr_matrix] | None = None

    def fit(self, texts: Sequence[str], *, same_as: ArrayLike | None = None) -> Self:
        """Learn the texts.

        Parameters
        ----------
        texts : sequence of str, length n
            In any order; the order only gives the numbers by which texts are called.
        same_as : array_like, shape (n,), optional
            A label for each text; texts with the same label say the same and count once. All differ by default.

        Returns
        -------
        TextIndex
            Itself.

        Raises
        ------
        ValueError
            Where `same_as` has another length than `texts`.

        Examples
        --------
        >>> len(TextIndex().fit(["Bins", "Buses"]))
        2
        """
        labels = numbered(same_as, len(texts))
        vocabulary, matrix = learn(texts, gather(labels), self.settings)
        self._fitted = tuple(texts), labels, vocabulary, matrix
        return self

    def __len__(self) -> int:
        return len(self.texts)

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts by their numbers."""
        return self._known[0]

    @property
    def same_as(self) -> NDArray[np.int64]:
        """Shape (n,): the number of the voice that each text belongs to, from 0 on."""
        return self._known[1]

    @property
    def vocabulary(self) -> Vocabulary:
        """What stands in which column of `matrix`."""
        return self._known[2]

    @property
    def matrix(self) -> sparse.csr_matrix:
        """Shape (n, columns), float32, rows of length one: the product of two rows is their likeness."""
        return self._known[3]

    @property
    def method(self) -> str:
        """How likeness is measured, in words."""
        pairs = ", pairs" if self.settings.word_pairs else ""
        return f"TF-IDF of words{pairs} and {self.settings.shortest} to {self.settings.longest} letters, cosine"

    def transform(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """The vectors of texts from outside, in the columns of `matrix`.

        Parameters
        ----------
        texts : sequence of str, length q

        Returns
        -------
        csr_matrix of float32, shape (q, columns)
            Rows of length one where every feature is known, shorter where some are not.

        Examples
        --------
        >>> index = TextIndex().fit(["The bus is late", "The bins are full"])
        >>> round(float((index.transform(["The bus is late"]) @ index.matrix.T).toarray()[0, 0]), 4)
        1.0
        """
        return vectors(texts, self.vocabulary, self.settings)

    def similar(
        self, query: str | int | Sequence[int] | NDArray[np.int64], *, k: int = 20, exclude: Sequence[int] = ()
    ) -> SimilarTexts:
        """The texts most like a text, like one of the index, or like several of it together.

        Parameters
        ----------
        query : str, int or sequence of int
            A text from outside; or the number of a text here, or several numbers, of which the mean direction is
            taken. Texts that were asked with are left out of the answer.
        k : int, default 20
            At most so many.
        exclude : sequence of int, optional
            Numbers that shall not come up, such as those that a finding already cites.

        Returns
        -------
        SimilarTexts
            Equal likeness is ordered by number, so the same question has the same answer. Nothing unlike is in it.

        Raises
        ------
        IndexError
            Where a number is not in the index.
        ValueError
            Where `k` is negative.

        Examples
        --------
        >>> index = TextIndex().fit(["The bus is late", "Buses are always late", "The bins are full"])
        >>> index.similar(0, k=1).texts
        ('Buses are always late',)
        """
        if k < 0:
            raise ValueError("k: at most so many texts; it cannot be negative")
        asked = np.zeros(0, dtype=np.int64) if isinstance(query, str) else np.atleast_1d(np.asarray(query, np.int64))
        left_out = np.concatenate([asked, np.asarray(exclude, dtype=np.int64)])
        if len(left_out) and not (left_out.min() >= 0 and left_out.max() < len(self)):
            raise IndexError(f"numbers from 0 to {len(self) - 1} are in the index")
        scores = self._likeness(self._direction(query if isinstance(query, str) else asked))
        scores[left_out] = 0
        best = _best(scores, k)
        return SimilarTexts(
            rows=tuple(int(row) for row in best),
            scores=tuple(float(scores[row]) for row in best),
            texts=tuple(self.texts[row] for row in best),
            searched=len(self) - len(np.unique(left_out)),
            method=self.method,
        )

    @property
    def _known(self) -> tuple[tuple[str, ...], NDArray[np.int64], Vocabulary, sparse.csr_matrix]:
        if self._fitted is None:
            raise NotFitted("call fit(texts) first")
        return self._fitted

    def _direction(self, query: str | NDArray[np.int64]) -> NDArray[np.float32]:
        """Shape (columns,): what to look along."""
        if isinstance(query, str):
            dense: NDArray[np.float32] = self.transform([query]).toarray()[0]
            return dense
        total = np.asarray(self.matrix[query].sum(axis=0), dtype=np.float32).ravel()
        return total / np.float32(np.linalg.norm(total) or 1)

    def _likeness(self, direction: NDArray[np.float32]) -> NDArray[np.float64]:
        scores: NDArray[np.float64] = np.clip(np.round((self.matrix @ direction).astype(np.float64), PLACES), 0, 1)
        return scores


def numbered(same_as: ArrayLike | None, size: int) -> NDArray[np.int64]:
    """Labels of any kind as numbers from 0 on, shape (size,); all different where none are given."""
    if same_as is None:
        return np.arange(size, dtype=np.int64)
    labels = np.asarray(same_as)
    if labels.shape != (size,):
        raise ValueError(f"same_as: one label for each of the {size} texts, in one dimension")
    numbers: NDArray[np.int64] = np.unique(labels, return_inverse=True)[1].astype(np.int64)
    return numbers


def gather(labels: NDArray[np.int64]) -> sparse.csr_matrix:
    """Shape (voices, texts): a one where a text belongs to a voice."""
    ones = np.ones(len(labels), dtype=np.float32)
    voices = int(labels.max()) + 1 if len(labels) else 0
    return sparse.csr_matrix((ones, (labels, np.arange(len(labels)))), shape=(voices, len(labels)))


def _best(scores: NDArray[np.float64], k: int) -> NDArray[np.int64]:
    """The rows with the highest scores above nought, ties by number."""
    above = np.flatnonzero(scores > 0)
    return above[np.argsort(-scores[above], kind="stable")[:k]]
