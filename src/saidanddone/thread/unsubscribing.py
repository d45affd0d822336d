"""The link with which one message stops the next: signed, so that it works without signing in, for one person."""

from collections.abc import Collection

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from saidanddone.people.models import Contributor
from saidanddone.thread.movements import KIND_OF, Kind

_SALT = "saidanddone.thread.unsubscribing"
DIGEST = "digest"


def token_for(contributor: Contributor, kinds: Collection[str]) -> str:
    return signing.dumps({"to": contributor.public_id, "kinds": sorted(kinds)}, salt=_SALT)


def address(contributor: Contributor, movements: Collection[str], language: str) -> str:
    """Of a message that told of these movements."""
    return address_for(contributor, {str(KIND_OF[what]) for what in movements}, language)


def address_for(contributor: Contributor, kinds: Collection[str], language: str) -> str:
    with translation.override(language):
        return settings.SITE_URL + reverse("stop_telling", args=[token_for(contributor, kinds)])


def read(token: str) -> tuple[Contributor, list[str]] | None:
    """Whose link it is and the kinds in its message; None if it is none of ours, or leads to nobody any more."""
    try:
        held = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    contributor = Contributor.objects.living().filter(public_id=held["to"]).first()
    known = {*Kind.values, DIGEST}
    return (contributor, [kind for kind in held["kinds"] if kind in known]) if contributor else None
