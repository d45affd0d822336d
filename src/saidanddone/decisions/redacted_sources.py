"""The words and addresses of what a finding or a decision cites by reference, for whoever redacts it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from django.utils.translation import gettext

from saidanddone.core.links import is_safe
from saidanddone.decisions.models import Evidence, Use
from saidanddone.moderation.registry import Part

Source = TypeVar("Source", Evidence, Use)


def parts(sources: Iterable[Source]) -> Iterator[Part]:
    for each in sorted(sources, key=lambda row: row.pk):
        yield Part(f"source_{each.pk}_words", gettext("A source that it cites"), each.words, 300)
        if each.link:
            yield Part(f"source_{each.pk}_link", gettext("The address of that source"), each.link, 500)


def rewrite(sources: Iterable[Source], words: Mapping[str, str]) -> list[Source]:
    """Give those that changed. An address of which something is taken leads nowhere any more, so it goes."""
    changed = []
    for each in sources:
        text = words.get(f"source_{each.pk}_words", each.words)
        link = words.get(f"source_{each.pk}_link", each.link)
        link = link if is_safe(link) else ""
        if (text, link) != (each.words, each.link):
            each.words, each.link = text, link
            each.save(update_fields=["words", "link"])
            changed.append(each)
    return changed
