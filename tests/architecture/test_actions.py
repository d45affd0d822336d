"""Every action takes `by` first and `at`, calls the check of its name, and appends to the record or says why not.

Read from the syntax tree, so that a name that happens to stand somewhere counts for nothing: the action itself, or a
function of ours that it calls, must make the call.
"""

import ast
import importlib
import inspect
import pkgutil
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType

import pytest

import saidanddone
from tests.architecture.private_actions import PRIVATE, WITHOUT_CHECK

SOURCE = Path(saidanddone.__file__).parent
APPS = sorted(path.parent.name for path in SOURCE.glob("*/actions*") if path.suffix == ".py" or path.is_dir())
APPENDS = {"append", "append_many", "forget", "_insert"}
"""What in `record.actions` puts an entry on the record; `forget` enters a withdrawal."""


def _modules(app: str) -> Iterator[ModuleType]:
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


@cache
def calls(function: FunctionType) -> frozenset[FunctionType]:
    """The functions that one calls by name, as its module knows them: `check_say(…)`, `record.append(…)`."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(function))))
    known = vars(importlib.import_module(function.__module__))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name):
                    found.add(known.get(name))
                case ast.Attribute(value=ast.Name(id=module), attr=name):
                    found.add(getattr(known.get(module), name, None))
    return frozenset(each for each in found if inspect.isfunction(each) and each.__module__.startswith("saidanddone."))


def reached(action: FunctionType, *, within: str) -> set[FunctionType]:
    """What an action calls, itself or by functions of modules that begin with `within`, but by no other action."""
    others = set(ACTIONS.values())
    found: set[FunctionType] = set()
    ahead = [action]
    while ahead:
        new = calls(ahead.pop()) - found
        found |= new
        ahead += [each for each in new - others if each.__module__.startswith(within)]
    return found


def checks(app: str, name: str) -> set[str]:
    """The checks that an action makes, itself or by functions of its own module."""
    action = ACTIONS[app, name]
    return {each.__name__ for each in reached(action, within=action.__module__)}


def appends(app: str, name: str) -> set[str]:
    """What an action reaches of the record, by functions of its own app."""
    found = reached(ACTIONS[app, name], within=f"saidanddone.{app}.")
    return {each.__name__ for each in found if each.__module__ == "saidanddone.record.actions"} & APPENDS


@pytest.mark.parametrize(("app", "name"), ACTIONS)
def test_action_is_keyword_only_with_by_first_and_at(app, name):
    parameters = inspect.signature(ACTIONS[app, name]).parameters

    assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in parameters.values())
    assert next(iter(parameters)) == "by"
    assert "at" in parameters


@pytest.mark.parametrize(("app", "name"), ACTIONS)
def test_action_calls_the_check_of_its_name(app, name):
    assert (f"check_{name}" in checks(app, name)) != ((app, name) in WITHOUT_CHECK)


@pytest.mark.parametrize(("app", "name"), ACTIONS)
def test_action_is_recorded_or_private_with_a_reason(app, name):
    assert bool(appends(app, name)) != ((app, name) in PRIVATE)


def test_every_app_with_actions_is_looked_at():
    assert {"contributions", "people", "places", "moderation", "messaging", "record"} <= set(APPS)
    assert {app for app, _ in ACTIONS} == set(APPS)


@pytest.mark.parametrize("table", [PRIVATE, WITHOUT_CHECK], ids=["PRIVATE", "WITHOUT_CHECK"])
def test_exceptions_are_of_actions_that_there_are_and_give_a_reason(table):
    stale = sorted(table.keys() - ACTIONS.keys())

    assert not stale
    assert all(len(reason) > 10 for reason in table.values())
