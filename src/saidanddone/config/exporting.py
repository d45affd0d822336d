"""The whole site as open data: each table as CSV, JSON lines and Excel, the record as itself, and a manifest of it all.

A row is named by its public id or slug, never by the database's own number, so that the tables join after they have
left. Whoever reads a file next year finds in `manifest.json` what each column is, and what is not there and why.
"""

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Case, F, ForeignKey, ManyToManyField, Model, QuerySet, TextField, Value, When
from django.db.models.fields import Field

from saidanddone import __version__
from saidanddone.config.export_tables import NUMBER, STAYS, TABLES, Table
from saidanddone.core.tables import safe_cell, write_sheet

BATCH = 1_000
LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the export, as the manifest names it."""

    path: str
    rows: int
    sha256: str


def columns(table: Table) -> dict[str, str]:
    """Each column with the lookup that fills it."""
    model = table.rows().model
    fields = {each.name: _lookup(each, table) for each in _fields(model) if not _is_left_out(each, table)}
    return fields | {name: f"added_{name}" for name in table.adds}


def left_out(table: Table) -> dict[str, str]:
    """The fields that are no column, each with the reason."""
    inner = {each.name: NUMBER for each in _fields(table.rows().model) if each.primary_key}
    return inner | dict(table.left_out)


def write(folder: Path, *, at: datetime) -> dict[str, Any]:
    """Write all tables and the manifest into a folder that is not there yet, or is empty; give the manifest."""
    for kind in ("csv", "json", "xlsx"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    stated = [_stated(table, _write_table(table, folder)) for table in TABLES]
    manifest = {
        "site": settings.SITE_URL,
        "area": settings.AREA["en"],
        "made_at": at.isoformat(),
        "version": __version__,
        "licence": LICENCE,
        "tables": stated,
        "not_exported": dict(STAYS),
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    return manifest


def _stated(table: Table, files: list[Written]) -> dict[str, Any]:
    return {
        "name": table.name,
        "columns": list(columns(table)),
        "left_out": left_out(table),
        "files": [asdict(each) for each in files],
    }


def _write_table(table: Table, folder: Path) -> list[Written]:
    header = tuple(columns(table))
    paths = {kind: folder / kind / f"{table.name}.{kind}" for kind in ("csv", "json", "xlsx")}
    with (
        paths["csv"].open("w", encoding="utf-8-sig", newline="") as cells,
        paths["json"].open("w", encoding="utf-8") as lines,
    ):
        writer = csv.writer(cells)
        writer.writerow(header)
        rows = 0
        for values in _rows(table):
            writer.writerow([safe_cell(_flat(value)) for value in values])
            lines.write(json.dumps(dict(zip(header, map(_plain, values), strict=True)), ensure_ascii=False) + "\n")
            rows += 1
    write_sheet(paths["xlsx"], header, ([_flat(value) for value in values] for values in _rows(table)))
    return [Written(str(path.relative_to(folder)), rows, _digest(path)) for path in paths.values()]


def _rows(table: Table) -> Iterator[list[Any]]:
    """Row by row in the order in which they were made; lists of many-to-many fields are read a batch at a time."""
    query, lookups = _query(table), columns(table)
    many = {name for name, lookup in lookups.items() if lookup == ""}
    kept = [name for name in lookups if name not in many]
    batch: list[dict[str, Any]] = []
    for row in query.values("pk", **{f"c_{name}": F(lookups[name]) for name in kept}).iterator(chunk_size=BATCH):
        batch.append(row)
        if len(batch) == BATCH:
            yield from _filled(batch, table, lookups, many)
            batch = []
    yield from _filled(batch, table, lookups, many)


def _filled(batch: list[dict[str, Any]], table: Table, lookups: dict[str, str], many: set[str]) -> Iterator[list[Any]]:
    lists = {name: _lists(table.rows().model, name, [row["pk"] for row in batch]) for name in many}
    for row in batch:
        yield [lists[name].get(row["pk"], []) if name in many else row[f"c_{name}"] for name in lookups]


def _lists(model: type[Model], name: str, pks: list[int]) -> dict[int, list[str]]:
    """What a many-to-many field holds, by row."""
    found: dict[int, list[str]] = {}
    target = _name_of(model._meta.get_field(name).related_model)  # type: ignore[arg-type]
    for pk, each in (
        model._default_manager.filter(pk__in=pks).values_list("pk", f"{name}__{target}").order_by(f"{name}__{target}")
    ):
        if each is not None:
            found.setdefault(pk, []).append(each)
    return found


def _query(table: Table) -> QuerySet:
    query = table.rows().order_by("pk")
    for name, condition in table.hides.items():
        query = query.annotate(
            **{f"shown_{name}": Case(When(condition, then=Value("")), default=F(name), output_field=TextField())}
        )
    for name, (source, words) in table.adds.items():
        whens = [When(**{source: value}, then=Value(word)) for value, word in words.items()]
        query = query.annotate(**{f"added_{name}": Case(*whens, default=Value(""), output_field=TextField())})
    return query


def _fields(model: type[Model]) -> list[Field]:
    return [*model._meta.concrete_fields, *model._meta.many_to_many]


def _is_left_out(each: Field, table: Table) -> bool:
    return each.primary_key or each.name in table.left_out


def _lookup(each: Field, table: Table) -> str:
    """How a column is read; empty for a many-to-many field, which is read apart."""
    if each.name in table.keys:
        return table.keys[each.name]
    if each.name in table.hides:
        return f"shown_{each.name}"
    if isinstance(each, ManyToManyField):
        return ""
    if isinstance(each, ForeignKey):
        return f"{each.name}__{_name_of(each.related_model)}"
    return each.name


def _name_of(model: type[Model]) -> str:
    """The field by which a row of a model is named outside. Raises `LookupError` where there is none."""
    names = {each.name for each in model._meta.concrete_fields}
    for name in ("slug", "public_id"):
        if name in names:
            return name
    raise LookupError(f"{model._meta.label} has no public name: give its key in export_tables.py")


def _plain(value: Any) -> Any:
    """As JSON holds it."""
    return value.isoformat() if isinstance(value, date | datetime) else value


def _flat(value: Any) -> Any:
    """As a cell of a table holds it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return _plain(value)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
