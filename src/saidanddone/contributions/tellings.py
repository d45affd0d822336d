"""The emails with which somebody comes to be reached: the code of an address, and the way back to what they said.

What comes of what they said, the thread above tells them; what moderators decide, moderation.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings

from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.messaging import actions as messaging
from saidanddone.messaging import private_links
from saidanddone.messaging.models import Message
from saidanddone.messaging.wording import write
from saidanddone.people.models import Contributor
from saidanddone.people.queries import Reach


def address_code(contributor: Contributor, email: str, code: str, *, by: Viewer, at: datetime) -> None:
    """The code that shows that an address is theirs."""
    _send(
        contributor,
        Reach(email, contributor.language, signs_in=False),
        "address_code",
        {"code": code},
        about=None,
        dedupe_key=f"address-code:{contributor.public_id}:{at.isoformat()}",
        by=by,
        at=at,
    )


def number_code(contributor: Contributor, number: str, code: str, *, by: Viewer, at: datetime) -> None:
    """The code that shows that a mobile number is theirs."""
    _send(
        contributor,
        Reach(number, contributor.language, signs_in=False),
        "number_code",
        {"code": code},
        about=None,
        dedupe_key=f"number-code:{contributor.public_id}:{at.isoformat()}",
        by=by,
        at=at,
        channel=Message.Channel.TEXT,
    )


def return_link(contributor: Contributor, *, about: Ref, by: Viewer, at: datetime) -> None:
    """The way back, to the address that they gave: a link of its own, made as the message leaves."""
    _send(
        contributor,
        Reach(contributor.email, contributor.language, signs_in=False),
        "return_link",
        {"link": private_links.mark(1), "contact": settings.CONTACT_EMAIL},
        about=about,
        links=[Ref("return-link", contributor.public_id)],
        dedupe_key=f"return-link:{about}",
        by=by,
        at=at,
    )


def _send(
    contributor: Contributor,
    reach: Reach,
    template: str,
    facts: dict[str, Any],
    *,
    about: Ref | None,
    dedupe_key: str,
    by: Viewer,
    at: datetime,
    links: Iterable[Ref] = (),
    channel: str = Message.Channel.EMAIL,
) -> None:
    words = write(f"contributions/messages/{template}.txt", reach.language, **facts)
    messaging.send(
        by=by,
        at=at,
        address=reach.address,
        language=reach.language,
        subject=words.subject,
        body=words.body,
        about=about,
        recipient=contributor.ref,
        links=tuple(links),
        channel=channel,
        dedupe_key=dedupe_key,
    )
