"""Rows of a file that did not fit: each with its line, the column, the value and the reason, in a file to mend."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from saidanddone.core.table_files import TableRow

OURS = ("_line", "_column", "_value", "_reason")


@dataclass(frozen=True, slots=True)
class Unfit:
    """A row that was not brought in, as the file of rejects has it."""

    row: TableRow
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        return f"line {self.row.line}: {self.column} {self.reason}".replace("  ", " ")

    @property
    def cells(self) -> dict[str, str]:
        ours = (str(self.row.line), self.column, self.value, self.reason)
        return self.row.cells | dict(zip(OURS, ours, strict=True))


def write_rejects(path: Path, header: Sequence[str], rejected: Sequence[Unfit]) -> None:
    """The rows as they were, with ours beside; bytes that are no UTF-8 are replaced."""
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        names = [*(name for name in header if name not in OURS), *OURS]
        writer = csv.DictWriter(file, names, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(each.cells for each in rejected)
