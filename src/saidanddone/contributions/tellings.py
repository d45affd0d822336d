"""Tells contributors by email what became of what they said, if they gave an address and agreed to be told.

What moderators decide, moderation tells them.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from saidanddone.contributions.models import Answer, Contribution
from saidanddone.core.languages import said_in
from saidanddone.core.refs import Ref, url_of
from saidanddone.core.viewer import Viewer
from saidanddone.messaging import actions as messaging
from saidanddone.messaging.wording import write
from saidanddone.people.models import Contributor
from saidanddone.people.queries import return_link_url


def answered(answer: Answer, contributions: Iterable[Contribution], *, by: Viewer, at: datetime) -> None:
    """Everyone whose contribution the answer is to: the one, and those linked to it as the same."""
    for contribution in contributions:
        language = contribution.contributor.language
        facts = {
            "answer": answer,
            "organisation": said_in(answer.organisation, "name", language),
            "other": said_in(answer.passed_to, "name", language) if answer.passed_to else "",
        }
        _tell(contribution, "answered", facts, shown=answer.contribution, about=answer.ref, by=by, at=at)


def linked(same_as: Contribution, contributions: Iterable[Contribution], *, by: Viewer, at: datetime) -> None:
    """Theirs was linked to another that says the same."""
    for contribution in contributions:
        _tell(contribution, "same", {}, shown=same_as, about=same_as.ref, by=by, at=at)


def _tell(
    contribution: Contribution,
    template: str,
    facts: dict[str, Any],
    *,
    shown: Contribution,
    about: Ref,
    by: Viewer,
    at: datetime,
) -> None:
    contributor = contribution.contributor
    is_standing = contribution.state == Contribution.State.PUBLISHED
    if not (is_standing and contribution.may_be_contacted and contributor.email and contributor.erased_at is None):
        return
    with translation.override(contributor.language):
        link, ask = url_of(shown.ref), reverse("ask_for_return_link")
    words = write(
        f"contributions/messages/{template}.txt",
        contributor.language,
        words=contribution.excerpt,
        link=settings.SITE_URL + link,
        ask=settings.SITE_URL + ask,
        **facts,
    )
    messaging.send(
        by=by,
        at=at,
        address=contributor.email,
        language=contributor.language,
        subject=words.subject,
        body=words.body,
        about=about,
        dedupe_key=f"{template}:{about}:{contribution.public_id}",
    )


def address_code(contributor: Contributor, email: str, code: str, *, by: Viewer, at: datetime) -> None:
    """The code that shows that an address is theirs."""
    words = write("contributions/messages/address_code.txt", contributor.language, code=code)
    messaging.send(
        by=by,
        at=at,
        address=email,
        language=contributor.language,
        subject=words.subject,
        body=words.body,
        about=None,
        dedupe_key=f"address-code:{contributor.public_id}:{at.isoformat()}",
    )


def return_link(contributor: Contributor, token: str, *, about: Ref, by: Viewer, at: datetime) -> None:
    """The way back, to the address that they gave."""
    words = write(
        "contributions/messages/return_link.txt",
        contributor.language,
        link=return_link_url(token, contributor.language),
        contact=settings.CONTACT_EMAIL,
    )
    messaging.send(
        by=by,
        at=at,
        address=contributor.email,
        language=contributor.language,
        subject=words.subject,
        body=words.body,
        about=about,
        dedupe_key=f"return-link:{about}",
    )
