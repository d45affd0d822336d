"""What people of the parties are told by email: called out, it is over, a version waits, a drill is due, what is late.

Each once: a message has a key of what it is about and whom it is for, so what is sent again is not said again.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from saidanddone.alliances.models import Alliance, CallOut, DealVersion, Party
from saidanddone.core.refs import Ref
from saidanddone.messaging.drafts import Draft
from saidanddone.messaging.wording import write
from saidanddone.people.models import Membership, Person
from saidanddone.people.roles import ROLES, Permission

Told = tuple[Person, Party]
"""Whom, and the party for which they are told."""


def people_of(parties: Iterable[Party], permission: Permission, *, on: date) -> list[Told]:
    """Everybody who may do something for one of the parties, each once, for the first of them that is theirs."""
    roles = [name for name, role in ROLES.items() if permission in role.permissions]
    by_organisation: dict[int, Party] = {}
    for party in parties:
        by_organisation.setdefault(party.organisation_id, party)
    held = Membership.objects.current(on).filter(
        organisation__in=by_organisation, role__in=roles, person__is_active=True
    )
    found: dict[int, Told] = {}
    for each in held.select_related("person").order_by("pk"):
        found.setdefault(each.person_id, (each.person, by_organisation[each.organisation_id or 0]))
    return list(found.values())


def _parties(alliance: Alliance) -> list[Party]:
    return list(alliance.parties.current().select_related("organisation"))


def of_call_out(call_out: CallOut, *, on: date) -> Iterator[Draft]:
    """Everybody who works with partners, also whoever called: so that they see that it went out."""
    alliance = call_out.alliance
    for person, party in people_of(_parties(alliance), Permission.ALLY, on=on):
        url = reverse("answer_call_out", args=[party.organisation.slug, alliance.public_id, call_out.public_id])
        yield _draft("call_out", alliance, person, url, call_out.ref, f"call-out:{call_out.public_id}", call=call_out)


def of_standing_down(call_out: CallOut, *, on: date) -> Iterator[Draft]:
    alliance = call_out.alliance
    for person, party in people_of(_parties(alliance), Permission.ALLY, on=on):
        url = reverse("desk_relationship", args=[party.organisation.slug, alliance.public_id])
        key = f"call-out-over:{call_out.public_id}"
        yield _draft("call_out_over", alliance, person, url, call_out.ref, key, call=call_out)


def of_version(version: DealVersion, *, on: date) -> Iterator[Draft]:
    """Those who may sign it for their party."""
    alliance = version.alliance
    for person, party in people_of(_parties(alliance), Permission.COMMIT, on=on):
        url = reverse("read_version", args=[party.organisation.slug, alliance.public_id, version.public_id])
        key = f"deal-proposed:{version.public_id}"
        yield _draft("proposed", alliance, person, url, alliance.ref, key, version=version)


def of_drill(alliance: Alliance, *, due: date, on: date) -> Iterator[Draft]:
    """Once for each day on which one was due."""
    for person, party in people_of(_parties(alliance), Permission.ALLY, on=on):
        url = reverse("desk_relationship", args=[party.organisation.slug, alliance.public_id])
        key = f"drill:{alliance.public_id}:{due.isoformat()}"
        yield _draft("drill", alliance, person, url, alliance.ref, key, due=due)


def of_late(alliance: Alliance, party: Party, what: str, *, key: str, due: date, on: date) -> Iterator[Draft]:
    """Those of the party that has it in hand."""
    url = reverse("desk_relationship", args=[party.organisation.slug, alliance.public_id])
    for person, _party in people_of([party], Permission.ALLY, on=on):
        yield _draft("late", alliance, person, url, alliance.ref, f"{key}:{due.isoformat()}", what=what, due=due)


def _draft(template: str, alliance: Alliance, person: Person, url: str, about: Ref, key: str, **facts: object) -> Draft:
    with translation.override(person.language):
        words = write(
            f"alliances/messages/{template}.txt",
            person.language,
            alliance=alliance.said("title"),
            address=settings.SITE_URL + url,
            **facts,
        )
    return Draft(
        address=person.email,
        language=person.language,
        subject=words.subject,
        body=words.body,
        about=about,
        recipient=person.ref,
        dedupe_key=f"{key}:{person.public_id}",
    )
