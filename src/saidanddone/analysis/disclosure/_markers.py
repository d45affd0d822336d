"""What stands in the place of a figure, or beside it."""

import math
from dataclasses import dataclass
from enum import StrEnum


class Marker(StrEnum):
    """The markers of the Government Analysis Function, in square brackets; `words` says what each means.

    References
    ----------
    Government Analysis Function (2025). *Symbols in tables: definitions and help.*

    Examples
    --------
    >>> print(Marker.SUPPRESSED, Marker.SUPPRESSED.words)
    [c] kept back so that nobody can be recognised
    """

    SUPPRESSED = "[c]"
    UNRELIABLE = "[u]"
    NOT_AVAILABLE = "[x]"
    NOT_APPLICABLE = "[z]"
    BREAK = "[b]"
    PROVISIONAL = "[p]"
    REVISED = "[r]"
    LOW = "[low]"

    @property
    def code(self) -> str:
        """Without the brackets, as it is stored: `Marker(f"[{code}]")` is the way back."""
        return self.value[1:-1]

    @property
    def words(self) -> str:
        """What it means, in plain English; apps translate it."""
        return _WORDS[self]


_WORDS = {
    Marker.SUPPRESSED: "kept back so that nobody can be recognised",
    Marker.UNRELIABLE: "rests on few people, so it is uncertain",
    Marker.NOT_AVAILABLE: "not available",
    Marker.NOT_APPLICABLE: "cannot be",
    Marker.BREAK: "not to be compared with what was before",
    Marker.PROVISIONAL: "may still change",
    Marker.REVISED: "corrected since it was first published",
    Marker.LOW: "rounds to nought, but is more",
}
HAIR = 1e-9
"""A half that is a little less only because it is no binary number is still rounded upwards."""
WITHOUT_VALUE = {Marker.SUPPRESSED, Marker.NOT_AVAILABLE, Marker.NOT_APPLICABLE}


@dataclass(frozen=True, slots=True)
class Cell:
    """One published figure, or the reason why there is none.

    Attributes
    ----------
    value : int, float or None
        None where, and only where, the marker says that there is no figure.
    marker : Marker or None

    Raises
    ------
    ValueError
        Where value and marker contradict each other, so that a suppressed figure can never travel along.

    Examples
    --------
    >>> print(Cell(1240), Cell(None, Marker.SUPPRESSED), Cell(45, Marker.PROVISIONAL))
    1,240 [c] 45 [p]
    """

    value: int | float | None
    marker: Marker | None = None

    def __post_init__(self) -> None:
        if (self.value is None) != (self.marker in WITHOUT_VALUE):
            raise ValueError("a figure, or a marker that says why there is none")

    @classmethod
    def rounded(cls, value: float, to: float, marker: Marker | None = None) -> "Cell":
        """A figure to the nearest multiple, halves upwards; marked [low] where that is nought and it is not.

        Parameters
        ----------
        value : int or float
            Not negative.
        to : int or float
            Whole numbers are rounded to 5, say; shares to a part of a whole, such as 1/100.
        marker : Marker, optional
            Stands in the place of [low].

        Examples
        --------
        >>> print(Cell.rounded(13, 5), Cell.rounded(2, 5), Cell.rounded(0, 5), Cell.rounded(0.3333, 1 / 100))
        15 0 [low] 0 0.33
        """
        if not 0 <= value < math.inf:
            raise ValueError("a figure is rounded where it is finite and not negative")
        steps = math.floor(value / to + 0.5 + HAIR)
        figure = steps * int(to) if to >= 1 else steps / round(1 / to)
        return cls(figure, marker or (Marker.LOW if value and not steps else None))

    @property
    def shown(self) -> bool:
        """Whether there is a figure."""
        return self.value is not None

    def __str__(self) -> str:
        figure = "" if self.value is None else f"{self.value:,}"
        return " ".join(part for part in (figure, self.marker or "") if part)
