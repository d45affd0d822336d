"""Every action takes `by` first and `at`, has a check of its own name, and appends to the record or says why not."""

import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest

import saidanddone
from tests.architecture.private_actions import PRIVATE, WITHOUT_CHECK

APPS = sorted(path.parent.name for path in Path(saidanddone.__file__).parent.glob("*/permissions.py"))


def _modules(app: str):
    package = importlib.import_module(f"saidanddone.{app}.actions")
    yield package
    for found in pkgutil.iter_modules(getattr(package, "__path__", [])):
        yield importlib.import_module(f"saidanddone.{app}.actions.{found.name}")


ACTIONS = {
    (app, name): function
    for app in APPS
    for module in _modules(app)
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if not name.startswith("_") and function.__module__ == module.__name__
}


@pytest.mark.parametrize(("app", "name"), ACTIONS)
def test_action_is_keyword_only_with_by_first_and_at(app, name):
    parameters = inspect.signature(ACTIONS[app, name]).parameters

    assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in parameters.values())
    assert next(iter(parameters)) == "by"
    assert "at" in parameters


@pytest.mark.parametrize(("app", "name"), ACTIONS)
def test_action_has_a_check_of_its_name(app, name):
    permissions = importlib.import_module(f"saidanddone.{app}.permissions")

    assert hasattr(permissions, f"check_{name}") or WITHOUT_CHECK.get((app, name))


@pytest.mark.parametrize(("app", "name"), ACTIONS)
def test_action_is_recorded_or_private_with_a_reason(app, name):
    module = importlib.import_module(ACTIONS[app, name].__module__)
    source = inspect.getsource(ACTIONS[app, name])
    called = {other for other in vars(module) if other.startswith("_") and f"{other}(" in source}
    reached = source + "".join(
        inspect.getsource(vars(module)[o]) for o in called if inspect.isfunction(vars(module)[o])
    )

    assert "append" in reached or "forget" in reached or PRIVATE.get((app, name))
