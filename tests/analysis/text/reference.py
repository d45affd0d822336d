"""Likeness of texts worked out a second time, slowly and from the definition, with dictionaries and no matrices."""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

WORD = re.compile(r"[a-zŵŷáéö0-9]+(?:'[a-zŵŷáéö0-9]+)*")


def tokens(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFC", text.replace("’", "'")).lower())


def families(text: str, pairs: bool = True, shortest: int = 3, longest: int = 5) -> tuple[Counter, Counter]:
    """How often each word and pair, and each n-gram inside words, stands in a text."""
    said = tokens(text)
    whole = Counter(said)
    if pairs:
        for first, second in pairwise(said):
            whole[f"{first} {second}"] += 1
    inside: Counter = Counter()
    for word in said:
        padded = f" {word} "
        for start in range(len(padded)):
            for end in range(start + shortest, min(start + longest, len(padded)) + 1):
                inside[padded[start:end]] += 1
    return whole, inside


class Reference:
    """Vectors as dictionaries, one for each text."""

    def __init__(self, texts: Sequence[str], labels: Sequence[int] | None = None, share: float = 0.5, **settings):
        self.share, self.settings = share, settings
        labels = list(range(len(texts))) if labels is None else labels
        self.voices = len(set(labels))
        self.users: dict[tuple[int, str], set[int]] = defaultdict(set)
        for text, label in zip(texts, labels, strict=True):
            for kind, counts in enumerate(families(text, **settings)):
                for feature in counts:
                    self.users[kind, feature].add(label)
        self.vectors = [self.vector(text) for text in texts]

    def vector(self, text: str) -> dict[tuple[int, str], float]:
        found: dict[tuple[int, str], float] = {}
        for kind, counts in enumerate(families(text, **self.settings)):
            weights = {
                feature: (1 + math.log(count))
                * (math.log((1 + self.voices) / (1 + len(self.users.get((kind, feature), ())))) + 1)
                for feature, count in counts.items()
            }
            length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1
            share = self.share if kind == 0 else 1 - self.share
            found |= {(kind, feature): weight / length * math.sqrt(share) for feature, weight in weights.items()}
        length = math.sqrt(sum(weight**2 for weight in found.values())) or 1
        return {feature: weight / length for feature, weight in found.items()}

    def likeness(self, one: dict, other: dict) -> float:
        return sum(weight * other[feature] for feature, weight in one.items() if feature in other)
