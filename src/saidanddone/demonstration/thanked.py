"""Enters who was thanked or paid for what they said; many never were, and the report of equity shows it."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from saidanddone.contributions.models import Contribution
from saidanddone.demonstration import content
from saidanddone.demonstration.consequences import Consequences
from saidanddone.demonstration.timeline import Step
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission
from saidanddone.thread import actions
from saidanddone.thread.drafts import ThanksDraft

Facts = Mapping[str, Any]


def steps(so_far: Consequences) -> Iterator[Step]:
    cited = {facts["key"]: facts["cites"] for facts in content.consequences("findings")}
    for facts in content.consequences("thanks"):
        for key in cited[facts["finding"]] if "finding" in facts else [facts["of"]]:
            yield Step(so_far.moment(facts["days_ago"], hour=14), partial(_thank, so_far, facts, key))


def _thank(so_far: Consequences, facts: Facts, key: str) -> None:
    said = so_far.said(key)
    organisation = _spoken_to(so_far, said)
    if organisation is None or said.state != Contribution.State.PUBLISHED or said.contributor.erased_at:
        return
    actions.thank(
        by=so_far.officer(organisation.slug),
        at=so_far.moment(facts["days_ago"], hour=14),
        contribution=said,
        draft=ThanksDraft(
            organisation=organisation,
            kind=facts["kind"],
            given_date=so_far.day(facts["days_ago"]),
            amount_pence=round(facts["pounds"] * 100) if "pounds" in facts else None,
            words=facts["words"],
        ),
    )


def _spoken_to(so_far: Consequences, said: Contribution) -> Organisation | None:
    """The first that it was addressed to and that has somebody who may say so."""
    asked = [each.organisation for each in said.addressees.select_related("organisation").order_by("pk")]
    staffed = (each for each in asked if each.slug in so_far.area.officers | so_far.area.leads)
    return next((each for each in staffed if so_far.officer(each.slug).may(Permission.ANSWER, each.pk)), None)
