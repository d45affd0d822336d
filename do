#!/usr/bin/env python3
"""Run a task: `./do demo`, `./do test` … `./do` alone lists them all.

Needs Python 3.11 or newer and nothing else. The first run makes `.venv` from the hash lock in `requirements/`;
later runs notice when the lock has changed. Tasks are the functions below that carry `@task`.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
LOCK = ROOT / "requirements" / "dev.txt"
STAMP = VENV / "lock.sha256"
SETTINGS = {"DJANGO_SETTINGS_MODULE": "saidanddone.config.settings"}
FAST = "not slow and not journey and not spark"
IN_CI = os.environ.get("CI") == "true"

TASKS = {}


def task(function):
    """Make a function a task, named as it is with dashes for underscores."""
    TASKS[function.__name__.replace("_", "-")] = function
    return function


def stop(message):
    sys.exit(f"./do: {message}")


def run(*command, **variables):
    """Run a command of the environment; stop with its exit code if it fails."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env=environment(**variables), check=False)
    if done.returncode:
        sys.exit(done.returncode)


def environment(**variables):
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", "")])
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # compile once
    return {**kept, "PATH": path, "VIRTUAL_ENV": str(VENV), "UV_SYSTEM_CERTS": "true", **variables}


def prepare():
    """Make the environment from the hash lock, or bring it up to date; do nothing where it is."""
    wanted = hashlib.sha256(LOCK.read_bytes() + sys.version.encode() + str(ROOT).encode()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    print("./do: preparing .venv from requirements/dev.txt …", flush=True)
    if not (BIN / "python").exists():
        venv.create(VENV, with_pip=True, symlinks=os.name != "nt")
    if not (BIN / "uv").exists():
        quiet = ["--quiet", "--disable-pip-version-check", "--require-hashes"]
        run(BIN / "python", "-m", "pip", "install", *quiet, "-r", ROOT / "requirements" / "uv.txt")
    run(BIN / "uv", "pip", "sync", "--quiet", "--require-hashes", LOCK)
    run(BIN / "uv", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", ROOT)
    STAMP.write_text(wanted)


@task
def setup(*options):
    """Make the environment, or bring it up to date; every other task does so by itself."""


@task
def demo(*options):
    """Serve the demonstration area on http://localhost:8000 (--fresh starts over)."""
    run("saidanddone", "demo", *options)


@task
def test(*options):
    """Run the fast suite on SQLite; no server needed."""
    run("pytest", *workers(options), "-m", FAST, *options)
    if not chromium():
        print("browser journeys: skipped, as Chromium is not installed (apt-get install chromium)")


@task
def test_all(*options):
    """Run everything but the browser: slow simulations, full matrices, coverage gates."""
    gates = ["--cov", "--cov-report=json:var/coverage.json", "--cov-report=term:skip-covered"]
    (ROOT / "var").mkdir(exist_ok=True)
    run("pytest", *workers(options), "-m", "not journey and not spark", *gates, *options, HYPOTHESIS_PROFILE="thorough")
    run("python", ROOT / "tests" / "coverage_gates.py", ROOT / "var" / "coverage.json")


@task
def test_postgres(*options):
    """Run the fast suite on a throw-away PostgreSQL cluster, removed afterwards."""
    with postgres() as address:
        run("pytest", *workers(options), "-m", FAST, *options, DATABASE_URL=address)


@task
def test_spark(*options):
    """Ask Spark for the same figures, on this machine; the first run gets Spark (0.5 GB)."""
    if not shutil.which("java"):
        message = "Spark needs Java 17: apt-get install default-jre-headless"
        stop(message) if IN_CI else print(f"./do: skipped, {message}")
        return
    path = [str(spark()), *filter(None, [os.environ.get("PYTHONPATH")])]
    run("pytest", "-n", "0", "-m", "spark", "tests/analysis", *options, PYTHONPATH=os.pathsep.join(path))


@task
def journeys(*options):
    """Walk through the site in Debian's Chromium, with axe after each step."""
    if not chromium():
        message = "journeys need Chromium: apt-get install chromium"
        stop(message) if IN_CI else print(f"./do: skipped, {message}")
        return
    run("pytest", *workers(options), "-m", "journey", *options)


@task
def check(*options):
    """Lint, types, import contracts, templates, spelling, catalogues, missing migrations."""
    run("ruff", "format", "--check", "--quiet", ".")
    run("ruff", "check", "--quiet", ".")
    run("lint-imports", "--no-logo")
    run("mypy", "src/saidanddone")
    templates = [str(path) for path in sorted((ROOT / "src").rglob("templates/**/*.html"))]
    run("djhtml", "--check", "--tabwidth", "2", *templates)
    run("djade", "--check", "--target-version", "5.2", *templates)
    run("codespell", "src", "tests", "benchmarks", "docs", "README.md", "DEVELOPMENT.md", "CHANGELOG.md", "SECURITY.md")
    run("python", ROOT / "tools" / "catalogues.py", "check")
    run("python", "-m", "django", "makemigrations", "--check", "--dry-run", "--verbosity", "0", **SETTINGS)


@task
def format(*options):
    """Put code and templates into shape."""
    run("ruff", "format", "--quiet", ".")
    run("ruff", "check", "--quiet", "--fix", ".")
    templates = [str(path) for path in sorted((ROOT / "src").rglob("templates/**/*.html"))]
    run("djhtml", "--tabwidth", "2", *templates)
    run("djade", "--target-version", "5.2", *templates)


@task
def messages(*options):
    """Bring the catalogues up to date with the words in code and templates, and compile them."""
    run("python", ROOT / "tools" / "catalogues.py", "update", *options)


@task
def states(*options):
    """Draw the tables of states into docs/states.md."""
    drawn = subprocess.run(
        [BIN / "saidanddone", "draw_states"], cwd=ROOT, env=environment(), check=True, capture_output=True
    )
    (ROOT / "docs" / "states.md").write_bytes(drawn.stdout)


@task
def bench(*options):
    """Measure: prints a table (see docs/benchmarks.md)."""
    run("python", "-m", "benchmarks", *options)


@task
def lock(*options):
    """Renew the hash locks; they name no host."""
    import tomllib  # here, so that an older Python gets as far as being told so

    flags = ["--generate-hashes", "--no-header", "--no-annotate", "--quiet", *options]
    folder = ROOT / "requirements"
    run("uv", "pip", "compile", "pyproject.toml", *flags, "-o", folder / "run.txt")
    tested = ["--extra", "engines", "--group", "dev"]
    run("uv", "pip", "compile", "pyproject.toml", *tested, *flags, "-o", folder / "dev.txt")
    pinned = next(line for line in (folder / "dev.txt").read_text().splitlines() if line.startswith("uv=="))
    lock_apart("uv", [pinned.removesuffix(" \\")], flags)
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    lock_apart("spark", [each for each in extras["spark"] if each.startswith("pyspark")], flags)


def lock_apart(name, wanted, flags):
    """A lock of its own for what is installed apart from all else."""
    given = ROOT / "var" / f"{name}.in"
    given.parent.mkdir(exist_ok=True)
    given.write_text("\n".join(wanted) + "\n")
    run("uv", "pip", "compile", given, *flags, "-o", ROOT / "requirements" / f"{name}.txt")


@task
def vendor(*options):
    """Renew the vendored front-end parts (maintainers; needs Node)."""
    run("python", ROOT / "vendor" / "refresh.py", *options)


def workers(options):
    """Two that each take half of the files in turn, so that what a module makes once is made by one of them."""
    return [] if any(option.startswith("-n") for option in options) else ["-n", "2", "--dist", "worksteal"]


def spark():
    """The folder of Spark, beside the environment and not in it, as nothing else needs its half gigabyte."""
    locked = ROOT / "requirements" / "spark.txt"
    folder, stamp = ROOT / "var" / "spark", ROOT / "var" / "spark" / "lock.sha256"
    wanted = hashlib.sha256(locked.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        print("./do: preparing var/spark from requirements/spark.txt …", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        run("uv", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--target", folder, "-r", locked)
        stamp.write_text(wanted)
    return folder


def chromium():
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextlib.contextmanager
def postgres(durable=False):
    """A PostgreSQL cluster in a temporary folder, owned by an ordinary user and reached by a Unix socket.

    Without `durable` it does not wait for the disk, which tests need not and benchmarks must.
    """
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not programs:
        stop("PostgreSQL is not installed: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="saidanddone-postgres-"))
    as_owner = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]
    server, data = programs[-1], folder / "data"
    options = f"-k {folder} -c listen_addresses= -c fsync={'on' if durable else 'off'} -c max_connections=60"
    try:
        for command in (
            [server / "initdb", "-D", data, "-A", "trust", "-U", "saidanddone", "-E", "UTF8", "--locale=C.UTF-8"],
            [server / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"],
        ):
            subprocess.run([*as_owner, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd=folder)
        yield f"postgresql://saidanddone@/postgres?host={folder}"
    finally:
        stop_command = [server / "pg_ctl", "-D", data, "-m", "immediate", "stop"]
        subprocess.run([*as_owner, *map(str, stop_command)], check=False, stdout=subprocess.DEVNULL, cwd=folder)
        shutil.rmtree(folder, ignore_errors=True)


def main(name="--list", *options):
    if sys.version_info < (3, 11):
        stop(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}")
    if name not in TASKS:
        width = max(map(len, TASKS))
        print("./do TASK [options]\n")
        for each, function in TASKS.items():
            print(f"  {each:<{width}}  {function.__doc__}")
        sys.exit(0 if name in ("--list", "--help", "-h") else f"\n./do: no task {name!r}")
    prepare()
    TASKS[name](*options)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
