"""The hand-over pack as PDF."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from saidanddone.commitments.outcome_pages import Measure, Pack
from saidanddone.core.languages import active
from saidanddone.ui import documents
from saidanddone.ui.states import look


def pack_pdf(pack: Pack, *, at: datetime) -> bytes:
    """The hand-over pack to print and to send."""
    return documents.pdf("commitments/hand_over.typ", pack_values(pack), at=at)


def pack_values(pack: Pack) -> dict[str, Any]:
    outcome = pack.page.outcome
    return {
        "title": gettext("Hand-over: %(outcome)s") % {"outcome": outcome.said("title").text},
        "language": active(),
        "site": settings.SITE_URL + reverse("outcome", args=[outcome.public_id]),
        "page_words": gettext("Page {page} of {pages}"),
        "sections": [
            _section(gettext("Why it matters"), [outcome.said("why").text]),
            _section(gettext("Who answers for it"), [_owner(each) for each in pack.page.owners]),
            _section(gettext("Where it stands"), [_measure(each.measure) for each in pack.page.measures]),
            _section(gettext("What is promised"), [_promise(each) for each in pack.promises]),
            *([_section(gettext("Whom to talk to"), list(map(_person, pack.people)))] if pack.people else []),
            _section(gettext("What was learnt"), pack.lessons),
            _section(gettext("Risks"), [f"{each.said('risk')} ({each.said('promise')})" for each in pack.risks]),
            _section(gettext("Money that ends within two years"), [_fund(each) for each in pack.funds]),
        ],
        "nothing": gettext("Nothing is known of this yet."),
    }


def _section(heading: str, items: list[str]) -> dict[str, Any]:
    return {"heading": heading, "items": items}


def _owner(owner: Any) -> str:
    plan = f": {owner.plan_text}" if owner.plan_text else ""
    clash = gettext(" It may clash with: %(duty)s") % {"duty": owner.clashes_with} if owner.clashes_with else ""
    return f"{owner.organisation.local_name}{plan}{clash}"


def _measure(measure: Measure) -> str:
    state = look(measure.reading.state).word
    newest = f"; {measure.newest} {measure.indicator.unit}, {measure.newest_period}" if measure.newest else ""
    return f"{measure.indicator.said('title')}: {state}{newest}"


def _promise(promise: Any) -> str:
    return f"{promise.said('promise')} ({promise.organisation.local_name}, {look(promise.state).word})"


def _person(owner: Any) -> str:
    return f"{owner.named_person}, {owner.organisation.local_name}"


def _fund(promise: Any) -> str:
    day = f"{promise.funding_end_date:%d/%m/%Y}"
    return f"{day}: {promise.said('promise')}{f' ({promise.funding})' if promise.funding else ''}"
