"""Hadamard matrices: rows of +1 and −1 that lean on no other row, for halves of a sample that balance each other."""

from math import isqrt

import numpy as np

from saidanddone.analysis.survey._codes import Ints


def hadamard(at_least: int) -> Ints:
    """The smallest Hadamard matrix that is known to be made here, of an order not below `at_least`; its first row is 1.

    By Sylvester's doubling and both constructions of Paley from a prime. Up to 200 these make all the orders that can
    be (1, 2 and multiples of four) but 52, 92, 100, 116, 156, 172, 184 and 188, for which the next is taken.

    Paley, R. E. A. C. (1933). On orthogonal matrices. *Journal of Mathematics and Physics* 12, 311-320.

    >>> hadamard(3)
    array([[ 1,  1,  1,  1],
           [ 1, -1,  1, -1],
           [ 1,  1, -1, -1],
           [ 1, -1, -1,  1]])
    >>> [len(hadamard(each)) for each in (1, 2, 9, 26, 35, 90)]
    [1, 2, 12, 28, 36, 96]
    """
    order = max(at_least, 1)
    while (made := _of_order(order)) is None:
        order += 1
    # Turned columns leave it a Hadamard matrix, with a first row of ones.
    turned: Ints = made * made[0]
    return turned


def _of_order(order: int) -> Ints | None:
    if order == 1:
        return np.ones((1, 1), dtype=np.int64)
    if order == 2 or order % 4 == 0:
        half = _of_order(order // 2)
        if half is not None:
            return np.kron(np.array([[1, 1], [1, -1]]), half)
    if order % 4 == 0 and _is_prime(order - 1):
        return _paley(order - 1)
    if order % 4 == 0 and _is_prime(order // 2 - 1) and order // 2 % 4 == 2:
        return _paley_twice(order // 2 - 1)
    return None


def _paley(prime: int) -> Ints:
    """Of order prime + 1, where the prime is three more than a multiple of four."""
    found = np.ones((prime + 1, prime + 1), dtype=np.int64)
    found[1:, 1:] = _residues(prime) + np.eye(prime, dtype=np.int64)
    found[1:, 0] = -1
    return found


def _paley_twice(prime: int) -> Ints:
    """Of order 2 (prime + 1), where the prime is one more than a multiple of four."""
    conference = np.ones((prime + 1, prime + 1), dtype=np.int64)
    conference[1:, 1:] = _residues(prime)
    conference[0, 0] = 0
    identity = np.eye(prime + 1, dtype=np.int64)
    blocks = np.array([[1, 1], [1, -1]]), np.array([[1, -1], [-1, -1]])
    return np.kron(conference, blocks[0]) + np.kron(identity, blocks[1])


def _residues(prime: int) -> Ints:
    """Whether row less column is a square (+1) or none (−1); 0 on the diagonal."""
    square = np.full(prime, -1, dtype=np.int64)
    square[np.arange(1, prime) ** 2 % prime] = 1
    square[0] = 0
    numbers = np.arange(prime)
    residues: Ints = square[(numbers[:, None] - numbers) % prime]
    return residues


def _is_prime(number: int) -> bool:
    return number > 1 and all(number % each for each in range(2, isqrt(number) + 1))
