"""The layout that DESIGN.md describes holds: layers, anatomy, sizes, docstrings."""

import ast
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.anatomy import CONCEPTS, FILES, FOLDERS, WITHOUT_ANATOMY
from tests.architecture.sources import MODULES, SOURCE, functions_of, name_of, text_of

ROOT = Path(__file__).parents[2]
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


def test_relations_point_down():
    up = [
        f"{field} points up to {target}"
        for source, field, target in RELATIONS
        if source != target and HEIGHT[target] >= HEIGHT[source]
    ]

    assert not up


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


def test_modules_are_short():
    lengths = {name_of(path): len(text_of(path).splitlines()) for path in MODULES}

    assert not {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE and name not in STANDALONE}


def test_functions_are_short():
    long = {
        f"{name_of(path)}:{each.lineno} {each.name}": lines
        for path in MODULES
        for each in functions_of(path)
        if (lines := _length(each, path)) > LONGEST_FUNCTION
    }

    assert not long


def _length(function, path):
    """Lines; the docstrings of `analysis` tell shapes, formulas, examples and papers, so they do not count there."""
    whole = function.end_lineno - function.lineno + 1
    if "analysis" not in path.parts or ast.get_docstring(function) is None:
        return whole
    return whole - (function.body[0].end_lineno - function.body[0].lineno + 1)


def test_modules_have_names_that_say_something():
    vague = {"utils", "util", "helpers", "common", "misc", "manager", "managers", "base2"}

    assert not [name_of(path) for path in MODULES if path.stem in vague]


READS_THE_CLOCK = {"datetime.now", "datetime.utcnow", "timezone.now", "date.today", "datetime.today"}


def test_only_the_clock_reads_the_clock():
    asked = [path for path in MODULES if path.name not in {"apps.py", "clock.py"}]

    assert not {name_of(path): called for path in asked if (called := _calls(path) & READS_THE_CLOCK)}


def _calls(path):
    """Calls as they are written. Most modules have no such word, and are not walked."""
    if not any(call.partition(".")[2] in text_of(path) for call in READS_THE_CLOCK):
        return set()
    return {
        f"{node.func.value.id}.{node.func.attr}"
        for node in ast.walk(ast.parse(text_of(path)))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
    }
