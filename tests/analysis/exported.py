"""What every part of the analysis core holds to: a list of public names, and examples that run."""

import doctest
import importlib
import pkgutil
import re
from pathlib import Path
from types import ModuleType

GUIDES = Path(__file__).parents[2] / "docs" / "guides"
BLOCK = re.compile(r"```pycon\n(.*?)```", re.DOTALL)


def modules(part: ModuleType) -> list[str]:
    """The names of the modules inside a part."""
    return [found.name for found in pkgutil.iter_modules([str(Path(part.__file__ or "").parent)])]


def examples(part: ModuleType, module: str) -> doctest.TestResults:
    """Run the examples in the docstrings of one module."""
    return doctest.testmod(importlib.import_module(f"{part.__name__}.{module}"))


def guide(name: str) -> tuple[int, doctest.TestResults]:
    """How many blocks a guide has, and what came of running its examples one after the other."""
    page = GUIDES / name
    blocks = BLOCK.findall(page.read_text())
    whole = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, name, str(page), 0)
    return len(blocks), doctest.DocTestRunner().run(whole)


def undocumented(part: ModuleType) -> list[str]:
    """Public names without a docstring."""
    return [name for name in part.__all__ if not (getattr(part, name).__doc__ or "").strip()]
