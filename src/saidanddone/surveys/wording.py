"""Words by language: `{"en": "…", "cy": "…"}`, as questions and their labels keep them."""

from collections.abc import Mapping
from dataclasses import dataclass

from saidanddone.core.languages import KNOWN, active


@dataclass(frozen=True, slots=True)
class Worded:
    """Words as the reader gets them, with the language that they are in."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text


def worded(words: Mapping[str, str], language: str = "") -> Worded:
    """In the reader's language where they are, else in the site's first, else in any."""
    wanted = language or active()
    for each in (wanted, *KNOWN):
        if words.get(each):
            return Worded(words[each], each)
    return Worded("", wanted)
