"""What is remembered of someone from page to page: the contributor whose return link they opened."""

from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from saidanddone.people.models import Contributor
from saidanddone.people.queries import CONTRIBUTOR_SESSION_KEY


def remember_contributor(request: HttpRequest, contributor: Contributor) -> None:
    """Open the way back in this browser, under a new session key, so that a key known to others is worth nothing.

    Without an account it lasts until the browser is closed: it may be the library's computer.
    """
    request.session.cycle_key()
    request.session[CONTRIBUTOR_SESSION_KEY] = contributor.pk
    if not request.user.is_authenticated:
        request.session.set_expiry(0)


def forget_contributor(request: HttpRequest) -> None:
    """Close the way back; an account that is signed in stays so.

    The browser gets a new secret, so that whoever sits there next has a voice of their own.
    """
    rotate_token(request)
    if request.user.is_authenticated:
        request.session.pop(CONTRIBUTOR_SESSION_KEY, None)
        request.session.cycle_key()
    else:
        request.session.flush()
