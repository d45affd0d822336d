"""What one decision took out comes back, and nothing that another took out since."""

import pytest

from saidanddone.moderation.undoing import put_back

ORIGINAL = "Eira of number 4 shouts at Siân, every night."
LEFT = "[…] of number 4 shouts at Siân, every night."


@pytest.mark.parametrize(
    ("now", "back"),
    [
        (LEFT, ORIGINAL),
        ("[…] of number […] shouts at Siân, every night.", "Eira of number […] shouts at Siân, every night."),
        ("[…] of number […] shouts at […] every night.", "Eira of number […] shouts at […] every night."),
        ("[…] of number 4 shouts at Siân,\n\nevery night.", "Eira of number 4 shouts at Siân,\n\nevery night."),
    ],
)
def test_what_was_taken_out_elsewhere_since_stays_out(now, back):
    assert put_back(ORIGINAL, LEFT, now) == back


@pytest.mark.parametrize("now", ["[…]", "[…] shouts at Siân, every night.", "Somebody of number 4 shouts.", ""])
def test_where_another_decision_touched_the_same_words_they_stay_out(now):
    assert "Eira" not in put_back(ORIGINAL, LEFT, now)


def test_decisions_can_be_undone_in_either_order():
    first, second = "[…] of number 4 shouts.", "[…] of number […] shouts."
    original = "Eira of number 4 shouts."

    one_way = put_back(first, second, put_back(original, first, second))
    other_way = put_back(original, first, put_back(first, second, second))

    assert one_way == other_way == original
