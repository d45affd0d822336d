"""The parameters of the lists: the allow-list of the pages, read by the pages' own form."""

from datetime import date
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import QueryDict
from ninja import Field, Schema

from saidanddone.alliances.models import Alliance
from saidanddone.alliances.queries.alliances import of_organisation as alliances_of
from saidanddone.api.pages import Order, Slice
from saidanddone.api.problems import Problem
from saidanddone.commitments.models import Commitment, Observation, Outcome, Owner, Setback
from saidanddone.commitments.states import State, state_on
from saidanddone.contributions.filters import FilterForm, Filters, Judged, Options, Standing
from saidanddone.contributions.models import Answer, Contribution
from saidanddone.contributions.queries import lists
from saidanddone.core.ids import PATTERN
from saidanddone.core.languages import Language
from saidanddone.core.paging import COUNT_LIMIT
from saidanddone.core.viewer import STRANGER
from saidanddone.decisions.models import Decision, Finding
from saidanddone.funds.models import Fund
from saidanddone.funds.models import Order as FundOrder
from saidanddone.funds.queries.funds import current_year
from saidanddone.people.models import Organisation
from saidanddone.places.models import Place
from saidanddone.surveys.models import Analysis, Survey

Slug = Annotated[str, Field(max_length=80, pattern=r"^[-a-zA-Z0-9_]+$")]
PublicId = Annotated[str, Field(pattern=f"^{PATTERN}$")]
NEWEST_ANSWERS = Order("answers", ("answered_at",))
ORDERS = {
    "newest": Order("newest", ("published_at",)),
    "oldest": Order("oldest", ("published_at",), descending=False),
    "supported": Order("supported", ("support_count", "published_at")),
}


class AnswerFilters(Slice):
    organisation: Slug | None = Field(None, description="The slug of the organisation that answered.")
    kind: Literal[tuple(Answer.Kind.values)] | None = None  # type: ignore[valid-type]

    @property
    def order(self) -> Order:
        return NEWEST_ANSWERS

    def apply(self, rows: QuerySet[Answer]) -> QuerySet[Answer]:
        if self.organisation:
            rows = rows.filter(organisation__slug=self.organisation)
        return rows.filter(kind=self.kind) if self.kind else rows


class ContributionFilters(Slice):
    q: str | None = Field(None, max_length=200, description="Words that it holds, in English or Welsh.")
    place: Slug | None = Field(None, description="The slug of a place; those that nest in it count too.")
    topic: Slug | None = Field(None, description="The slug of a topic.")
    organisation: Slug | None = Field(None, description="The slug of an organisation that it is addressed to.")
    service: Slug | None = Field(None, description="The id of a service that it is about.")
    state: Literal[tuple(Standing.values)] | None = Field(None, description="Where the answers stand.")  # type: ignore[valid-type]
    verdict: Literal[tuple(Judged.values)] | None = Field(  # type: ignore[valid-type]
        None, description="What whoever said it makes of an answer."
    )
    kind: Literal[tuple(Contribution.Kind.values)] | None = None  # type: ignore[valid-type]
    language: Literal[tuple(Language.values)] | None = None  # type: ignore[valid-type]
    since: date | None = Field(None, description="Published on this day or later.")
    until: date | None = Field(None, description="Published on this day or earlier.")
    sort: Literal[tuple(ORDERS)] = "newest"  # type: ignore[valid-type]

    @property
    def order(self) -> Order:
        return ORDERS[self.sort]

    def matches(self, on: date) -> QuerySet[Contribution]:
        """What matches, as the pages find it: few matches are gathered first; many are met soon on a walk in order."""
        filters = self._read()
        if filters.is_unfiltered:
            return Contribution.objects.visible_to(STRANGER)
        found = lists.matching(filters, viewer=STRANGER, on=on)
        gathered = list(found.values_list("pk", flat=True)[: COUNT_LIMIT + 1])
        if len(gathered) <= COUNT_LIMIT:
            return Contribution.objects.filter(pk__in=gathered)
        return lists.matching(filters, viewer=STRANGER, on=on, in_order=True)

    def _read(self) -> Filters:
        """By the form of the list's page; what that does not know of, such as a place, is a wrong value."""
        given = QueryDict(mutable=True)
        given.update({name: str(value) for name, value in self._given().items()})
        form = FilterForm(given, lists.options() if self._names_a_row() else Options())
        if not form.is_valid():
            errors = [
                {"parameter": name if name != "__all__" else "", "detail": " ".join(map(str, found))}
                for name, found in form.errors.items()
            ]
            raise Problem(422, errors=errors)
        return form.filters

    def _given(self) -> dict[str, object]:
        chosen = self.dict(exclude={"limit", "cursor"}, exclude_none=True)
        return {name: value for name, value in chosen.items() if value != ""}

    def _names_a_row(self) -> bool:
        return bool(self.place or self.topic or self.organisation or self.service)


class OfArea(Slice):
    """What the lists of what came of it have in common: whose it is, and where."""

    organisation: Slug | None = Field(None, description="The slug of the organisation whose it is.")
    place: Slug | None = Field(None, description="The slug of a place; those that nest in it count too.")

    def of_area(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """A slug that nobody has is a wrong value."""
        if self.organisation:
            rows = self.of_organisation(rows, _named(Organisation, self.organisation, "organisation"))
        if self.place:
            within = Place.objects.within(_named(Place, self.place, "place"))
            rows = rows.filter(place__in=within.values("pk"))
        return rows

    def of_organisation(self, rows: QuerySet[Any], organisation: Organisation) -> QuerySet[Any]:
        return rows.filter(organisation=organisation)


def _named(model: type[Any], slug: str, parameter: str) -> Any:
    found = model.objects.filter(slug=slug).first()
    if found is None:
        raise Problem(422, errors=[{"parameter": parameter, "detail": f"There is no {parameter} “{slug}”."}])
    return found


class FindingFilters(OfArea):
    topic: Slug | None = Field(None, description="The slug of a topic.")
    kind: Literal[tuple(Finding.Kind.values)] | None = None  # type: ignore[valid-type]
    state: Literal["published", "superseded", "withdrawn"] | None = None

    def apply(self, rows: QuerySet[Finding]) -> QuerySet[Finding]:
        return _exactly(self.of_area(rows), topic__slug=self.topic, kind=self.kind, state=self.state)


class DecisionFilters(OfArea):
    topic: Slug | None = Field(None, description="The slug of a topic.")
    state: Literal[tuple(value for value in Decision.State.values if value != Decision.State.DRAFT)] | None = None  # type: ignore[valid-type]

    def apply(self, rows: QuerySet[Decision]) -> QuerySet[Decision]:
        return _exactly(self.of_area(rows), topic__slug=self.topic, state=self.state)


class CommitmentFilters(OfArea):
    organisation: Slug | None = Field(None, description="The slug of an organisation that leads, or has a part in it.")
    state: Literal[tuple(State.values)] | None = None  # type: ignore[valid-type]
    decision: PublicId | None = Field(None, description="The id of the decision that it came from.")
    outcome: PublicId | None = Field(None, description="The id of the outcome that it serves.")

    def apply(self, rows: QuerySet[Commitment], on: date) -> QuerySet[Commitment]:
        rows = self.of_area(rows)
        if self.state:
            rows = rows.annotate(state=state_on(on)).filter(state=self.state)
        if self.decision:
            rows = rows.filter(decision__in=Decision.objects.public().filter(public_id=self.decision).values("pk"))
        if self.outcome:
            rows = rows.filter(outcome__in=Outcome.objects.public().filter(public_id=self.outcome).values("pk"))
        return rows

    def of_organisation(self, rows: QuerySet[Any], organisation: Organisation) -> QuerySet[Any]:
        return rows.filter(pk__in=Commitment.objects.worked_on_by(frozenset({organisation.pk})).values("pk"))


class OutcomeFilters(OfArea):
    organisation: Slug | None = Field(None, description="The slug of an organisation that answers for it.")
    live: bool | None = Field(None, description="Whether it has not ended.")

    def apply(self, rows: QuerySet[Outcome]) -> QuerySet[Outcome]:
        return _exactly(self.of_area(rows), ended_date__isnull=self.live)

    def of_organisation(self, rows: QuerySet[Any], organisation: Organisation) -> QuerySet[Any]:
        return rows.filter(pk__in=Owner.objects.agreed().filter(organisation=organisation).values("outcome"))


class AllianceFilters(OfArea):
    organisation: Slug | None = Field(None, description="The slug of an organisation that is a party now.")
    place: Slug | None = Field(None, description="The slug of a place that it is for; those that nest in it count too.")
    state: Literal["signed", "live", "in_review", "ended"] | None = None
    kind: Literal[tuple(Alliance.Kind.values)] | None = None  # type: ignore[valid-type]
    outcome: PublicId | None = Field(None, description="The id of an outcome that it answers for.")

    def apply(self, rows: QuerySet[Alliance]) -> QuerySet[Alliance]:
        if self.organisation:
            rows = self.of_organisation(rows, _named(Organisation, self.organisation, "organisation"))
        if self.place:
            within = Place.objects.within(_named(Place, self.place, "place")).values("pk")
            here = Alliance.places.through.objects.filter(place__in=within)
            rows = rows.filter(pk__in=here.values("alliance"))
        if self.outcome:
            outcomes = Outcome.objects.public().filter(public_id=self.outcome).values("pk")
            rows = rows.filter(pk__in=Alliance.outcomes.through.objects.filter(outcome__in=outcomes).values("alliance"))
        return _exactly(rows, state=self.state, kind=self.kind)

    def of_organisation(self, rows: QuerySet[Any], organisation: Organisation) -> QuerySet[Any]:
        return rows.filter(pk__in=alliances_of(organisation).values("pk"))


class SetbackFilters(OfArea):
    def apply(self, rows: QuerySet[Setback]) -> QuerySet[Setback]:
        return self.of_area(rows)


class FundFilters(Slice):
    organisation: Slug | None = Field(None, description="The slug of an organisation whose money is in it.")
    open: bool | None = Field(None, description="Whether money may still move.")

    def apply(self, rows: QuerySet[Fund]) -> QuerySet[Fund]:
        if self.organisation:
            rows = rows.filter(partners__organisation=_named(Organisation, self.organisation, "organisation"))
        return _exactly(rows, closed_at__isnull=self.open)


class FundYear(Schema):
    year: int | None = Field(
        None, ge=1900, le=2999, description="By the calendar year in which it begins; the one that it is if not given."
    )

    def of(self, fund: Fund, on: date) -> int:
        """A year of the fund, or a problem that says which it has."""
        year = current_year(fund, on) if self.year is None else self.year
        if year not in fund.years:
            detail = f"It has the years {fund.years[0]} to {fund.years[-1]}."
            raise Problem(422, errors=[{"parameter": "year", "detail": detail}])
        return year


class FundOrderFilters(Slice):
    kind: Literal["grant", "contract"] | None = None

    def apply(self, rows: QuerySet[FundOrder]) -> QuerySet[FundOrder]:
        return _exactly(rows, kind=self.kind)


class SurveyFilters(Slice):
    organisation: Slug | None = Field(None, description="The slug of the organisation whose survey it is.")
    kind: Literal["public", "pulse"] | None = None

    def apply(self, rows: QuerySet[Survey]) -> QuerySet[Survey]:
        if self.organisation:
            rows = rows.filter(organisation=_named(Organisation, self.organisation, "organisation"))
        return _exactly(rows, kind=self.kind)


class TrustFilters(Schema):
    period: Literal["year", "all"] = Field("year", description="The last twelve months, or since this site began.")
    language: Literal["en", "cy"] = Field("en", description="In which labels and definitions are given.")


class SurveyResultFilters(Slice):
    organisation: Slug | None = Field(None, description="The slug of the organisation whose survey it is.")
    survey: str | None = Field(None, max_length=10, description="The id of a survey.")

    def apply(self, rows: QuerySet[Analysis]) -> QuerySet[Analysis]:
        if self.organisation:
            rows = rows.filter(wave__survey__organisation=_named(Organisation, self.organisation, "organisation"))
        return _exactly(rows, wave__survey__public_id=self.survey)


class ObservationFilters(Slice):
    indicator: Slug | None = Field(None, description="The key of an indicator.")
    current: bool | None = Field(None, description="Whether no revision took its place.")

    def apply(self, rows: QuerySet[Observation]) -> QuerySet[Observation]:
        return _exactly(rows, indicator__key=self.indicator, superseded_at__isnull=self.current)


def _exactly(rows: QuerySet[Any], **values: object) -> QuerySet[Any]:
    """With these values, as far as they are given."""
    return rows.filter(**{name: value for name, value in values.items() if value is not None})
