"""Organisations and their published promises to answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain, count
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from saidanddone.core.refs import Ref
from saidanddone.core.text import clean_line
from saidanddone.core.viewer import SITE, Viewer
from saidanddone.people.actions.invitations import invite
from saidanddone.people.models import Organisation, Promise
from saidanddone.people.permissions import (
    check_add_group,
    check_add_organisation,
    check_edit_organisation,
    check_end_organisation,
    check_publish_promise,
)
from saidanddone.people.queries import document_of
from saidanddone.people.roles import RoleName
from saidanddone.places.models import Place
from saidanddone.record import actions as record
from saidanddone.search import index


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFacts:
    """What is said of a new organisation. Its promise is published apart, as it enters the record."""

    slug: str
    name: str
    kind: str
    tier: str
    nation: str
    name_cy: str = ""
    summary: str = ""
    summary_cy: str = ""
    home_page: str = ""
    places: tuple[Place, ...] = field(default=())


@transaction.atomic
def add_organisation(*, by: Viewer, at: datetime, facts: OrganisationFacts) -> Organisation:
    check_add_organisation(by=by)
    organisation = Organisation.objects.create(
        slug=facts.slug,
        name=facts.name,
        name_cy=facts.name_cy,
        summary=facts.summary,
        summary_cy=facts.summary_cy,
        kind=facts.kind,
        tier=facts.tier,
        nation=facts.nation,
        home_page=facts.home_page,
    )
    organisation.places.set(facts.places)
    index.put(**document_of(organisation))
    return organisation


@transaction.atomic
def add_group(
    *, by: Viewer, at: datetime, name: str, places: Sequence[Place], email: str, language: str
) -> Organisation:
    """A group with no legal form, and an invitation to whoever speaks for it. It promises nothing yet."""
    name = clean_line(name)
    check_add_group(by=by, name=name)
    group = Organisation.objects.create(
        slug=_free_slug(name), name=name, kind=Organisation.Kind.INFORMAL, tier=Organisation.Tier.LOCAL
    )
    group.places.set(places)
    index.put(**document_of(group))
    # Whoever adds a group has no role in it, and so could not invite to it.
    invite(by=SITE, organisation=group, role=RoleName.LEAD, email=email, language=language, at=at)
    return group


def _free_slug(name: str) -> str:
    plain = slugify(name)[:70] or "group"
    taken = set(Organisation.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    return next(each for each in chain([plain], (f"{plain}-{number}" for number in count(2))) if each not in taken)


@transaction.atomic
def edit_organisation(*, by: Viewer, organisation: Organisation, at: datetime, changes: Mapping[str, Any]) -> None:
    """Change some of its facts. `changes` names the fields; who may change which is in `permissions`."""
    check_edit_organisation(by=by, organisation=organisation, fields=changes)
    places = changes.get("places")
    columns = [name for name in changes if name != "places"]
    for name in columns:
        setattr(organisation, name, changes[name])
    if columns:
        organisation.save(update_fields=columns)
    if places is not None:
        organisation.places.set(places)
    index.put(**document_of(organisation))


@transaction.atomic
def end_organisation(
    *, by: Viewer, organisation: Organisation, on: date, successor: Organisation | None, at: datetime
) -> None:
    """End an organisation on a day, and name who carries on. Its promise ends with it, and is recorded so."""
    check_end_organisation(by=by, organisation=organisation, successor=successor)
    if organisation.promise_days is not None:
        _publish(by, organisation, None, at)
    organisation.ended_date, organisation.successor = on, successor
    organisation.save(update_fields=["ended_date", "successor"])


@transaction.atomic
def publish_promise(*, by: Viewer, organisation: Organisation, days: int | None, at: datetime) -> Promise | None:
    """Promise to answer within so many working days, or (None) withdraw the promise.

    The same promise again changes nothing and is not recorded twice. What was said before keeps the due date that
    it was given.
    """
    check_publish_promise(by=by, organisation=organisation)
    organisation.refresh_from_db(fields=["promise_days"])
    if organisation.promise_days == days:
        return organisation.promises.order_by("-published_at", "-pk").first()
    return _publish(by, organisation, days, at)


def _publish(by: Viewer, organisation: Organisation, days: int | None, at: datetime) -> Promise:
    promise = Promise.objects.create(organisation=organisation, days=days, published_at=at)
    organisation.promise_days = days
    organisation.save(update_fields=["promise_days"])
    record.append(
        by=by,
        kind="promise",
        about=Ref("organisation", organisation.public_id),
        at=at,
        fields={"organisation": organisation.slug, "days": days},
    )
    return promise
