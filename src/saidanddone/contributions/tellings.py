"""Tells people by email what became of what they said or added their voice to, if they agreed to be told.

What moderators decide, moderation tells them.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from saidanddone.contributions.models import Answer, Contribution, Support
from saidanddone.contributions.recording import is_recorded
from saidanddone.core.languages import said_in
from saidanddone.core.refs import Ref, url_of
from saidanddone.core.viewer import Viewer
from saidanddone.messaging import actions as messaging
from saidanddone.messaging import private_links
from saidanddone.messaging.wording import write
from saidanddone.people.models import Contributor
from saidanddone.people.queries import Reach, reach_of


def answered(answer: Answer, contributions: Iterable[Contribution], *, by: Viewer, at: datetime) -> None:
    """Everyone whose contribution the answer is to: the one, and those linked to it as the same."""
    for contribution in contributions:
        _tell(contribution, "answered", shown=answer.contribution, answer=answer, about=answer.ref, by=by, at=at)


def linked(contribution: Contribution, same_as: Contribution, *, by: Viewer, at: datetime) -> None:
    """Both are told: what one said was linked to another that says the same, or another was linked to it."""
    _tell(contribution, "same", shown=same_as, about=same_as.ref, by=by, at=at)
    _tell(same_as, "joined", shown=contribution, about=contribution.ref, by=by, at=at)


def supported_answered(support: Support, answer: Answer, *, by: Viewer, at: datetime) -> None:
    """What one added one's voice to was answered. It quotes the words, so it goes when they are erased."""
    contribution, reach = support.contribution, reach_of(support.contributor)
    if not (is_recorded(contribution) and support.wants_news and reach):
        return
    _send(
        support.contributor,
        reach,
        "supported_answered",
        _facts(contribution, reach, shown=answer.contribution, answer=answer),
        about=contribution.ref,
        dedupe_key=f"supported:{answer.public_id}:{support.pk}",
        by=by,
        at=at,
    )


def _tell(
    contribution: Contribution,
    template: str,
    *,
    shown: Contribution,
    about: Ref,
    by: Viewer,
    at: datetime,
    answer: Answer | None = None,
) -> None:
    reach = reach_of(contribution.contributor)
    is_standing = contribution.state == Contribution.State.PUBLISHED
    if not (is_standing and contribution.may_be_contacted and reach):
        return
    facts = _facts(contribution, reach, shown=shown, answer=answer)
    key = f"{template}:{about}:{contribution.public_id}"
    _send(contribution.contributor, reach, template, facts, about=about, dedupe_key=key, by=by, at=at)


def _facts(
    contribution: Contribution, reach: Reach, *, shown: Contribution, answer: Answer | None = None
) -> dict[str, Any]:
    """What the words of a message name. `back` is where one comes back: by signing in, or with a new link."""
    with translation.override(reach.language):
        link, back = url_of(shown.ref), reverse("yours" if reach.signs_in else "ask_for_return_link")
    facts = {
        "words": contribution.excerpt,
        "link": settings.SITE_URL + link,
        "back": settings.SITE_URL + back,
        "signs_in": reach.signs_in,
    }
    if answer:
        other = answer.passed_to
        facts |= {
            "answer": answer,
            "organisation": said_in(answer.organisation, "name", reach.language),
            "other": said_in(other, "name", reach.language) if other else "",
        }
    return facts


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
        dedupe_key=dedupe_key,
    )
