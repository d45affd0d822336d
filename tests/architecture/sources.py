"""The modules of the package, each read once for all that is asked of them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "saidanddone"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


def name_of(path: Path) -> str:
    return str(path.relative_to(SOURCE))


@cache
def text_of(path: Path) -> str:
    return path.read_text()


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for each in _statements(ast.parse(text_of(path))):
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
            yield each


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """Functions stand among statements, so the many expressions within them are not walked."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case):
            yield child
            yield from _statements(child)
