"""What kinds of entry there are, each with a sentence that a person can read. Apps register theirs in `apps.py`."""

import re

from django.utils.functional import Promise

_NAME = re.compile(r"[a-z][a-z-]{0,39}")
_sentences: dict[str, str | Promise] = {}


class UnknownKind(LookupError):
    """No app has registered this kind of entry."""


def register(name: str, sentence: str | Promise) -> None:
    """Make known a kind of entry, such as `answer`: “An organisation answered.”"""
    if not _NAME.fullmatch(name):
        raise ValueError(f"a kind of entry is named in small letters and dashes: {name!r}")
    if name in _sentences:
        raise ValueError(f"kind of entry registered twice: {name}")
    _sentences[name] = sentence


def require(name: str) -> None:
    if name not in _sentences:
        raise UnknownKind(f"{name}: register it with record.kinds.register in your app's apps.py")


def sentence(name: str) -> str:
    """The sentence of a kind; its bare name if the app that wrote it is gone."""
    return str(_sentences.get(name, name))


def all_kinds() -> dict[str, str]:
    return {name: str(each) for name, each in sorted(_sentences.items())}
