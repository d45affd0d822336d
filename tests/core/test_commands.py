"""A command shows how far it is, to whoever watches."""

from io import StringIO

import pytest

from saidanddone.core.commands import Progress


class Terminal(StringIO):
    def isatty(self):
        return True


def test_a_terminal_sees_a_bar_that_is_full_at_the_end():
    out = Terminal()

    with Progress("Rows", total=4, out=out) as progress:
        progress.advance(2)
        progress.advance(2)

    half, full = out.getvalue().strip().split("\r")
    assert half.count("█") == half.count("░") == 15
    assert "░" not in full
    assert full.endswith("4 of 4")


def test_a_terminal_is_not_drawn_on_more_often_than_anyone_can_see():
    out = Terminal()

    with Progress("Bytes", total=1_000_000, out=out) as progress:
        for _ in range(100_000):
            progress.advance(10)

    assert out.getvalue().count("\r") <= 1_000


@pytest.mark.parametrize("total", [0, 1])
def test_more_than_was_expected_is_no_more_than_all(total):
    out = StringIO()

    with Progress("Documents", total=total, out=out) as progress:
        progress.advance(3)

    assert out.getvalue() == "Documents: 3 of 3\n"
