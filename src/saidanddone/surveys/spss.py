"""Rows of an SPSS file, as those of any other table."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from saidanddone.core import table_files
from saidanddone.core.table_files import BadTable, TableRow

ENDING = ".sav"
NEEDED = "Reading SPSS files needs pyreadstat, which is not here. Save the file as CSV or Excel."


def read_table(path: Path) -> Iterator[TableRow]:
    """Whatever its ending says it is. Raises `BadTable`."""
    if path.suffix.lower() != ENDING:
        return table_files.read_table(path)
    return _rows(path)


def columns(path: Path) -> list[str]:
    if path.suffix.lower() != ENDING:
        return table_files.columns(path)
    return list(_read(path)[0])


def _rows(path: Path) -> Iterator[TableRow]:
    """Codes, not labels; user-defined missing codes stay what they are, so that they can be typed apart."""
    names, cells = _read(path)
    for line, values in enumerate(zip(*cells, strict=True), start=2):
        yield TableRow(line, {name: _text(value) for name, value in zip(names, values, strict=True)})


def _read(path: Path) -> tuple[list[str], list[Any]]:
    try:
        import pyreadstat
    except ImportError:
        raise BadTable(NEEDED) from None
    if not path.is_file():
        raise BadTable(f"There is no file {path}.")
    try:
        data, _meta = pyreadstat.read_sav(str(path), output_format="dict", user_missing=True)
    except Exception as error:  # pyreadstat raises whatever its reader in C says
        raise BadTable(f"{path.name} cannot be read as SPSS: {error}") from error
    return list(data), list(data.values())


def _text(value: Any) -> str:
    if value is None or value != value:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
