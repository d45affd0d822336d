"""What every part of the analysis core holds to: a list of public names, and examples that run."""

import doctest
import importlib
import pkgutil
from pathlib import Path
from types import ModuleType


def modules(part: ModuleType) -> list[str]:
    """The names of the modules inside a part."""
    return [found.name for found in pkgutil.iter_modules([str(Path(part.__file__ or "").parent)])]


def examples(part: ModuleType, module: str) -> doctest.TestResults:
    """Run the examples in the docstrings of one module."""
    return doctest.testmod(importlib.import_module(f"{part.__name__}.{module}"))


def undocumented(part: ModuleType) -> list[str]:
    """Public names without a docstring."""
    return [name for name in part.__all__ if not (getattr(part, name).__doc__ or "").strip()]
