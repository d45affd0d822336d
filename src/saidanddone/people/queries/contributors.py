"""Contributors and their return links."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from saidanddone.core.viewer import Viewer
from saidanddone.people.models import (
    Contributor,
    ReturnLink,
)
from saidanddone.people.tokens import as_made, hash_of

AT_ONCE = 500
"""Ids to a query: SQLite takes under a thousand values."""


def contributor_by_token(token: str, at: datetime) -> Contributor | None:
    """The contributor whose return link this is, while the link is open."""
    made = as_made(token)
    if not made:
        return None
    link = ReturnLink.objects.open(at).filter(token_hash=hash_of(made)).select_related("contributor").first()
    return link.contributor if link and link.contributor.erased_at is None else None


def return_link_url(token: str, language: str) -> str:
    """The address to give to a contributor, in their language."""
    with override(language):
        return settings.SITE_URL + reverse("return_link", args=[token])


@dataclass(frozen=True, slots=True)
class Reach:
    """Where and how somebody is written to. With an account they come back by signing in, else by a private link."""

    address: str
    language: str
    signs_in: bool


def reach_of(contributor: Contributor) -> Reach | None:
    """By the address that they gave for what they said, else by that of their account; None where there is neither."""
    if contributor.erased_at is not None:
        return None
    person = contributor.person if contributor.person and contributor.person.is_active else None
    address = contributor.email or (person.email if person else "")
    if not address:
        return None
    return Reach(address, person.language if person else contributor.language, signs_in=person is not None)


def reaches_of(contributor_ids: Iterable[int]) -> dict[int, Reach]:
    """How many are reached, in a query for some hundreds of them; those who cannot be reached are left out."""
    found: dict[int, Reach] = {}
    ids = sorted(set(contributor_ids))
    for start in range(0, len(ids), AT_ONCE):
        rows = Contributor.objects.living().filter(pk__in=ids[start : start + AT_ONCE]).select_related("person")
        found |= {row.pk: reach for row in rows if (reach := reach_of(row))}
    return found


def in_language(url_name: str, language: str) -> str:
    """A page's address in a language."""
    with override(language):
        return reverse(url_name)


def claimable(by: Viewer) -> Contributor | None:
    """The contributor whose return link is open here and whom whoever is signed in may keep in their account."""
    if by.person_id is None:
        return None
    return Contributor.objects.living().filter(pk__in=by.contributor_ids, person__isnull=True).order_by("pk").first()
