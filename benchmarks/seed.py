"""Fill a database with as many contributions as a benchmark needs, quickly and the same each time.

The shape is that of a busy county: 41 places that nest, 12 organisations, a few topics that many people speak of and
many that few do, one in seven in Welsh, three in four answered, one answer in five with a verdict.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db import connection

from benchmarks.words import ENGLISH, WELSH, sentence
from saidanddone.contributions.actions.figures import recount
from saidanddone.contributions.models import Addressee, Answer, Contribution, Topic, Verdict
from saidanddone.core import clock
from saidanddone.core.ids import ALPHABET, LENGTH
from saidanddone.core.viewer import SITE
from saidanddone.core.working_days import add_working_days, working_days_between
from saidanddone.people.models import Contributor, Organisation, Service
from saidanddone.places.models import Place

NEWEST = clock.now().replace(minute=0, second=0, microsecond=0)
SPAN = timedelta(days=548)
BATCH = 2_000
EVENTFUL = "We have written about the lights on Chapel Lane since the spring, to everyone who might mend them."
TOPICS = (
    *("bins", "buses", "damp", "gp-access", "warm-spaces", "potholes", "parks", "libraries", "schools", "social-care"),
    *("lighting", "parking", "dogs", "noise", "planning", "flooding", "toilets", "cycling", "jobs", "youth-clubs"),
)
KINDS = ("experience", "idea", "question", "concern", "thanks")


@dataclass
class Area:
    places: list[Place] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)


def grow(to: int, *, index: bool = False) -> None:
    """Add contributions until there are `to`; with `index`, put them into the search index too."""
    area = _area()
    there = Contribution.objects.count()
    rng = random.Random(there)  # the same rows each time, for the same sizes in turn
    numbers = iter(range(there, to))
    while batch := list(islice(numbers, BATCH)):
        contributions = _contributions(rng, area, batch, to)
        answers = _answers(rng, contributions, _addressees(rng, area, contributions))
        _verdicts(rng, contributions, answers)
        if index:
            _index(contributions)
    _recount()


def eventful(events: int = 20) -> str:
    """The public id of one contribution to which so much has happened: it was said, answered, judged."""
    found = Contribution.objects.filter(text=EVENTFUL).first()
    if found:
        return found.public_id
    rng, area = random.Random(events), _area()
    said = _contribution(rng, area, list(Contributor.objects.order_by("pk")[:1]), NEWEST - timedelta(days=30))
    said.text, said.state, said.audience, said.published_at = EVENTFUL, "published", "public", said.created_at
    said.save()
    asked = Addressee.objects.bulk_create(_addressee(rng, said, each) for each in area.organisations[:5])
    answers = Answer.objects.bulk_create(
        Answer(
            public_id=_id(rng),
            contribution=said,
            organisation=asked[n % 5].organisation,
            kind="answered",
            text=sentence(rng, ENGLISH, "this", "your area"),
            language="en",
            answered_at=said.created_at + timedelta(days=n),
        )
        for n in range(events - 6)
    )
    Verdict.objects.bulk_create(
        Verdict(
            public_id=_id(rng),
            answer=each,
            contributor_id=said.contributor_id,
            value="partly",
            words="It is a start.",
            given_at=each.answered_at + timedelta(hours=4),
        )
        for each in answers[:5]
    )
    _recount()
    return said.public_id


def settle() -> None:
    """What a database does by itself after a while: learn the spread of what it holds."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _area() -> Area:
    """The places, organisations and topics, made the first time."""
    if not Place.objects.exists():
        _make_area()
    return Area(
        places=list(Place.objects.order_by("pk")),
        organisations=list(Organisation.objects.order_by("pk")),
        topics=list(Topic.objects.order_by("pk")),
        services=list(Service.objects.select_related("organisation").order_by("pk")),
    )


def _make_area() -> None:
    county = _place("bencher", "Bencher", None, 0)
    towns = [_place(f"town-{n}", f"Town {n}", county, n) for n in range(8)]
    wards = [_place(f"ward-{n}", f"Ward {n}", towns[n % 8], n) for n in range(32)]
    kinds = list(Organisation.Kind.values)
    for n in range(12):
        organisation = Organisation.objects.create(
            slug=f"organisation-{n}",
            name=f"Organisation {n}",
            name_cy=f"Sefydliad {n}",
            kind=kinds[n % len(kinds)],
            tier=Organisation.Tier.LOCAL,
            promise_days=None if n % 6 == 5 else 5 + 5 * (n % 3),
        )
        organisation.places.set([county] if n < 6 else wards[n : n + 3])
        Service.objects.bulk_create(
            Service(organisation=organisation, slug=f"service-{m}", name=f"Service {n}.{m}") for m in range(3)
        )
    Topic.objects.bulk_create(Topic(slug=slug, name=slug.replace("-", " ").title()) for slug in TOPICS)


def _place(slug: str, name: str, parent: Place | None, n: int) -> Place:
    west, south = -4.2 + 0.05 * (n % 8), 52.0 + 0.05 * (n // 8)
    ring = [[west, south], [west + 0.05, south], [west + 0.05, south + 0.05], [west, south + 0.05], [west, south]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    return Place.objects.create(
        slug=slug,
        name=name,
        parent=parent,
        path=f"{parent.path if parent else ''}{slug}/",
        level=Place.Level.COUNTY if parent is None else Place.Level.WARD,
        boundary=shape,
        outline=shape,
        latitude=south + 0.025,
        longitude=west + 0.025,
    )


def _contributions(rng: random.Random, area: Area, batch: list[int], to: int) -> list[Contribution]:
    people = Contributor.objects.bulk_create(
        Contributor(public_id=_id(rng), created_at=NEWEST - SPAN) for _ in range(max(1, len(batch) // 3))
    )
    rows = [_contribution(rng, area, people, _moment(rng)) for _ in batch]
    return Contribution.objects.bulk_create(rows)


def _contribution(rng: random.Random, area: Area, people: list[Contributor], said_at: datetime) -> Contribution:
    language = "cy" if rng.random() < 1 / 7 else "en"
    topic = _skewed(rng, area.topics)
    service = _skewed(rng, area.services) if rng.random() < 0.4 else None
    place = _skewed(rng, area.places[1:])
    roll = rng.random()
    state = "published" if roll < 0.96 else rng.choice(("held", "hidden", "withdrawn"))
    audience = "public" if rng.random() < 0.97 else "organisations"
    credit = rng.choice(("first_name", "pseudonym", "group", "uncredited"))
    return Contribution(
        public_id=_id(rng),
        kind=rng.choices(KINDS, (35, 15, 15, 28, 7))[0],
        text=" ".join(sentence(rng, WELSH if language == "cy" else ENGLISH, topic.name, place.name) for _ in range(3)),
        language=language,
        place=place,
        topic=topic,
        service=service,
        said_date=said_at.date(),
        channel=rng.choice(("web", "web", "web", "conversation", "paper", "import")),
        contributor=rng.choice(people),
        credit=credit,
        credit_name="" if credit == "uncredited" else rng.choice(("Mair", "Tomos", "Sioned", "Glan yr Afon group")),
        audience=audience,
        state=state,
        created_at=said_at,
        published_at=None if state == "held" else said_at,
        support_count=min(90, int(rng.expovariate(0.5))),
    )


def _addressees(rng: random.Random, area: Area, contributions: list[Contribution]) -> list[Addressee]:
    return Addressee.objects.bulk_create(
        _addressee(rng, contribution, organisation)
        for contribution in contributions
        for organisation in _some(rng, contribution, area.organisations)
    )


def _addressee(rng: random.Random, contribution: Contribution, organisation: Organisation) -> Addressee:
    asked_at, promise = contribution.created_at, organisation.promise_days
    addressee = Addressee(
        contribution=contribution,
        organisation=organisation,
        asked_at=asked_at,
        promise_days=promise,
        due_date=add_working_days(asked_at.date(), promise, ()) if promise else None,
    )
    answered_at = asked_at + timedelta(days=rng.expovariate(1 / 9), hours=1)
    if rng.random() < 0.8 and answered_at < NEWEST:
        addressee.state = Addressee.State.ANSWERED
        addressee.first_answered_at = answered_at
        addressee.first_answer_days = working_days_between(asked_at.date(), answered_at.date(), ())
        if promise:
            addressee.answered_in_time = addressee.first_answer_days <= promise
    return addressee


def _answers(rng: random.Random, contributions: list[Contribution], addressees: list[Addressee]) -> list[Answer]:
    rows = []
    for addressee in addressees:
        if addressee.first_answered_at is None:
            continue
        kind = rng.choices(("answered", "will_do", "cannot_do", "already_decided"), (60, 20, 12, 8))[0]
        rows.append(
            Answer(
                public_id=_id(rng),
                contribution=addressee.contribution,
                organisation=addressee.organisation,
                kind=kind,
                text=sentence(rng, ENGLISH, "this", "your area"),
                reason="There is no money for it this year." if kind == "cannot_do" else "",
                language="en",
                answered_at=addressee.first_answered_at,
            )
        )
    return Answer.objects.bulk_create(rows)


def _verdicts(rng: random.Random, contributions: list[Contribution], answers: list[Answer]) -> None:
    Verdict.objects.bulk_create(
        Verdict(
            public_id=_id(rng),
            answer=answer,
            contributor_id=answer.contribution.contributor_id,
            value=rng.choices(("yes", "partly", "no", "cannot_tell"), (45, 25, 22, 8))[0],
            words="They listened.",
            given_at=answer.answered_at + timedelta(days=2),
        )
        for answer in answers
        if rng.random() < 0.2
    )


def _moment(rng: random.Random) -> datetime:
    return NEWEST - SPAN * rng.random()


def _skewed(rng: random.Random, things: list[Any]) -> Any:
    """Some of these far more often than others."""
    return things[min(len(things) - 1, int(rng.expovariate(5 / len(things))))]


def _some(rng: random.Random, said: Contribution, organisations: list[Organisation]) -> Iterator[Organisation]:
    """Whom it is addressed to: whose service it is about, if it is about one; sometimes another too."""
    first = said.service.organisation if said.service else _skewed(rng, organisations)
    yield first
    if rng.random() < 0.2:
        yield rng.choice([other for other in organisations if other.pk != first.pk])


def _id(rng: random.Random) -> str:
    return "".join(rng.choices(ALPHABET, k=LENGTH))


def _index(contributions: list[Contribution]) -> None:
    from saidanddone.search import index

    index.put_many(
        {
            "kind": "contribution",
            "public_id": row.public_id,
            "language": row.language,
            "title": "",
            "body": row.text,
            "moment": row.published_at,
        }
        for row in contributions
        if row.state == "published" and row.audience == "public"
    )


def _recount() -> None:
    """Bring the figures up to date, as the rows were put in past the actions."""
    recount(by=SITE, at=clock.now())
