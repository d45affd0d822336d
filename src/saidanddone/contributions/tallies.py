"""Keeps the stored figures true: what contributions count for, before a change and after it, and the difference.

One rule says what a contribution counts for (`Counts.add`). Every action that may change it runs inside `kept`, in its
own transaction; the difference is added to the rows in one fixed order, so that writers never lock each other out.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection, models
from django.db.models import F

from saidanddone.contributions.models import Addressee, AnswerTime, Contribution, DueDay, Tally, Verdict
from saidanddone.contributions.models.figures import Scope as Kind

Scope = tuple[str, int]
SITE: Scope = (Kind.SITE.value, 0)
PLACE, ORGANISATION = Kind.PLACE.value, Kind.ORGANISATION.value
SERVICE, TOPIC = Kind.SERVICE.value, Kind.TOPIC.value


@dataclass(slots=True)
class Counts:
    """What some contributions count for."""

    tallies: Counter[tuple[str, int, str]] = field(default_factory=Counter)
    due: Counter[tuple[str, int, date]] = field(default_factory=Counter)
    times: Counter[tuple[int, int, str]] = field(default_factory=Counter)

    def add(
        self,
        contribution: Contribution,
        addressees: Collection[Addressee],
        verdicts: Iterable[tuple[int, str]] = (),
    ) -> None:
        """Count one. What is not published counts for nothing.

        Said, answered and waiting count what everyone can see. What an organisation was asked, and how it answered,
        counts whatever the audience: it is its own performance.
        """
        if contribution.state != Contribution.State.PUBLISHED:
            return
        if contribution.audience == Contribution.Audience.PUBLIC:
            self._add_public(contribution, addressees)
        for addressee in addressees:
            self._add_performance(contribution, addressee)
        for organisation_id, value in verdicts:
            for scope in (SITE, *_performing(contribution, organisation_id)):
                self.tallies[*scope, f"verdict_{value}"] += 1

    def _add_public(self, contribution: Contribution, addressees: Collection[Addressee]) -> None:
        scopes = [SITE, (PLACE, contribution.place_id)]
        scopes += [(SERVICE, contribution.service_id)] if contribution.service_id else []
        scopes += [(TOPIC, contribution.topic_id)] if contribution.topic_id else []
        states = {addressee.state for addressee in addressees}
        for scope in scopes:
            self.tallies[*scope, "said"] += 1
            if Addressee.State.ANSWERED in states:
                self.tallies[*scope, "answered"] += 1
            elif Addressee.State.WAITING in states:
                self.tallies[*scope, "waiting"] += 1

    def _add_performance(self, contribution: Contribution, addressee: Addressee) -> None:
        organisation = (ORGANISATION, addressee.organisation_id)
        self.tallies[*organisation, "said"] += 1
        self.tallies[*organisation, str(addressee.state)] += 1
        for scope in _performing(contribution, addressee.organisation_id):
            if addressee.answered_in_time is False:
                self.tallies[*scope, "answered_late"] += 1
        if addressee.state == Addressee.State.WAITING and addressee.due_date and addressee.paused_at is None:
            for scope in (SITE, *_performing(contribution, addressee.organisation_id)):
                self.due[*scope, addressee.due_date] += 1
        if addressee.first_answer_days is not None:
            key = (addressee.organisation_id, addressee.first_answer_days)
            self.times[*key, "count"] += 1
            self.times[*key, "promised"] += addressee.answered_in_time is not None
            self.times[*key, "in_time"] += addressee.answered_in_time is True

    def subtract(self, other: "Counts") -> None:
        self.tallies.subtract(other.tallies)
        self.due.subtract(other.due)
        self.times.subtract(other.times)


def _performing(contribution: Contribution, organisation_id: int) -> list[Scope]:
    """The organisation, and the service if it is its own."""
    scopes: list[Scope] = [(ORGANISATION, organisation_id)]
    service = contribution.service
    if service is not None and service.organisation_id == organisation_id:
        scopes.append((SERVICE, service.pk))
    return scopes


def count(ids: Collection[int]) -> Counts:
    """What these contributions count for as they stand in the database."""
    counts = Counts()
    addressees: defaultdict[int, list[Addressee]] = defaultdict(list)
    for addressee in Addressee.objects.filter(contribution__in=ids):
        addressees[addressee.contribution_id].append(addressee)
    verdicts: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    given = Verdict.objects.filter(answer__contribution__in=ids)
    for pk, organisation_id, value in given.values_list("answer__contribution", "answer__organisation", "value"):
        verdicts[pk].append((organisation_id, value))
    for contribution in Contribution.objects.filter(pk__in=ids).select_related("service"):
        counts.add(contribution, addressees[contribution.pk], verdicts[contribution.pk])
    return counts


_left = ContextVar("_left", default=False)


@contextmanager
def left_to_recount() -> Iterator[None]:
    """Leave the figures alone while very much is entered, in one transaction that ends with `actions.recount`."""
    token = _left.set(True)
    try:
        yield
    finally:
        _left.reset(token)


def is_left_to_recount() -> bool:
    """Asked by other figures too: they are counted again together."""
    return _left.get()


@contextmanager
def kept(ids: Collection[int]) -> Iterator[None]:
    """Run a change to these contributions, whose rows are locked, and bring the figures along."""
    if _left.get():
        yield
        return
    before = count(ids)
    yield
    after = count(ids)
    after.subtract(before)
    apply(after)


def apply(difference: Counts) -> None:
    """Add a difference to the stored figures: times, days, tallies, each in the order of its key."""
    if _left.get():
        return
    _apply_times(difference.times)
    upsert(DueDay, ("scope", "scope_id", "due_date"), difference.due)
    upsert(Tally, ("scope", "scope_id", "measure"), difference.tallies)


def _apply_times(difference: Counter[tuple[int, int, str]]) -> None:
    changes: defaultdict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    for (organisation_id, days, column), number in difference.items():
        if number:
            changes[organisation_id, days][column] = number
    for (organisation_id, days), columns in sorted(changes.items()):
        row = AnswerTime.objects.filter(organisation=organisation_id, days=days)
        change = {column: F(column) + number for column, number in columns.items()}
        if not row.update(**change):
            AnswerTime.objects.bulk_create(
                [AnswerTime(organisation_id=organisation_id, days=days)], ignore_conflicts=True
            )
            row.update(**change)


def upsert(model: type[models.Model], keys: tuple[str, ...], difference: Mapping[tuple[Any, ...], int]) -> None:
    """Add to rows in one statement, making those that are not there. Django's own upsert overwrites, it cannot add."""
    rows = sorted((key, number) for key, number in difference.items() if number)
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(key) for key in keys)
    for start in range(0, len(rows), 200):
        batch = rows[start : start + 200]
        values = ", ".join(["(" + ", ".join(["%s"] * (len(keys) + 1)) + ")"] * len(batch))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({columns}, count) VALUES {values} "  # noqa: S608 - names of our own columns
                f"ON CONFLICT ({columns}) DO UPDATE SET count = {table}.count + excluded.count",
                [part for key, number in batch for part in (*key, number)],
            )
