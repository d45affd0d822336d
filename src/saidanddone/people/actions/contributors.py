"""Contributors and their return links: the way back for people without an account."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, ngettext, override

from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.messaging import actions as messaging
from saidanddone.messaging import private_links
from saidanddone.people.models import Contributor, Person, ReturnLink
from saidanddone.people.permissions import (
    check_change_contact_details,
    check_claim_contributor,
    check_close_sent_links,
    check_delete_closed_links,
    check_erase_contributor,
    check_issue_return_link,
    check_new_contributor,
    check_revoke_return_links,
    check_rotate_return_link,
)
from saidanddone.people.tokens import hash_of, new_short_token, new_token

RETURN_LINK_LIFETIME = timedelta(days=730)
"""Long enough to see what became of it; a new link can be asked for by email at any time."""
NEWS_LINK_LIFETIME = timedelta(days=30)
"""Of a link in news of one thing: long enough to act on it, and each email brings its own."""
LINKS_IN_ONE_EMAIL = 10


def new_contributor(
    *, by: Viewer, at: datetime, language: str, name: str = "", email: str = "", person_id: int | None = None
) -> Contributor:
    """A new contributor; for a person with an account, the first that is theirs already, if there is one."""
    check_new_contributor(by=by, person_id=person_id)
    own = Contributor.objects.living().filter(person_id=person_id).order_by("pk") if person_id else ()
    for contributor in own[:1]:
        return contributor
    return Contributor.objects.create(
        name=name.strip(), email=_normal(email), language=language, person_id=person_id, created_at=at
    )


@transaction.atomic
def change_contact_details(
    *, by: Viewer, contributor: Contributor, at: datetime, name: str, email: str, language: str
) -> None:
    """What we may call someone and where news may reach them. Neither is ever published.

    An address that they leave gets nothing more, and what was sent there opens nothing any more.
    """
    check_change_contact_details(by=by, contributor=contributor)
    former = Contributor.objects.select_for_update().values_list("email", flat=True).get(pk=contributor.pk)
    contributor.name, contributor.email, contributor.language = name.strip(), _normal(email), language
    contributor.save(update_fields=["name", "email", "language"])
    if former and former != contributor.email:
        _forget_messages(by, contributor, former, at)
        contributor.return_links.sent().delete()


def issue_return_link(
    *,
    by: Viewer,
    contributor: Contributor,
    at: datetime,
    lifetime: timedelta = RETURN_LINK_LIFETIME,
    sent_in: str = "",
    is_short: bool = False,
) -> str:
    """A new way back beside those that there are. Returns the token; only its hash is kept.

    `sent_in` is the message that it goes out in: tried again, the message brings the new link in place of its first.
    `is_short` for where letters cost money or are typed by hand.
    """
    check_issue_return_link(by=by, contributor=contributor, at=at)
    token = new_short_token() if is_short else new_token()
    facts = {"token_hash": hash_of(token), "created_at": at, "expires_at": at + lifetime, "revoked_at": None}
    if sent_in:
        ReturnLink.objects.update_or_create(contributor=contributor, sent_in=sent_in, defaults=facts)
    else:
        ReturnLink.objects.create(contributor=contributor, **facts)
    return token


@transaction.atomic
def rotate_return_link(*, by: Viewer, contributor: Contributor, at: datetime) -> str:
    """A new way back in place of all that there were: whoever holds an old link is shut out."""
    check_rotate_return_link(by=by, contributor=contributor)
    ReturnLink.objects.filter(contributor=contributor).open(at).update(revoked_at=at)
    return issue_return_link(by=by, contributor=contributor, at=at)


def revoke_return_links(*, by: Viewer, contributor: Contributor, at: datetime) -> int:
    """Shut every way back, for someone who follows what they said by signing in."""
    check_revoke_return_links(by=by, contributor=contributor)
    return ReturnLink.objects.filter(contributor=contributor).open(at).update(revoked_at=at)


def close_sent_links(*, by: Viewer, contributor: Contributor, at: datetime) -> None:
    """What was sent to where they are reached no more opens nothing; each message to come brings a new link."""
    check_close_sent_links(by=by, contributor=contributor)
    contributor.return_links.sent().delete()


@transaction.atomic
def request_return_links(*, by: Viewer, email: str, language: str, at: datetime) -> None:
    """Send new links to the address for everything said under it.

    An address that we do not know is told so by email, and by email only: whoever asks on the page sees the same
    sentence and waits equally long, so that nobody can find out who has taken part.
    """
    email = _normal(email)
    known = list(Contributor.objects.reached_at(email).order_by("-created_at", "-pk")[:LINKS_IN_ONE_EMAIL])
    with override(language):
        subject, body = _way_back([private_links.mark(number) for number in range(1, len(known) + 1)])
    messaging.send(
        by=by,
        at=at,
        address=email,
        language=language,
        subject=subject,
        body=body,
        about=None,
        recipient=known[0].ref if known else None,
        links=[Ref("return-link", contributor.public_id) for contributor in known],
        dedupe_key=f"return-links:{_keyed_hash(email)[:24]}:{at:%Y%m%d%H%M}",
    )


@transaction.atomic
def claim_contributor(*, by: Viewer, contributor: Contributor, at: datetime) -> None:
    """Take what was said through a return link under the account of whoever is signed in."""
    contributor = Contributor.objects.select_for_update().get(pk=contributor.pk)
    check_claim_contributor(by=by, contributor=contributor)
    contributor.person_id = by.person_id
    contributor.save(update_fields=["person"])


@transaction.atomic
def erase_contributor(*, by: Viewer, contributor: Contributor, at: datetime) -> None:
    """Delete name, address and links. What they said is erased by `contributions`, which calls this."""
    check_erase_contributor(by=by, contributor=contributor)
    _forget_messages(by, contributor, contributor.email, at)
    contributor.return_links.all().delete()
    contributor.name = contributor.email = ""
    contributor.person = contributor.import_key = None
    contributor.erased_at = contributor.erased_at or at
    contributor.save(update_fields=["name", "email", "person", "import_key", "erased_at"])


def delete_closed_links(*, by: Viewer, at: datetime) -> int:
    """Delete the return links that open nothing any more: to whoever holds one, unknown and closed look alike."""
    check_delete_closed_links(by=by)
    return ReturnLink.objects.closed(at).delete()[0]


def _forget_messages(by: Viewer, contributor: Contributor, address: str, at: datetime) -> None:
    """All that was for them; and all to their address, unless somebody else is reached there."""
    messaging.forget(by=by, at=at, recipient=contributor.ref)
    others = Contributor.objects.reached_at(address).exclude(pk=contributor.pk)
    if not others.exists() and not Person.objects.filter(email__iexact=address).exists():
        messaging.forget(by=by, at=at, address=address)


def _keyed_hash(email: str) -> str:
    """Tells an address from another, and nobody which it is who does not know the site's key."""
    return salted_hmac("saidanddone.people.return_links", email, algorithm="sha256").hexdigest()


def _way_back(addresses: list[str]) -> tuple[str, str]:
    if not addresses:
        return gettext("Your link to Said & Done"), gettext(
            "Someone asked us to send links for this email address, to follow what was said.\n\n"
            "We hold nothing under this address. If you said something with another address, ask again with that one. "
            "If it was not you who asked, there is nothing to do."
        )
    sentence = ngettext(
        "Use this link to follow what you said, correct it or take it back:",
        "Use these links to follow what you said, correct it or take it back:",
        len(addresses),
    )
    warning = gettext(
        "Keep this email to yourself: whoever has a link can do all of that. If it was not you who asked, you can "
        "delete this email."
    )
    return gettext("Your link to Said & Done"), "\n\n".join([sentence, *addresses, warning])


def _normal(email: str) -> str:
    return email.strip().lower()
