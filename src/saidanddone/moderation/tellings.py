"""What the author is told of a decision: by email, in their language, with the way to another moderator."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.messaging import actions as messaging
from saidanddone.messaging import private_links
from saidanddone.messaging.wording import write
from saidanddone.moderation.models import Case, Decision
from saidanddone.moderation.registry import Described
from saidanddone.people.models import Contributor, Person
from saidanddone.people.queries import reach_of


@dataclass(frozen=True, slots=True)
class _Author:
    """Where the author is reached, and by which address they come back; `private` if it is their own secret."""

    recipient: Ref
    address: str
    language: str
    link: str
    private: tuple[Ref, ...] = ()


def tell_author(*, by: Viewer, decision: Decision, thing: Described, at: datetime) -> None:
    """Say what was decided and why; `thing` is as it was before.

    What was reported, and everyone could read it all the while, needs no word: the author never knew.
    """
    is_as_it_was = decision.outcome == Decision.Outcome.PUBLISH and thing.is_shown
    if is_as_it_was and decision.case.origin == Case.Origin.REPORTED:
        return
    author = _author(thing, decision)
    if author is None:
        return
    ask = _address("ask_for_return_link", language=author.language) if author.private else ""
    words = write(
        "moderation/messages/decided.txt",
        author.language,
        decision=decision,
        thing=thing,
        link=author.link,
        ask=ask,
    )
    messaging.send(
        by=by,
        at=at,
        address=author.address,
        language=author.language,
        subject=words.subject,
        body=words.body,
        about=decision.ref,
        recipient=author.recipient,
        links=author.private,
        dedupe_key=f"moderation:{decision.public_id}",
    )


def _author(thing: Described, decision: Decision) -> _Author | None:
    """None where there is no address to write to."""
    if thing.author_contributor_id is not None:
        contributors = Contributor.objects.select_related("person")
        return _contributor(contributors.get(pk=thing.author_contributor_id))
    person = Person.objects.filter(pk=thing.author_person_id or 0, is_active=True).first()
    if person is None:
        return None
    link = _address("moderation_decision", decision.public_id, language=person.language)
    return _Author(person.ref, person.email, person.language, link)


def _contributor(contributor: Contributor) -> _Author | None:
    """Back by a private link that works for a while; somebody with an account signs in instead."""
    reach = reach_of(contributor)
    if reach is None:
        return None
    if reach.signs_in:
        link = _address("yours", language=reach.language)
        return _Author(contributor.ref, reach.address, reach.language, link)
    way_back = (Ref("news-link", contributor.public_id),)
    return _Author(contributor.ref, reach.address, reach.language, private_links.mark(1), way_back)


def _address(name: str, *arguments: str, language: str) -> str:
    with translation.override(language):
        return f"{settings.SITE_URL}{reverse(name, args=arguments)}"
