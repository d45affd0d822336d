"""Enter what stands before anyone speaks: places, organisations with their promises, people with their roles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from saidanddone.contributions import actions as contributions
from saidanddone.contributions.models import Topic
from saidanddone.core.clock import local_date
from saidanddone.core.ids import drawn_from
from saidanddone.core.table_files import read_table
from saidanddone.core.viewer import SITE, Viewer
from saidanddone.demonstration import content
from saidanddone.demonstration.content import OrganisationFacts
from saidanddone.moderation import actions as moderation
from saidanddone.moderation.models import ChannelRule
from saidanddone.people import actions as people
from saidanddone.people.drafts import ServiceWords
from saidanddone.people.models import Contributor, Organisation, Person, Service
from saidanddone.people.queries import viewer_for
from saidanddone.places import actions as places
from saidanddone.places.models import Place

BEGINNING = timedelta(days=730)
"""Before the first contribution, the organisations were there and had made their first promise."""

CHECKED_FIRST_DAYS_AGO = 3
"""Since then, what comes on paper or from a file is checked before it is published."""
VOICES = 80


@dataclass(slots=True)
class Area:
    """The rows behind the keys of the files."""

    places: dict[str, Place] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    people: dict[str, Viewer] = field(default_factory=dict)
    officers: dict[str, Viewer] = field(default_factory=dict)
    """The first officer of each organisation."""
    leads: dict[str, Viewer] = field(default_factory=dict)
    """Who publishes and promises for each organisation."""
    steward: Viewer = SITE
    administrator: Viewer = SITE
    voices: list[Contributor] = field(default_factory=list)
    """People who add their voice to what others said."""


@dataclass(frozen=True, slots=True)
class Change:
    """A promise made, a service or an organisation ended, a rule of moderation: what happens while people speak."""

    at: datetime
    kind: str
    organisation: str
    days: int | None = None
    service: str = ""
    version: Mapping[str, Any] = field(default_factory=dict)


def enter(*, at: datetime, seed: int, password: str) -> Area:
    """Everything as it stood at the beginning."""
    beginning = at - BEGINNING
    area = Area()
    with drawn_from(f"{seed}/area"):
        _places(area, beginning)
        _topics(area, beginning)
        for facts in content.organisations():
            _organisation(area, facts, beginning)
        for person in content.people():
            _person(area, person, beginning, password)
        for _ in range(VOICES):
            area.voices.append(people.new_contributor(by=SITE, at=beginning, language="en"))
    return area


def changes(at: datetime) -> Iterator[Change]:
    """What changes about organisations between the beginning and `at`."""
    for facts in content.organisations():
        for promise in facts.promises:
            yield Change(_morning(at, promise.days_ago), "promise", facts.key, days=promise.days)
        for service in facts.services:
            for version in service.versions:
                said = _morning(at, max(version["days_ago"], 3))
                yield Change(said, "service_works", facts.key, service=service.key, version=version)
            if service.ended_days_ago is not None:
                yield Change(_morning(at, service.ended_days_ago), "service_ends", facts.key, service=service.key)
        if facts.ended_days_ago is not None:
            yield Change(_morning(at, facts.ended_days_ago), "organisation_ends", facts.key)
    yield Change(_morning(at, CHECKED_FIRST_DAYS_AGO), "checked_first", "")


def make(area: Area, change: Change) -> None:
    match change.kind:
        case "promise":
            organisation = area.organisations[change.organisation]
            people.publish_promise(by=SITE, organisation=organisation, days=change.days, at=change.at)
        case "service_works":
            _describe_service(area, change)
        case "service_ends":
            _end_service(area, change)
        case "organisation_ends":
            _end_organisation(area, change)
        case "checked_first":
            modes = dict.fromkeys(("paper", "import"), ChannelRule.Mode.HOLD_THEN_PUBLISH)
            moderation.set_modes(by=area.administrator, modes=modes, at=change.at)


def _end_organisation(area: Area, change: Change) -> None:
    keys = [facts.key for facts in content.organisations() if facts.predecessor == change.organisation]
    people.end_organisation(
        by=SITE,
        organisation=area.organisations[change.organisation],
        on=local_date(change.at),
        successor=area.organisations[keys[0]],
        at=change.at,
    )


def _describe_service(area: Area, change: Change) -> None:
    version = dict(change.version)
    how, because = version["how"], version.get("because", {"en": "", "cy": ""})
    draft = ServiceWords(
        words=how["en"],
        words_cy=how["cy"],
        because=because["en"],
        because_cy=because["cy"],
        from_date=local_date(change.at) + timedelta(days=max(0, 3 - version["days_ago"])),
    )
    people.describe_service(by=SITE, at=change.at, service=area.services[change.service], draft=draft)


def _end_service(area: Area, change: Change) -> None:
    successors = {each.key: each.successor for facts in content.organisations() for each in facts.services}
    people.end_service(
        by=SITE,
        service=area.services[change.service],
        on=local_date(change.at),
        successor=area.services.get(successors[change.service]),
        at=change.at,
    )


def _morning(at: datetime, days_ago: int) -> datetime:
    return (at - timedelta(days=days_ago)).replace(hour=9, minute=0, second=0, microsecond=0)


def _places(area: Area, at: datetime) -> None:
    places.import_places(by=SITE, at=at, features=content.features(), maps={}, fixed={})
    places.import_profile(by=SITE, at=at, rows=read_table(content.PROFILES))
    area.places = {place.slug: place for place in Place.objects.all()}


def _topics(area: Area, at: datetime) -> None:
    for key, name in content.topics().items():
        area.topics[key] = contributions.add_topic(by=SITE, at=at, slug=key, name=name["en"], name_cy=name["cy"])


def _organisation(area: Area, facts: OrganisationFacts, at: datetime) -> None:
    organisation = people.add_organisation(
        by=SITE,
        at=at,
        facts=people.OrganisationFacts(
            slug=facts.key,
            name=facts.name["en"],
            name_cy=facts.name["cy"],
            summary=facts.about["en"],
            summary_cy=facts.about["cy"],
            kind=facts.kind,
            tier=facts.tier,
            nation=facts.nation,
            home_page=facts.home_page,
            places=tuple(area.places[key] for key in facts.places),
        ),
    )
    area.organisations[facts.key] = organisation
    for service in facts.services:
        area.services[service.key] = people.add_service(
            by=SITE,
            organisation=organisation,
            slug=service.key,
            name=service.name["en"],
            name_cy=service.name["cy"],
            at=at,
        )


def _person(area: Area, facts: content.PersonFacts, at: datetime, password: str) -> None:
    person: Person = people.add_person(
        by=SITE,
        at=at,
        email=facts.email,
        name=facts.name,
        language=facts.language,
        password=password if facts.sign_in else None,
    )
    organisation = area.organisations.get(facts.organisation)
    people.add_membership(by=SITE, person=person, organisation=organisation, role=facts.role, at=at)
    viewer = area.people[facts.key] = viewer_for(person, at=at)
    if facts.role == "officer":
        area.officers.setdefault(facts.organisation, viewer)
    if facts.role == "lead":
        area.leads[facts.organisation] = viewer
    if facts.role == "steward":
        area.steward = viewer
    if facts.role == "administrator":
        area.administrator = viewer
