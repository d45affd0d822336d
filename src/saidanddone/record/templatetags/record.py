"""`{% load record %}`: what any page needs of the record."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext

from saidanddone.core.refs import Ref, UnknownKind, kind
from saidanddone.record import queries
from saidanddone.record.models import Entry

register = template.Library()
SHOWN = 12


@register.inclusion_tag("record/_check_this_page.html")
def check_this_page(ref: Ref, others: Iterable[Ref] = ()) -> dict[str, Any]:
    """What was recorded about a thing and others that its page shows, with the receipts, in one query.

    `{% check_this_page decision.ref %}`, `{% check_this_page thread.contribution.ref thread.replies %}`
    """
    entries = queries.entries_about(ref, *others)
    return {
        "entries": entries[-SHOWN:],
        "earlier": max(0, len(entries) - SHOWN),
        "count": len(entries),
        "is_waiting": any(entry.position is None for entry in entries),
    }


@register.filter
def record_url(entry: Entry) -> str:
    """The page of an entry that has its number."""
    return _address("record_entry", entry)


@register.filter
def receipt_url(entry: Entry) -> str:
    return _address("record_receipt", entry)


@register.filter
def content_url(entry: Entry) -> str:
    return _address("record_content", entry)


@register.filter
def about_label(entry: Entry) -> str:
    """What kind of thing an entry is about, in words."""
    try:
        return str(kind(entry.about_kind).label)
    except UnknownKind:
        return entry.about_kind


@register.filter
def as_words(fact: Any) -> str:
    """A fact of an entry, whatever it is, as one line."""
    match fact:
        case None | "" | []:
            return "–"
        case bool():
            return gettext("yes") if fact else gettext("no")
        case list():
            return ", ".join(as_words(each) for each in fact)
        case dict():
            return "; ".join(f"{name}: {as_words(each)}" for name, each in fact.items())
        case _:
            return str(fact)


def _address(name: str, entry: Entry) -> str:
    """By its log's number, so that the address stays when another log is started."""
    return reverse(name, kwargs={"number": entry.log.number, "position": entry.position}) if entry.log else ""
