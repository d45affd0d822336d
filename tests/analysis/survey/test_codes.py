"""Labels become numbers in their order, whatever they are, and combinations become one."""

import numpy as np
import pytest

from saidanddone.analysis.survey import _codes
from saidanddone.analysis.survey._codes import crossed, encode


@pytest.mark.parametrize(
    ("labels", "numbers", "found"),
    [
        (["b", "a", "b"], [1, 0, 1], ["a", "b"]),
        (["b", None, float("nan"), "a"], [1, -1, -1, 0], ["a", "b"]),
        ([2.5, np.nan, 1], [1, -1, 0], [1, 2.5]),
        ([3, 5, 3], [0, 1, 0], [3, 5]),
        ([-2, 0, 10**12], [0, 1, 2], [-2, 0, 10**12]),
        ([True, False], [1, 0], [False, True]),
        ([None, None], [-1, -1], []),
        (np.array([], dtype=int), [], []),
    ],
)
def test_labels(labels, numbers, found):
    codes = encode(labels)

    assert codes.of_row.tolist() == numbers
    assert codes.labels.tolist() == found


def test_labels_are_one_to_a_row():
    with pytest.raises(ValueError, match="one to a row"):
        encode([["a", "b"]])


@pytest.mark.parametrize("largest", [2**62, 5])
def test_combinations_that_occur_however_many_there_could_be(monkeypatch, largest):
    monkeypatch.setattr(_codes, "LARGEST", largest)
    columns = [["a", "b", "a", "a"], [1, 2, 1, 2], ["x", "y", "x", "y"], [7, 8, 7, 9]]

    codes = crossed(*(encode(each) for each in columns))

    assert codes.of_row.tolist() == [0, 2, 0, 1]


def test_who_lacks_one_label_lacks_the_combination():
    codes = crossed(encode(["a", None, "b"]), encode([1, 1, 2]))

    assert codes.of_row.tolist() == [0, -1, 1]
