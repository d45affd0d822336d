"""Enters the fund that partners of Aberwen share: what was agreed, the money that moved, what is forecast."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from saidanddone.core.viewer import Viewer
from saidanddone.demonstration import content
from saidanddone.demonstration.consequences import Consequences, translation_in
from saidanddone.demonstration.timeline import Step
from saidanddone.funds import actions
from saidanddone.funds.drafts import FundDraft, InstalmentDraft, OrderDraft, TransferDraft
from saidanddone.funds.models import Fund, Line, Order, Scheme

Facts = Mapping[str, Any]


@dataclass(slots=True)
class Pooled:
    """One fund as it comes about."""

    so_far: Consequences
    facts: Facts
    fund: Fund | None = None
    lines: dict[str, Line] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)

    @property
    def made(self) -> Fund:
        assert self.fund  # noqa: S101 - the steps come in the order of their days
        return self.fund

    @property
    def proposer(self) -> Viewer:
        return self.so_far.lead(self.facts["partners"][-1])

    @property
    def approver(self) -> Viewer:
        return self.so_far.lead(self.facts["host"])


def steps(so_far: Consequences) -> Iterator[Step]:
    for facts in content.funds():
        pooled = Pooled(so_far, facts)
        yield Step(so_far.moment(facts["set_up"]), partial(_set_up, pooled))
        if "opened" in facts:
            yield Step(so_far.moment(facts["opened"]), partial(_open, pooled))
        for each in facts["transfer"]:
            yield Step(so_far.moment(each["days_ago"]), partial(_move, pooled, each, approve=True))
        for each in facts["order"]:
            yield Step(so_far.moment(each["days_ago"]), partial(_promise, pooled, each))
        for each in facts["payment"]:
            yield Step(so_far.moment(each["days_ago"]), partial(_pay, pooled, each))
        for each in facts["forecast"]:
            yield Step(so_far.moment(each["days_ago"]), partial(_forecast, pooled, each))
        for each in facts["waiting"]:
            yield Step(so_far.moment(each["days_ago"]), partial(_move, pooled, each, approve=False))


def _first_day(so_far: Consequences, days_ago: int) -> date:
    """The April before."""
    day = so_far.day(days_ago)
    return date(day.year if day.month >= 4 else day.year - 1, 4, 1)


def _set_up(pooled: Pooled) -> None:
    so_far, facts = pooled.so_far, pooled.facts
    at, starts = so_far.moment(facts["set_up"]), _first_day(so_far, facts["set_up"])
    draft = FundDraft(
        host=so_far.organisation(facts["host"]),
        partners=tuple(so_far.organisation(each) for each in facts["partners"]),
        name=facts["name"],
        purpose=facts["purpose"],
        starts_date=starts,
        ends_date=date(starts.year + 2, 3, 31),
        tolerance_pence=facts["tolerance"] * 100,
        language="en",
    )
    by = pooled.approver
    pooled.fund = so_far.funds[facts["key"]] = actions.set_up_fund(by=by, at=at, draft=draft)
    pays = {so_far.organisation(each["partner"]).pk: each["pounds"] * 100 for each in facts["instalment"]}
    for partner in pooled.made.partners.all():
        days = [date(year, month, 1) for year in (starts.year, starts.year + 1) for month in (4, 7, 10)]
        days += [date(year, 1, 1) for year in (starts.year + 1, starts.year + 2)]
        due = [InstalmentDraft(pays[partner.organisation_id], day, is_recurrent=True) for day in sorted(days)]
        actions.set_instalments(by=by, at=at, partner=partner, drafts=due)
    _translate(pooled, pooled.made, facts)
    for scheme in facts["scheme"]:
        _scheme(pooled, scheme)


def _translate(pooled: Pooled, thing: Fund | Scheme | Line, facts: Facts) -> None:
    at, words = pooled.so_far.moment(pooled.facts["set_up"]), translation_in(facts, type(thing))
    actions.translate_fund_words(by=pooled.approver, at=at, fund=pooled.made, thing=thing, words=words)


def _scheme(pooled: Pooled, facts: Facts) -> None:
    so_far = pooled.so_far
    by, at = pooled.approver, so_far.moment(pooled.facts["set_up"])
    outcome, lead = so_far.outcomes[facts["outcome"]], so_far.organisation(facts["lead"])
    scheme = actions.add_scheme(
        by=by, at=at, fund=pooled.made, name=facts["name"], outcome=outcome, lead=lead, language="en"
    )
    _translate(pooled, scheme, facts)
    for each in facts["line"]:
        line = pooled.lines[each["key"]] = actions.add_line(by=by, at=at, scheme=scheme, name=each["name"])
        _translate(pooled, line, each)
        for year in pooled.made.years:
            actions.set_budget(by=by, at=at, line=line, year=year, amount_pence=each["pounds"] * 100)
        actions.set_risk_rule(by=by, at=at, line=line, rule=_by_slug(so_far, each["risk"]))


def _by_slug(so_far: Consequences, rule: Facts) -> dict[str, Any]:
    """A rule that names organisations as the files do, as one that names them as the site does."""
    named = dict(rule)
    if "bearer" in rule:
        named["bearer"] = so_far.organisation(rule["bearer"]).slug
    if "shares" in rule:
        named["shares"] = {so_far.organisation(who).slug: share for who, share in rule["shares"].items()}
    if "then" in rule:
        named["then"] = _by_slug(so_far, rule["then"])
    return named


def _open(pooled: Pooled) -> None:
    at = pooled.so_far.moment(pooled.facts["opened"])
    pooled.fund = actions.open_fund(by=pooled.approver, at=at, fund=pooled.made)


def _move(pooled: Pooled, facts: Facts, *, approve: bool) -> None:
    so_far = pooled.so_far
    at = so_far.moment(facts["days_ago"])
    partners = {each.organisation_id: each for each in pooled.made.partners.all()}
    draft = TransferDraft(
        move=facts["move"],
        amount_pence=round(facts["pounds"] * 100),
        on_date=so_far.day(facts["days_ago"]),
        words=facts["words"],
        evidence=facts.get("evidence", ""),
        paid_to=facts.get("paid_to", ""),
        partner=partners[so_far.organisation(facts["partner"]).pk] if "partner" in facts else None,
        line=pooled.lines.get(facts.get("line", "")),
    )
    proposed = actions.propose_transfer(by=pooled.proposer, at=at, fund=pooled.made, draft=draft)
    if approve:
        actions.approve_transfer(by=pooled.approver, at=at, transfer=proposed)


def _promise(pooled: Pooled, facts: Facts) -> None:
    so_far, fund = pooled.so_far, pooled.made
    day = so_far.day(facts["days_ago"])
    draft = OrderDraft(
        line=pooled.lines[facts["line"]],
        kind=facts["kind"],
        amount_pence=facts["pounds"] * 100,
        agreed_date=day,
        year=fund.year_of(day),
        title=facts["title"],
        description=facts["description"],
        language="en",
        recipient=facts.get("person", facts.get("recipient", "")),
        is_individual="person" in facts,
        identifier=facts.get("identifier", ""),
        starts_date=day,
        ends_date=day + timedelta(days=300),
    )
    at = so_far.moment(facts["days_ago"])
    pooled.orders[facts["key"]] = actions.place_order(by=pooled.proposer, at=at, fund=fund, draft=draft)


def _pay(pooled: Pooled, facts: Facts) -> None:
    at, order = pooled.so_far.moment(facts["days_ago"]), pooled.orders[facts["order"]]
    draft = TransferDraft(
        move="spent",
        amount_pence=facts["pounds"] * 100,
        on_date=pooled.so_far.day(facts["days_ago"]),
        words=facts["words"],
        evidence=facts["evidence"],
        line=order.line,
        order=order,
    )
    proposed = actions.propose_transfer(by=pooled.proposer, at=at, fund=pooled.made, draft=draft)
    actions.approve_transfer(by=pooled.approver, at=at, transfer=proposed)


def _forecast(pooled: Pooled, facts: Facts) -> None:
    so_far = pooled.so_far
    at, fund = so_far.moment(facts["days_ago"]), pooled.made
    year = min(fund.year_of(so_far.day(0)), fund.years[-1])
    made = actions.forecast(
        by=pooled.proposer,
        at=at,
        line=pooled.lines[facts["line"]],
        year=year,
        amount_pence=facts["pounds"] * 100,
        cause=facts["cause"],
    )
    if "what" in facts:
        owner, due = so_far.organisation(facts["owner"]), so_far.day(facts["due"])
        actions.plan_variance(by=pooled.proposer, at=at, forecast=made, what=facts["what"], owner=owner, due_date=due)
