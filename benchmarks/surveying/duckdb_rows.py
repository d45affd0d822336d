"""Stage 1 in DuckDB: `python -m benchmarks.surveying.duckdb_rows FOLDER ROWS` prints seconds and memory as JSON."""

import json
import resource
import sys
import time
from pathlib import Path

from benchmarks.surveying.people import COUNTIES, DOMAINS, ITEM_NAMES, WARDS
from saidanddone.analysis import survey

LIMIT = "1200MB"
"""For DuckDB's own; Python and the sums that are collected come on top."""


def main(folder: Path, rows: int) -> None:
    import ibis

    connection = ibis.duckdb.connect(
        folder / "people.duckdb", memory_limit=LIMIT, threads=2, temp_directory=str(folder)
    )
    start = time.perf_counter()
    connection.raw_sql("SELECT setseed(0.5)")
    items = ", ".join(
        f"CASE WHEN random() < 0.04 THEN 88 ELSE floor(11 * random()) END::TINYINT AS {name}" for name in ITEM_NAMES
    )
    connection.raw_sql(
        f"CREATE TABLE people AS SELECT range % {COUNTIES} AS county, range % {COUNTIES * WARDS} AS ward, "  # noqa: S608
        f"floor({DOMAINS} * random())::TINYINT AS domain, 0.5 + random() AS weight, {items} FROM range({rows})"
    )
    made = time.perf_counter() - start
    start = time.perf_counter()
    columns = survey.Columns("weight", ("ward",), ("county",))
    read = survey.tabulate_table(
        connection.table("people"), dict.fromkeys(ITEM_NAMES, survey.OECD), columns, by=["domain"]
    )
    taken = time.perf_counter() - start
    start = time.perf_counter()
    for name in ITEM_NAMES:
        found = read.estimates(name, survey.OECD.mean(), "domain")
    figured = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answers = read.answers[ITEM_NAMES[-1], ""].counts.sum()
    assert answers == rows, f"{answers} of {rows} people were counted"
    print(json.dumps({"seconds": taken, "made": made, "figured": figured, "megabytes": memory, "first": str(found[0])}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
