"""Shares of people, protected before anybody sees them."""

from dataclasses import dataclass

from saidanddone.analysis.disclosure._markers import Cell, Marker
from saidanddone.analysis.disclosure._rules import Rules
from saidanddone.analysis.disclosure._tables import SUPPRESSED, USUAL, protect, published


@dataclass(frozen=True, slots=True)
class ProtectedShare:
    """A share that may be published.

    Attributes
    ----------
    share : Cell
        From 0 to 1 in whole hundredths, since more digits and a base give the count away.
    base : Cell
        Of how many people.
    """

    share: Cell
    base: Cell

    @property
    def shown(self) -> bool:
        """Whether there is a figure."""
        return self.share.shown

    def __str__(self) -> str:
        if self.share.value is None:
            return str(self.share)
        marker = f" {self.share.marker}" if self.share.marker else ""
        return f"{self.share.value:.0%}{marker} of {self.base}"


def protect_share(numerator: int, base: int, *, rules: Rules = USUAL) -> ProtectedShare:
    """A share of people, or [c] where it or what is left of the base says too much about few of them.

    Parameters
    ----------
    numerator : int
        People of whom it is so.
    base : int
        People asked or counted; at least the numerator.
    rules : Rules, optional

    Returns
    -------
    ProtectedShare
        With [u] beside a share of fewer than `reliable_base` people, [low] beside one that rounds to nought, and
        [x] where the base is nobody, which is told from [c] only where `smallest_base` lets any base through.

    Raises
    ------
    ValueError
        Where numbers are negative or the numerator is larger than the base.

    Notes
    -----
    It is the table of one dimension with those of whom it is so and those of whom it is not, under the same rules:
    a share is shown when both are. Shares of the same people by several groups belong into one table instead.

    Examples
    --------
    >>> print(protect_share(30, 120), protect_share(3, 120), protect_share(12, 25), sep="; ")
    25% of 120; [c]; 48% [u] of 25
    """
    if not 0 <= numerator <= base:
        raise ValueError("a share: from nobody to everybody of the base")
    if base == 0 and rules.smallest_base == 1:
        return ProtectedShare(Cell(None, Marker.NOT_AVAILABLE), Cell(0))
    table = protect([numerator, base - numerator], ["so", "not so"], rules=rules)
    shown_base = published(base, rules, hidden=not table.total.shown)
    if not all(table.cell(label).shown for label in table.rows):
        return ProtectedShare(SUPPRESSED, shown_base)
    hundredths = (200 * numerator + base) // (2 * base)
    marker = Marker.LOW if numerator and not hundredths else None
    if base < rules.reliable_base:
        marker = Marker.UNRELIABLE
    return ProtectedShare(Cell(hundredths / 100, marker), shown_base)
