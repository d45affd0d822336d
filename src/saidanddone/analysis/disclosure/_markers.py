"""What stands in the place of a figure, or beside it."""

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

    @property
    def shown(self) -> bool:
        """Whether there is a figure."""
        return self.value is not None

    def __str__(self) -> str:
        figure = "" if self.value is None else f"{self.value:,}"
        return " ".join(part for part in (figure, self.marker or "") if part)
