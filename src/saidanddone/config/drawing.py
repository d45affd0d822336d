"""The tables of states as a page of the documentation: a diagram, and a table that everybody can read."""

from collections.abc import Iterator

from saidanddone.core.machines import Machine, machines

HEAD = """# States
Drawn by `./do states` from the tables in the code (`core/machines.py`, `states.py` of each app); a test holds this page
to them. What is not in a table cannot happen: the check of each action asks it.
"""


def page() -> str:
    return "\n".join([HEAD, *(_drawn(each) for each in machines())])


def _drawn(machine: Machine) -> str:
    return "\n".join([f"## {machine.name}", *_diagram(machine), "", *_table(machine), ""])


def _diagram(machine: Machine) -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield from (f"    [*] --> {state}" for state in sorted(machine.initial))
    yield from (f"    {before} --> {after}: {action}" for (before, after), action in machine.moves.items())
    yield from (f"    {state} --> [*]" for state in sorted(machine.final))
    yield "```"


def _table(machine: Machine) -> Iterator[str]:
    words = dict(machine.states.choices)
    yield "| from | to | action |"
    yield "|---|---|---|"
    for (before, after), action in machine.moves.items():
        yield f"| {words[before]} | {words[after]} | `{action}` |"
