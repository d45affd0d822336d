"""Weights and their errors once more, person by person: slow, plain, and written another way."""

import numpy as np


def raked(weights, margins, rounds=400):
    """Margins are lists of (labels, population); every person's weight is scaled in turn."""
    weights = list(weights)
    for _ in range(rounds):
        for labels, population in margins:
            for label, size in population.items():
                there = sum(weight for weight, each in zip(weights, labels, strict=True) if each == label)
                weights = [
                    weight * size / there if each == label else weight
                    for weight, each in zip(weights, labels, strict=True)
                ]
    return np.array(weights)


def dummies(margins):
    """A column for each category of each margin."""
    return np.array([[float(each == label) for each in labels] for labels, known in margins for label in known]).T


def error_of_mean(answers, base, weights, variables, strata, clusters):
    """The error of a mean with replacement, from residuals of a regression with base weights, by plain sums."""
    answers, weights = np.asarray(answers, dtype=float), np.asarray(weights)
    gaps = (answers - (weights * answers).sum() / weights.sum()) / weights.sum()
    root = np.sqrt(base)
    slopes = np.linalg.lstsq(variables * root[:, None], gaps * root, rcond=None)[0]
    residuals = weights * (gaps - variables @ slopes)
    return np.sqrt(spread(residuals, strata, clusters))


def spread(added, strata, clusters):
    """The variance of a total of what people add."""
    variance = 0.0
    for stratum in set(strata):
        inside = [at for at, each in enumerate(strata) if each == stratum]
        names = {clusters[at] for at in inside}
        sums = [sum(added[at] for at in inside if clusters[at] == name) for name in names]
        middle = sum(sums) / len(sums)
        variance += len(sums) / (len(sums) - 1) * sum((each - middle) ** 2 for each in sums)
    return variance


def drawn(seed, count=80):
    """Three margins with their populations, base weights, strata, clusters and answers of people of nowhere."""
    random = np.random.default_rng(seed)
    labels = [random.integers(0, size, count) for size in (3, 2, 4)]
    base = random.uniform(5, 15, count)
    sizes = [np.bincount(each) * random.uniform(0.8, 1.2, each.max() + 1) for each in labels]
    known = [{int(at): float(size) for at, size in enumerate(1000 * each / each.sum())} for each in sizes]
    strata = np.arange(count) % 4
    clusters = strata * 10 + random.integers(0, 5, count)
    answers = random.integers(0, 11, count).astype(float)
    return labels, known, base, strata, clusters, answers
