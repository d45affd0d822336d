"""What the author is told of a decision: by email, in their language, with the way to another moderator."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from saidanddone.core.viewer import SITE, Viewer
from saidanddone.messaging import actions as messaging
from saidanddone.messaging.wording import write
from saidanddone.moderation.models import Case, Decision
from saidanddone.moderation.registry import Described
from saidanddone.people.actions import issue_return_link
from saidanddone.people.models import Contributor, Person


def tell_author(*, by: Viewer, decision: Decision, thing: Described, at: datetime) -> None:
    """Say what was decided and why. What was reported and stays as it was needs no word: the author never knew."""
    if decision.outcome == Decision.Outcome.PUBLISH and decision.case.origin == Case.Origin.REPORTED:
        return
    reached = _reach(thing, decision, at)
    if reached is None:
        return
    address, language, link = reached
    words = write("moderation/messages/decided.txt", language, decision=decision, thing=thing, link=link)
    messaging.send(
        by=by,
        at=at,
        address=address,
        language=language,
        subject=words.subject,
        body=words.body,
        about=decision.ref,
        dedupe_key=f"moderation:{decision.public_id}",
    )


def _reach(thing: Described, decision: Decision, at: datetime) -> tuple[str, str, str] | None:
    """Address, language and link of the author; None where there is no address to write to."""
    if thing.author_contributor_id is not None:
        return _reach_contributor(Contributor.objects.get(pk=thing.author_contributor_id), at)
    if thing.author_person_id is None:
        return None
    person = Person.objects.filter(pk=thing.author_person_id, is_active=True).first()
    if person is None:
        return None
    return person.email, person.language, _address("moderation_decision", decision.public_id, language=person.language)


def _reach_contributor(contributor: Contributor, at: datetime) -> tuple[str, str, str] | None:
    """By their own address, with a new return link; somebody with an account signs in instead."""
    person = contributor.person
    if person is not None:
        return person.email, person.language, _address("yours", language=person.language)
    if not contributor.email:
        return None
    token = issue_return_link(by=SITE, contributor=contributor, at=at)
    return contributor.email, contributor.language, _address("return_link", token, language=contributor.language)


def _address(name: str, *arguments: str, language: str) -> str:
    with translation.override(language):
        return f"{settings.SITE_URL}{reverse(name, args=arguments)}"
