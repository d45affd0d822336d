"""The layout that DESIGN.md describes holds: layers, anatomy, sizes, docstrings."""

import ast
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.anatomy import CONCEPTS, FILES, FOLDERS, WITHOUT_ANATOMY

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "saidanddone"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
APPS = sorted(path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists())
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
LAYERS = next(contract["layers"] for contract in CONTRACTS if contract["id"] == "layers")
HEIGHT = {name.strip(): -row for row, names in enumerate(LAYERS) for name in names.split("|")}
HEIGHT |= {"auth": -100, "contenttypes": -100, "sessions": -100}
RELATIONS = [
    (model._meta.app_label, f"{model.__name__}.{field.name}", field.related_model._meta.app_label)
    for model in apps.get_models()
    if model.__module__.startswith("saidanddone.")
    for field in model._meta.get_fields()
    if field.is_relation and not field.auto_created and field.related_model
]
LONGEST_FILE = 400
LONGEST_FUNCTION = 40
STANDALONE = {"record/verify.py"}
"""One file that people download and run by itself, so it cannot be split."""


@pytest.mark.parametrize(("source", "field", "target"), RELATIONS)
def test_relation_points_down(source, field, target):
    assert source == target or HEIGHT[target] < HEIGHT[source], f"{field} points up to {target}"


@pytest.mark.parametrize("app", APPS)
def test_app_says_what_it_is_owns_and_leans_on(app):
    docstring = ast.get_docstring(ast.parse((SOURCE / app / "__init__.py").read_text()))

    assert docstring
    assert app == "analysis" or "lean" in docstring


@pytest.mark.parametrize("app", [app for app in APPS if app not in WITHOUT_ANATOMY])
def test_app_has_no_file_that_the_anatomy_does_not_know(app):
    known = FILES | FOLDERS | set(CONCEPTS.get(app, {}))

    found = {path.stem for path in (SOURCE / app).iterdir() if path.name != "__pycache__"}

    assert found <= known, f"name it in tests/architecture/anatomy.py, with a reason: {found - known}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_module_is_short(path):
    lines = len(path.read_text().splitlines())

    assert lines <= LONGEST_FILE or str(path.relative_to(SOURCE)) in STANDALONE


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_functions_are_short(path):
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    long = {f.name: _length(f, path) for f in functions if _length(f, path) > LONGEST_FUNCTION}

    assert not long


def _length(function, path):
    """Lines; the docstrings of `analysis` tell shapes, formulas, examples and papers, so they do not count there."""
    whole = function.end_lineno - function.lineno + 1
    if "analysis" not in path.parts or ast.get_docstring(function) is None:
        return whole
    return whole - (function.body[0].end_lineno - function.body[0].lineno + 1)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_module_has_a_name_that_says_something(path):
    assert path.stem not in {"utils", "util", "helpers", "common", "misc", "manager", "managers", "base2"}


@pytest.mark.parametrize(
    "path", [path for path in MODULES if path.stem != "apps"], ids=lambda path: str(path.relative_to(SOURCE))
)
def test_only_the_clock_reads_the_clock(path):
    if path.name == "clock.py":
        return
    calls = {
        f"{node.func.value.id}.{node.func.attr}"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
    }

    assert not calls & {"datetime.now", "datetime.utcnow", "timezone.now", "date.today", "datetime.today"}
