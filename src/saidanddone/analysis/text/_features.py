"""From texts to weighted vectors: which words, pairs of words and n-grams inside words a text has, and how telling."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from saidanddone.analysis.text._words import inner_ngrams, words

Floats = NDArray[np.float32]
Feature = TypeVar("Feature")


@dataclass(frozen=True, slots=True)
class Settings:
    """How texts become vectors; `TextIndex` explains each."""

    word_pairs: bool
    shortest: int
    longest: int
    word_share: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What stands in which column: words, then pairs of words, then n-grams; within each in order of its letters.

    The order of the texts leaves no trace in it, so results do not depend on that order.
    """

    words: dict[str, int]
    pairs: dict[tuple[str, str], int]
    ngrams: dict[str, int]
    idf: Floats
    unseen_idf: float

    @property
    def words_end(self) -> int:
        """The first column that is no longer a word nor a pair."""
        return len(self.words) + len(self.pairs)


def learn(texts: Sequence[str], voices: sparse.csr_matrix, settings: Settings) -> tuple[Vocabulary, sparse.csr_matrix]:
    """The vocabulary of the texts, and their vectors.

    Parameters
    ----------
    texts : sequence of str, length n
    voices : csr_matrix, shape (m, n)
        One row for each set of texts that count once, with a one for each of its texts.
    settings : Settings

    Returns
    -------
    Vocabulary
        With inverse document frequencies counted over the m voices.
    csr_matrix of float32, shape (n, columns)
        Rows of length one, or empty.

    Notes
    -----
    N-grams are made once for each different word, not for each time it is used: texts by words times words by n-grams
    is texts by n-grams.
    """
    used = [words(text) for text in texts]
    vocabulary = sorted(set().union(*used)) if used else []
    ids = {word: column for column, word in enumerate(vocabulary)}
    flat = np.fromiter((ids[word] for some in used for word in some), dtype=np.int64)
    rows = np.repeat(np.arange(len(texts)), [len(some) for some in used])
    word_counts = _table(rows, flat, (len(texts), len(vocabulary)))
    pairs, pair_counts = _count_pairs(rows, flat, word_counts.shape, settings.word_pairs)
    ngrams, ngrams_of_words = _spell(vocabulary, settings)
    counts = sparse.hstack([word_counts, pair_counts, word_counts @ ngrams_of_words], format="csr", dtype=np.float32)
    del word_counts, pair_counts, ngrams_of_words
    idf = _inverse_frequency(counts, voices)
    counts.data = (1 + np.log(counts.data)) * idf[counts.indices]
    found = Vocabulary(
        words=ids,
        pairs={(vocabulary[a], vocabulary[b]): len(ids) + column for column, (a, b) in enumerate(pairs)},
        ngrams={ngram: len(ids) + len(pairs) + column for column, ngram in enumerate(ngrams)},
        idf=idf,
        unseen_idf=float(np.log(1 + voices.shape[0])) + 1,
    )
    _shorten(counts, found.words_end, settings.word_share)
    return found, counts


def vectors(texts: Iterable[str], vocabulary: Vocabulary, settings: Settings) -> sparse.csr_matrix:
    """The vectors of other texts in the same columns; of shape (number of texts, columns).

    What the vocabulary does not have still counts in a vector's length, so a text of unknown words is like nothing.
    """
    data: list[float] = []
    columns: list[int] = []
    ends = [0]
    for text in texts:
        weights = _weigh(text, vocabulary, settings)
        columns += sorted(weights)
        data += [weights[column] for column in sorted(weights)]
        ends.append(len(columns))
    parts = np.array(data, dtype=np.float32), np.array(columns, dtype=np.int32), np.array(ends, dtype=np.int32)
    return sparse.csr_matrix(parts, shape=(len(ends) - 1, len(vocabulary.idf)))


def _weigh(text: str, vocabulary: Vocabulary, settings: Settings) -> dict[int, float]:
    """Column → weight for one text, of length one together with what is in no column."""
    said = words(text)
    as_words = _family(Counter(said), vocabulary.words, vocabulary)
    if settings.word_pairs:
        as_words += _family(Counter(pairwise(said)), vocabulary.pairs, vocabulary)
    spelt = Counter(ngram for word in said for ngram in inner_ngrams(word, settings.shortest, settings.longest))
    as_ngrams = _family(spelt, vocabulary.ngrams, vocabulary)
    shares = ((as_words, settings.word_share), (as_ngrams, 1 - settings.word_share))
    scaled: list[tuple[int | None, float]] = []
    for family, share in shares:
        norm = np.sqrt(sum(weight**2 for _, weight in family)) or 1.0
        scaled += [(column, weight / norm * np.sqrt(share)) for column, weight in family]
    whole = np.sqrt(sum(weight**2 for _, weight in scaled)) or 1.0
    return {column: weight / whole for column, weight in scaled if column is not None and weight}


def _family(
    counts: Counter[Feature], columns: dict[Feature, int], vocabulary: Vocabulary
) -> list[tuple[int | None, float]]:
    found: list[tuple[int | None, float]] = []
    for feature, count in counts.items():
        column = columns.get(feature)
        idf = vocabulary.unseen_idf if column is None else float(vocabulary.idf[column])
        found.append((column, (1 + np.log(count)) * idf))
    return found


def _table(rows: NDArray[np.int64], columns: NDArray[np.int64], shape: tuple[int, int]) -> sparse.csr_matrix:
    ones = np.ones(len(rows), dtype=np.float32)
    table = sparse.csr_matrix((ones, (rows, columns)), shape=shape)
    table.sum_duplicates()
    return table


def _count_pairs(
    rows: NDArray[np.int64], flat: NDArray[np.int64], shape: tuple[int, int], wanted: bool
) -> tuple[list[tuple[int, int]], sparse.csr_matrix]:
    """Pairs of neighbouring words as numbers of the vocabulary, and how often each text has each."""
    texts, size = shape
    if not wanted or not size:
        return [], sparse.csr_matrix((texts, 0), dtype=np.float32)
    together = rows[1:] == rows[:-1]
    keys, columns = np.unique(flat[:-1][together] * size + flat[1:][together], return_inverse=True)
    pairs = [(int(key // size), int(key % size)) for key in keys]
    return pairs, _table(rows[1:][together], columns, (texts, len(pairs)))


def _spell(vocabulary: Sequence[str], settings: Settings) -> tuple[list[str], sparse.csr_matrix]:
    """The n-grams inside the words, and how often each word (row) has each (column)."""
    spelt = [list(inner_ngrams(word, settings.shortest, settings.longest)) for word in vocabulary]
    ngrams = sorted(set().union(*spelt)) if spelt else []
    ids = {ngram: column for column, ngram in enumerate(ngrams)}
    flat = np.fromiter((ids[ngram] for some in spelt for ngram in some), dtype=np.int64)
    rows = np.repeat(np.arange(len(vocabulary)), [len(some) for some in spelt])
    return ngrams, _table(rows, flat, (len(vocabulary), len(ngrams)))


def _inverse_frequency(counts: sparse.csr_matrix, voices: sparse.csr_matrix) -> Floats:
    """ln((1 + m) / (1 + df)) + 1, where df is the number of the m voices that have the feature."""
    single = np.flatnonzero(np.diff(voices.indptr) == 1)
    frequency = np.bincount(counts[voices[single].indices].indices, minlength=counts.shape[1])
    shared = np.flatnonzero(np.diff(voices.indptr) > 1)
    if len(shared):
        frequency += np.bincount((voices[shared] @ counts).indices, minlength=counts.shape[1])
    idf: Floats = (np.log((1 + voices.shape[0]) / (1 + frequency)) + 1).astype(np.float32)
    return idf


def _shorten(matrix: sparse.csr_matrix, words_end: int, word_share: float) -> None:
    """Bring each family of each row to its share of the length, and each row to length one, in place."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    is_word = matrix.indices < words_end
    for family, share in ((is_word, word_share), (~is_word, 1 - word_share)):
        norms = np.sqrt(np.bincount(rows[family], weights=matrix.data[family] ** 2, minlength=matrix.shape[0]))
        matrix.data[family] *= (np.sqrt(share) / np.where(norms > 0, norms, 1))[rows[family]]
    matrix.eliminate_zeros()
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    whole = np.sqrt(np.bincount(rows, weights=matrix.data**2, minlength=matrix.shape[0]))
    matrix.data /= whole[rows]
