"""The parameters of the lists: the allow-list of the pages, read by the pages' own form."""

from datetime import date
from typing import Annotated, Literal

from django.db.models import QuerySet
from django.http import QueryDict
from ninja import Field

from saidanddone.api.pages import Order, Slice
from saidanddone.api.problems import Problem
from saidanddone.contributions.filters import FilterForm, Filters, Judged, Options, Standing
from saidanddone.contributions.models import Answer, Contribution
from saidanddone.contributions.queries import lists
from saidanddone.core.languages import Language
from saidanddone.core.paging import COUNT_LIMIT
from saidanddone.core.viewer import STRANGER

Slug = Annotated[str, Field(max_length=80, pattern=r"^[-a-zA-Z0-9_]+$")]
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
