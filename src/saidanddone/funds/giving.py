"""The grants of a fund in the 360Giving Data Standard (1.4), as funders in Britain publish them.

Contracts are no grants, and are left out; so is a grant that was cancelled before any of it was paid. Of one that was
cancelled later, what was paid is what was awarded. A private person has no name, number or place. The standard asks for
at least one grant, so a fund without any has no such file. Amounts are JSON numbers, written from pence.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import F, Max
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse

from saidanddone.core.money import decimal
from saidanddone.funds.models import Fund, Order
from saidanddone.funds.models.orders import OrderQuerySet
from saidanddone.funds.queries.orders import listed
from saidanddone.funds.registers import is_known
from saidanddone.people.models import Organisation
from saidanddone.places.models import Place

VERSION = "1.4"
LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
_NUMBERS = {"GB-CHC": "charityNumber", "GB-SC": "charityNumber", "GB-NIC": "charityNumber", "GB-COH": "companyNumber"}
_GEOCODE_TYPES = {"05": "WD", "06": "UA", "07": "NMD", "08": "MD", "09": "LONB", "10": "CTY", "12": "RGN"}
"""What the second and third characters of an official code of a place say that it is."""


def grants(fund: Fund) -> OrderQuerySet:
    """What is published of a fund, the newest first."""
    rows = listed(fund).filter(kind=Order.Kind.GRANT)
    return rows.exclude(cancelled_at__isnull=False, paid_pence=0)


def pieces(fund: Fund) -> Iterator[str]:
    """The package, a grant at a time, so that a long one never stands in memory."""
    rows = grants(fund)
    yield json.dumps(_package(fund, rows), ensure_ascii=False)[:-1] + ',\n"grants": [\n'
    opening = ""
    for order in rows.iterator(chunk_size=500):
        yield opening + _grant(order)
        opening = ",\n"
    yield "\n]}\n"


def _package(fund: Fund, rows: OrderQuerySet) -> dict[str, Any]:
    changed = Greatest(F("placed_at"), Coalesce(F("cancelled_at"), F("placed_at")))
    return {
        "version": VERSION,
        "identifier": f"{settings.GIVING_PREFIX}-{fund.public_id}",
        "title": fund.name,
        "description": fund.purpose,
        "publisher": {"identifier": identifier_of(fund.host), "name": fund.host.name, "website": settings.SITE_URL},
        "modified": _moment(rows.order_by().aggregate(newest=Max(changed))["newest"]),
        "license": LICENCE,
        "accessURL": _address("fund_orders", fund.public_id),
        "downloadURL": _address("fund_giving", fund.public_id),
    }


def _grant(order: Order) -> str:
    awarded = order.paid_pence if order.cancelled_at else order.amount_pence
    told = json.dumps(_told(order), ensure_ascii=False)
    return f'{told[:-1]}, "amountAwarded": {decimal(awarded)}}}'


def _told(order: Order) -> dict[str, Any]:
    scheme = order.line.scheme
    facts: dict[str, Any] = {
        "id": f"{settings.GIVING_PREFIX}-{order.public_id}",
        "title": order.title,
        "description": order.description,
        "currency": "GBP",
        "awardDate": order.agreed_date.isoformat(),
        "fundingOrganization": [{"id": identifier_of(order.fund.host), "name": order.fund.host.name}],
        **_recipient(order),
        "grantProgramme": [{"code": scheme.public_id, "title": scheme.name}],
        "dataSource": _address("fund_orders", order.fund.public_id),
        "dateModified": _moment(order.cancelled_at or order.placed_at),
    }
    days = {"startDate": order.starts_date, "endDate": order.ends_date}
    planned = {name: day.isoformat() for name, day in days.items() if day}
    if planned:
        facts["plannedDates"] = [planned]
    if order.public_places:
        facts["beneficiaryLocation"] = [_location(place) for place in order.public_places]
    return facts


def _recipient(order: Order) -> dict[str, Any]:
    """An organisation, or a private person of whom nothing is told."""
    if order.is_individual:
        person = {"id": f"{settings.GIVING_PREFIX}-IND:{order.public_id}", "name": "Individual Recipient"}
        return {"recipientIndividual": person}
    given = order.identifier or (identifier_of(order.organisation) if order.organisation else "")
    name = order.organisation.name if order.organisation else order.recipient
    told = {"id": given or _made_up(name), "name": name}
    prefix, _dash, number = given.rpartition("-")
    if prefix in _NUMBERS and is_known(given):
        told[_NUMBERS[prefix]] = number
    if order.organisation and order.organisation.home_page:
        told["url"] = order.organisation.home_page
    return {"recipientOrganization": [told]}


def identifier_of(organisation: Organisation) -> str:
    """Its number in a public register, where GIVING_IDS says it; otherwise its own name here behind our prefix."""
    known = dict(each.partition("=")[::2] for each in settings.GIVING_IDS)
    given = known.get(organisation.slug, "")
    return given if is_known(given) else f"{settings.GIVING_PREFIX}-ORG:{organisation.slug}"


def _made_up(name: str) -> str:
    """The same for each grant to the same name, so that they can be counted together."""
    digest = hashlib.sha256(" ".join(name.casefold().split()).encode()).hexdigest()
    return f"{settings.GIVING_PREFIX}-ORG:named-{digest[:12]}"


def _location(place: Place) -> dict[str, str]:
    told = {"name": place.name, "countryCode": "GB"}
    if kind := _GEOCODE_TYPES.get(place.code[1:3]):
        told |= {"geoCode": place.code, "geoCodeType": kind}
    return told


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _address(name: str, public_id: str) -> str:
    return settings.SITE_URL + reverse(name, args=[public_id])
