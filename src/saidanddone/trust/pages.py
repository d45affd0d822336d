"""The trust page: each ground with what people feel and what the record shows, side by side and never put together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext

from saidanddone.people.models import Organisation, Service
from saidanddone.places.models import Place
from saidanddone.trust import record
from saidanddone.trust.beside import Beside, beside
from saidanddone.trust.comparisons import Compared, comparisons_of
from saidanddone.trust.determinants import Determinant
from saidanddone.trust.explaining import Link, explains
from saidanddone.trust.feelings import Feeling
from saidanddone.trust.felt import Felt, felt, leading
from saidanddone.trust.overview import Overseen, overview
from saidanddone.trust.parting import Parting, parting
from saidanddone.trust.periods import Period
from saidanddone.trust.queries.plans import Planned, of_subject
from saidanddone.trust.record.figures import Shown
from saidanddone.trust.subjects import LARGE, Subject


@dataclass(frozen=True, slots=True)
class Row:
    """One ground of trust. Nothing of it is a sum of the two columns."""

    determinant: Determinant
    url: str
    feelings: tuple[Feeling, ...]
    of_staff: tuple[Feeling, ...]
    shown: tuple[Shown, ...]
    parting: Parting | None
    explains: tuple[Link, ...]

    @property
    def lead(self) -> Feeling | None:
        """The question that stands for the ground."""
        return leading(self.feelings)

    @property
    def others(self) -> list[Feeling]:
        return [each for each in self.feelings if each is not self.lead]

    @property
    def staff_lead(self) -> Feeling | None:
        return leading(self.of_staff)


@dataclass(frozen=True, slots=True)
class TrustPage:
    subject: Subject
    period: Period
    rows: tuple[Row, ...]
    felt: Felt
    on: date
    plan: tuple[Planned, ...] = ()
    comparisons: tuple[Compared, ...] = ()
    organisations: tuple[Overseen, ...] = ()
    """Of the area alone."""
    ways: tuple[tuple[str | Promise, list[Link]], ...] = ()

    @property
    def partings(self) -> list[Row]:
        return [row for row in self.rows if row.parting]

    @property
    def beside(self) -> list[Beside]:
        return list(beside(self.felt))

    @property
    def is_asked(self) -> bool:
        """Whether anything is published of what people feel about it."""
        return bool(self.felt.feelings)


def trust_page(subject: Subject, period: Period, *, on: date) -> TrustPage:
    """In a number of queries that does not grow."""
    found, shown = felt(subject), record.rows(subject, period, on=on)
    rows = tuple(_row(subject, each, period, found, shown[each]) for each in Determinant)
    plan, compared = tuple(of_subject(subject, on=on)), tuple(comparisons_of(subject, on=on))
    organisations = () if subject.thing else tuple(overview(period, on=on))
    return TrustPage(subject, period, rows, found, on, plan, compared, organisations, tuple(_ways(subject)))


def determinant_page(subject: Subject, determinant: Determinant, period: Period, *, on: date) -> Row:
    shown = record.figures(subject, determinant, period, on=on)
    return _row(subject, determinant, period, felt(subject), shown)


def _row(subject: Subject, determinant: Determinant, period: Period, found: Felt, shown: tuple[Shown, ...]) -> Row:
    feelings = found.of(determinant)
    parted = parting(leading(feelings), shown)
    return Row(
        determinant=determinant,
        url=subject.url("trust_determinant", determinant=determinant) + period.query,
        feelings=feelings,
        of_staff=found.of_staff(determinant),
        shown=shown,
        parting=parted,
        explains=tuple(explains(subject, determinant, parted, shown)) if parted else (),
    )


def _ways(subject: Subject) -> Iterable[tuple[str | Promise, list[Link]]]:
    """Other trust pages near this one: three queries at most."""
    if subject.kind == "service":
        yield gettext("The organisation"), _links("organisation", [subject.service.organisation])  # type: ignore[union-attr]
        return
    if subject.organisation:
        services = Service.objects.filter(organisation=subject.organisation).open().order_by("name", "pk")
        yield gettext("Its services"), _links("service", services)
        return
    if subject.place:
        yield gettext("Who serves here"), _links("organisation", Organisation.objects.open().serving(subject.place))
    above = subject.place or subject.top
    places = Place.objects.filter(parent=above).defer(*LARGE).order_by("name", "pk")
    yield gettext("Places"), _links("place", places)


def _links(kind: str, things: Iterable[Organisation | Service | Place]) -> list[Link]:
    return [(each.local_name, Subject(**{kind: each}).url()) for each in things]  # type: ignore[arg-type]
