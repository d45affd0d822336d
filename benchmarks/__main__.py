"""Run the benchmarks and print a table: `./do bench [name …] [--sizes 1000,10000] [--databases sqlite] [--write]`.

Each benchmark runs on each database in a process of its own, on a fresh database and data folder, removed afterwards.
`--write` puts the table into docs/benchmarks.md with the date and the machine.
"""

import argparse
import contextlib
import importlib
import importlib.machinery
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

from benchmarks.measurement import SIZES, Measurement, Options

ROOT = Path(__file__).resolve().parents[1]
DATABASES = ("sqlite", "postgresql")
NOT_BENCHMARKS = {"__init__", "__main__", "measurement", "seed", "words", "load"}
RESULT = "measured: "
MARKS = ("<!-- measured -->", "<!-- /measured -->")
"""What `--write` writes stands between them in docs/benchmarks.md; everything else there is kept."""
OLDER = "The rows at the end were measured earlier."


def main() -> None:
    options = arguments()
    if options.child:
        return child(options)
    names = options.names or sorted({path.stem for path in Path(__file__).parent.glob("*.py")} - NOT_BENCHMARKS)
    results: list[Measurement] = []
    with contextlib.ExitStack() as stack:
        for database in options.databases.split(","):
            server = stack.enter_context(postgres()) if database == "postgresql" else ""
            for name in names:
                results += run(name, database, server, options)
    print("\n" + table(results))
    if options.write:
        write(results)
    sys.exit(1 if any(result.met is False for result in results) else 0)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./do bench", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="benchmarks to run; all where none is named")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of contributions")
    parser.add_argument("--databases", default=",".join(DATABASES))
    parser.add_argument("--seconds", type=float, default=5.0, help="how long each page is loaded")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="keep the table in docs/benchmarks.md")
    parser.add_argument("--child", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


def run(name: str, database: str, server: str, options: argparse.Namespace) -> list[Measurement]:
    """Run one benchmark on one database in a process of its own; its figures come back as lines of JSON."""
    folder = Path(tempfile.mkdtemp(prefix=f"bench-{name}-"))
    address = postgres_database(server, f"bench_{name}") if server else f"sqlite:///{folder}/bench.sqlite3"
    variables = {
        "DATABASE_URL": address,
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "saidanddone.config.settings",
        "DEMONSTRATION": "yes",
        "SECRET_KEY": "benchmarks-only-" + "0" * 40,
    }
    command = [sys.executable, "-m", "benchmarks", name, "--child", database, "--sizes", options.sizes]
    command += ["--seconds", str(options.seconds), "--workers", str(options.workers)]
    found: list[Measurement] = []
    try:
        with subprocess.Popen(
            command, cwd=ROOT, env=os.environ | variables, stdout=subprocess.PIPE, text=True
        ) as process:
            for line in process.stdout or ():
                if line.startswith(RESULT):
                    found.append(Measurement(**json.loads(line.removeprefix(RESULT))))
                    print(row(found[-1]), flush=True)
                else:
                    print(line, end="", flush=True)
        if process.returncode:
            sys.exit(f"./do bench: {name} on {database} failed")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return found


def child(options: argparse.Namespace) -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    given = Options(
        database=options.child,
        folder=settings.DATA_DIR,
        sizes=tuple(int(size) for size in options.sizes.split(",")),
        seconds=options.seconds,
        workers=options.workers,
    )
    for measurement in importlib.import_module(f"benchmarks.{options.names[0]}").measure(given):
        print(RESULT + json.dumps(measurement.as_json()), flush=True)


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """The throw-away cluster of `./do`, with everything on that keeps writes safe."""
    with _do().postgres(durable=True) as address:
        yield address


def _do() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("do", str(ROOT / "do"))
    spec = importlib.util.spec_from_loader("do", loader)
    module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
    loader.exec_module(module)
    return module


def postgres_database(server: str, name: str) -> str:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')  # type: ignore[arg-type]
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
    return server.replace("/postgres?", f"/{name}?")


def row(result: Measurement) -> str:
    size = f"{result.size:,}" if result.size else ""
    goal = f"{'≤' if result.at_most else '≥'} {result.target:,g}" if result.target is not None else ""
    met = {True: "met", False: "**not met**", None: ""}[result.met]
    value = f"{result.value:,.0f}" if result.value >= 100 else f"{result.value:,.3g}"
    cells = (result.what, result.database, size, f"{value} {result.unit}", goal, met, result.note)
    return "| " + " | ".join(cells) + " |"


def table(results: list[Measurement]) -> str:
    head = "| what | database | size | measured | target | | note |\n|---|---|--:|--:|--:|---|---|"
    return "\n".join([head, *map(row, results)])


def machine() -> str:
    model = next(
        (line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.machine(),
    )
    memory = next((int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    return f"{os.cpu_count()} cores ({model}), {memory / 1024**2:.0f} GB, Python {platform.python_version()}"


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def write(results: list[Measurement]) -> None:
    """Put the table between the two marks in docs/benchmarks.md; rows of benchmarks not run this time are kept."""
    page = ROOT / "docs" / "benchmarks.md"
    start, end = MARKS
    before, rest = page.read_text().split(start, 1)
    kept, after = rest.split(end, 1)
    fresh = {(result.what, result.database, f"{result.size:,}" if result.size else "") for result in results}
    old = [line for line in kept.splitlines() if line.startswith("| ") and not line.startswith("| what")]
    rows = [line for line in old if tuple(cell.strip() for cell in line.split("|")[1:4]) not in fresh]
    day = datetime.now(UTC).date().isoformat()
    said = f"\nMeasured on {day}: {machine()}. {OLDER if rows else ''}".rstrip() + "\n\n"
    page.write_text(before + start + said + "\n".join([table(results), *rows]) + "\n" + end + after)


if __name__ == "__main__":
    main()
