"""Groups among texts, proposed to a person who decides."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from saidanddone.analysis.text._clusters import Floats, Numbers, bunch, condense, steadiness
from saidanddone.analysis.text._features import learn
from saidanddone.analysis.text._index import TextIndex, gather, numbered
from saidanddone.analysis.text._typical import TypicalSentence, telling_words, typical_sentences
from saidanddone.analysis.text._words import words

COUNTS = (2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20)
"""Numbers of groups that are tried."""
FEWEST_PER_GROUP = 8
"""No number of groups is tried that leaves fewer voices to a group on average."""
CLEAR = 0.2
"""How much steadier groups must be than in the same words dealt out by chance, to be proposed."""
ENOUGH = 0.8
"""Of the numbers of groups that gain at least this share of the best gain, the most groups: people want particulars."""
SPLITS, DEALS = 4, 2
SAMPLE = 3000
"""Steadiness is measured on so many voices at most, drawn at random."""
DIMENSIONS = 20
COMMON = 0.2
"""What more than this share of the voices use (articles, the name of the town) tells no groups apart."""
NEAR, MARGIN = 0.5, 0.1
"""A text is in a group when it lies so near to the centre, and so much nearer than to the next one."""
SMALLEST = 3
METHOD = "spherical k-means on 20 dimensions of TF-IDF, steadier in halves than the same words dealt out by chance"


@dataclass(frozen=True, slots=True)
class Steadiness:
    """How far k groups found in one half of the voices are found again in the other (1 wholly, 0 as if at random).

    Attributes
    ----------
    k : int
    value : float
        For the voices.
    by_chance : float
        For as many texts of the same words, dealt out by chance.
    """

    k: int
    value: float
    by_chance: float

    @property
    def gain(self) -> float:
        """What is left when chance is taken off."""
        return round(self.value - self.by_chance, 6)

    def __str__(self) -> str:
        return f"{self.k} groups: steady by {self.value:.2f}, by chance {self.by_chance:.2f}"


@dataclass(frozen=True, slots=True)
class ProposedGroup:
    """Texts that may belong together. A proposal: what they mean is for a person to say.

    Attributes
    ----------
    rows : tuple of int
        Numbers of the texts, the nearest to the middle first.
    voices : int
        How many they are when those that say the same count once.
    sentences : tuple of TypicalSentence
        The sentences nearest to the middle, each from another voice.
    words : tuple of str
        Words that are used here far more than elsewhere, the most telling first.
    """

    rows: tuple[int, ...]
    voices: int
    sentences: tuple[TypicalSentence, ...]
    words: tuple[str, ...]

    def __str__(self) -> str:
        head = f"{self.voices:,} voices: {', '.join(self.words) or 'no word stands out'}"
        return "\n".join([head, *(f"  “{sentence.text}”" for sentence in self.sentences)])


@dataclass(frozen=True, slots=True)
class ProposedGroups:
    """What `propose_groups` proposes, and how sure it is.

    Attributes
    ----------
    groups : tuple of ProposedGroup
        The largest first; none where there are no clear groups.
    alone : tuple of int
        Numbers of the texts that are in no group.
    voices : int
        How many voices there are, those that say the same counted once.
    tried : tuple of Steadiness
        How steady each number of groups was; empty where the number was asked for, or where there are too few.
    method : str
    seed : int
    """

    groups: tuple[ProposedGroup, ...]
    alone: tuple[int, ...]
    voices: int
    tried: tuple[Steadiness, ...]
    method: str
    seed: int

    @property
    def clear(self) -> bool:
        """Whether there is anything to propose."""
        return bool(self.groups)

    def __str__(self) -> str:
        if not self.clear:
            return f"No clear groups among {self.voices:,} voices."
        inside = sum(group.voices for group in self.groups)
        head = f"{len(self.groups)} groups proposed; {inside:,} of {self.voices:,} voices are in one ({self.method})."
        return "\n\n".join([head, *map(str, self.groups)])


def propose_groups(
    index: TextIndex,
    seed: int,
    *,
    same_as: ArrayLike | None = None,
    number: int | None = None,
    at_most: int = 20,
    sentences: int = 3,
) -> ProposedGroups:
    """Propose groups among the texts of an index, or say that there are no clear ones.

    Parameters
    ----------
    index : TextIndex
        Fitted. Texts of one language: those of two would part by language first.
    seed : int
        Equal texts and an equal seed give equal groups, in whatever order the texts are.
    same_as : array_like, shape (n,), optional
        A label for each text; texts with the same label count once and stay together. Those of the index by default.
    number : int, optional
        Propose so many groups, clear or not, because a person asked; nothing is tried then.
    at_most : int, default 20
        The largest number of groups where the number is found by rule.
    sentences : int, default 3
        How many typical sentences to give with each group.

    Returns
    -------
    ProposedGroups

    Raises
    ------
    ValueError
        Where `same_as` has another length than the index, or `number` is not between 2 and the number of voices.

    Notes
    -----
    Features that one voice or more than a fifth of them have are left out, and the rest condensed to 20 directions.
    For each number of groups k, voices are halved four times; both halves are grouped, the centres of one sort the
    other, and the adjusted Rand index of the two groupings is the steadiness of k. The same is done with all words
    dealt out anew by chance to texts of the same lengths, since a common word alone makes a steady group. Where no k
    gains 0.2 over chance there are no clear groups; of those that gain four fifths of the best, the largest is taken.
    Fewer than 16 voices are never grouped by rule, and of more than 3,000 a random 3,000 are tried. Texts far from
    every centre, or between two, are left alone, so groups are smaller and clearer than they could be.

    References
    ----------
    Tibshirani, R. and Walther, G. (2005). Cluster validation by prediction strength. *Journal of Computational and
    Graphical Statistics* 14(3), 511–528. Tibshirani, R., Walther, G. and Hastie, T. (2001). Estimating the number of
    clusters in a data set via the gap statistic. *JRSS B* 63(2), 411–423. Deerwester, S. et al. (1990). Indexing by
    latent semantic analysis. *JASIS* 41(6), 391–407.

    Examples
    --------
    >>> topics = {"bus": "late full cold", "pool": "shut dirty deep", "road": "narrow wet broken",
    ...           "bins": "heaped torn lost", "park": "dark muddy locked"}
    >>> texts = [f"The {t} was {a} and {b}" for t, some in topics.items() for a in some.split() for b in some.split()]
    >>> proposal = propose_groups(TextIndex().fit(texts), seed=1)
    >>> sorted((group.voices, group.words[0]) for group in proposal.groups)
    [(9, 'bins'), (9, 'bus'), (9, 'park'), (9, 'pool'), (9, 'road')]
    """
    labels = index.same_as if same_as is None else numbered(same_as, len(index))
    voices = _in_canonical_order(index.texts, labels)
    together = gather(voices) @ index.matrix
    if number is not None and not 2 <= number <= together.shape[0]:
        raise ValueError(f"number: between 2 and the {together.shape[0]} voices")
    counts = [k for k in COUNTS if number is None and k <= min(at_most, together.shape[0] // FEWEST_PER_GROUP)]
    tried = _try(index, voices, together, counts, seed)
    chosen = number or _choose(tried)
    groups: tuple[ProposedGroup, ...] = ()
    if chosen is not None:
        rng = np.random.default_rng(seed)
        points = condense(_telling(together), DIMENSIONS, rng)
        found, centres = bunch(points, chosen, rng)
        closeness = points @ centres.T
        groups = _describe(index, voices, together, _cores(closeness, found), closeness, sentences)
    inside = {row for group in groups for row in group.rows}
    alone = tuple(row for row in range(len(index)) if row not in inside)
    return ProposedGroups(groups, alone, together.shape[0], tried, METHOD, seed)


def _choose(tried: Sequence[Steadiness]) -> int | None:
    """The number of groups, or none where nothing is clearly steadier than chance."""
    best = max((each.gain for each in tried), default=0.0)
    return max(each.k for each in tried if each.gain >= ENOUGH * best) if best >= CLEAR else None


def _try(
    index: TextIndex, voices: Numbers, together: sparse.csr_matrix, counts: list[int], seed: int
) -> tuple[Steadiness, ...]:
    """How steady each number of groups is, and how steady chance would be."""
    if not counts:
        return ()
    rng = np.random.default_rng([seed, 1])
    sample = np.sort(rng.permutation(together.shape[0])[:SAMPLE])
    first_rows = _first_rows(index.texts, voices)
    firsts = [index.texts[first_rows[voice]] for voice in sample]
    settled = _curve(together[sample], counts, rng)
    dealt = [_curve(_dealt(index, firsts, rng), counts, rng) for _ in range(DEALS)]
    return tuple(
        Steadiness(k, settled[place], float(np.mean([curve[place] for curve in dealt])))
        for place, k in enumerate(counts)
    )


def _curve(together: sparse.csr_matrix, counts: list[int], rng: np.random.Generator) -> list[float]:
    points = condense(_telling(together), DIMENSIONS, rng)
    return [steadiness(points, k, rng, SPLITS) for k in counts]


def _first_rows(texts: Sequence[str], voices: Numbers) -> list[int]:
    """One text for each voice, the first by its letters."""
    order = sorted(range(len(texts)), key=lambda row: (int(voices[row]), texts[row]))
    return [row for place, row in enumerate(order) if not place or voices[row] != voices[order[place - 1]]]


def _dealt(index: TextIndex, texts: Sequence[str], rng: np.random.Generator) -> sparse.csr_matrix:
    """The vectors of texts as long as these, with all their words shuffled and dealt out."""
    lengths = [len(words(text)) for text in texts]
    pool = np.array([word for text in texts for word in words(text)], dtype=object)
    rng.shuffle(pool)
    hands = np.split(pool, np.cumsum(lengths)[:-1])
    return learn([" ".join(hand) for hand in hands], gather(np.arange(len(texts))), index.settings)[1]


def _in_canonical_order(texts: Sequence[str], labels: Numbers) -> Numbers:
    """The labels renumbered by what the voices say, so that the order of the texts leaves no trace."""
    said: dict[int, list[str]] = {}
    for label, text in zip(labels.tolist(), texts, strict=True):
        said.setdefault(label, []).append(text)
    order = {label: place for place, label in enumerate(sorted(said, key=lambda label: sorted(said[label])))}
    return np.array([order[label] for label in labels.tolist()], dtype=np.int64)


def _telling(together: sparse.csr_matrix) -> sparse.csr_matrix:
    """The columns that may tell groups apart."""
    users = np.bincount(together.indices, minlength=together.shape[1])
    kept = together[:, (users > 1) & (users <= max(2.0, COMMON * together.shape[0]))]
    lengths = np.sqrt(np.asarray(kept.multiply(kept).sum(axis=1))).ravel()
    kept.data /= np.repeat(np.where(lengths > 0, lengths, 1), np.diff(kept.indptr)).astype(np.float32)
    return kept


def _cores(closeness: Floats, found: Numbers) -> list[Numbers]:
    """The voices of each group that are near enough to its middle; of groups that keep enough of them."""
    ranked = np.sort(closeness, axis=1)
    inside = (ranked[:, -1] >= NEAR) & (ranked[:, -1] - ranked[:, -2] >= MARGIN)
    cores = [np.flatnonzero(inside & (found == k)) for k in range(closeness.shape[1])]
    nearest_first = [core[np.argsort(-closeness[core, k], kind="stable")] for k, core in enumerate(cores)]
    return sorted((core for core in nearest_first if len(core) >= SMALLEST), key=lambda core: (-len(core), core[0]))


def _describe(
    index: TextIndex,
    voices: Numbers,
    together: sparse.csr_matrix,
    cores: list[Numbers],
    closeness: Floats,
    sentences: int,
) -> tuple[ProposedGroup, ...]:
    rows_of: list[NDArray[np.int64]] = np.split(np.argsort(voices, kind="stable"), np.cumsum(np.bincount(voices))[:-1])
    telling = telling_words(together, list(index.vocabulary.words), cores)
    return tuple(
        ProposedGroup(
            rows=tuple(int(row) for voice in core for row in rows_of[voice]),
            voices=len(core),
            sentences=typical_sentences(index, [rows_of[voice] for voice in core], sentences),
            words=some,
        )
        for core, some in zip(cores, telling, strict=True)
    )
