"""Plan with the money of an open fund: what lines will come to, what is done where they are off, budget that moves."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from saidanddone.core.clock import local_date
from saidanddone.core.once import once
from saidanddone.core.text import clean_line
from saidanddone.core.viewer import Viewer
from saidanddone.funds.drafts import VirementDraft
from saidanddone.funds.models import Budget, Forecast, Fund, Line, VariancePlan, Virement
from saidanddone.funds.permissions import (
    check_approve_virement,
    check_ask_virement,
    check_end_variance_plan,
    check_forecast,
    check_plan_variance,
    check_refuse_virement,
)
from saidanddone.people.models import Organisation
from saidanddone.record import actions as record


def forecast(*, by: Viewer, at: datetime, line: Line, year: int, amount_pence: int, cause: str = "") -> Forecast:
    """What a line will have spent when a year is over; the newest holds, and the ones before it stay."""
    cause = clean_line(cause)
    with transaction.atomic():
        line.scheme.fund = Fund.objects.locked(line.scheme.fund)
        check_forecast(by=by, line=line, year=year, amount_pence=amount_pence, cause=cause)
        made = Forecast.objects.create(
            line=line, year=year, amount_pence=amount_pence, cause=cause, made_by_id=by.person_id, made_at=at
        )
        facts = {"fund": line.scheme.fund.public_id, "line": line.public_id, "year": year, "amount_pence": amount_pence}
        private = {"cause": cause} if cause else {}
        record.append(by=by, kind="fund-forecast", about=made.ref, at=at, fields=facts, private=private)
    return made


def plan_variance(
    *, by: Viewer, at: datetime, forecast: Forecast, what: str, owner: Organisation, due_date: date
) -> VariancePlan:
    """What is done about a line that is forecast over or under, who sees to it and by when."""
    what = clean_line(what)
    with transaction.atomic():
        forecast.line.scheme.fund = fund = Fund.objects.locked(forecast.line.scheme.fund)
        on = local_date(at)
        check_plan_variance(by=by, forecast=forecast, what=what, owner=owner, due=due_date, on=on)
        plan = VariancePlan.objects.create(forecast=forecast, what=what, owner=owner, due_date=due_date)
        public = {"fund": fund.public_id, "line": forecast.line.public_id, "year": forecast.year}
        public |= {"owner": owner.slug, "due_date": due_date.isoformat()}
        record.append(by=by, kind="fund-plan", about=plan.ref, at=at, fields=public, private={"what": what})
    return plan


def end_variance_plan(*, by: Viewer, at: datetime, plan: VariancePlan, came_of_it: str) -> VariancePlan:
    """Say what came of it."""
    came_of_it = clean_line(came_of_it)
    with transaction.atomic():
        Fund.objects.locked(plan.forecast.line.scheme.fund)
        plan = VariancePlan.objects.select_related("forecast__line__scheme__fund").get(pk=plan.pk)
        check_end_variance_plan(by=by, plan=plan, came_of_it=came_of_it)
        plan.ended_date, plan.came_of_it = local_date(at), came_of_it
        plan.save(update_fields=["ended_date", "came_of_it"])
        facts, words = {"ended_date": plan.ended_date.isoformat()}, {"came_of_it": came_of_it}
        record.append(by=by, kind="fund-plan-ended", about=plan.ref, at=at, fields=facts, private=words)
    return plan


def ask_virement(*, by: Viewer, at: datetime, fund: Fund, draft: VirementDraft) -> Virement:
    """It waits for a second person. A form that is sent twice is one."""

    def make() -> Virement:
        check_ask_virement(by=by, fund=Fund.objects.locked(fund), draft=draft)
        names = ("giving", "getting", "year", "amount_pence", "submission_key")
        facts = {name: getattr(draft, name) for name in names}
        reason = clean_line(draft.reason)
        return Virement.objects.create(asked_by_id=by.person_id, asked_at=at, reason=reason, **facts)

    return once(lambda: _asked_before(by, draft), make)


def _asked_before(by: Viewer, draft: VirementDraft) -> Virement | None:
    if not draft.submission_key:
        return None
    return Virement.objects.filter(asked_by=by.person_id, submission_key=draft.submission_key).first()


def approve_virement(*, by: Viewer, at: datetime, virement: Virement) -> Virement:
    """What the one line gives, the other gets, so all budgets together stay what was agreed."""
    with transaction.atomic():
        virement = _waiting(virement)
        check_approve_virement(by=by, virement=virement)
        virement.settled_by_id, virement.settled_at, virement.is_approved = by.person_id, at, True
        virement.save(update_fields=["settled_by", "settled_at", "is_approved"])
        _move(virement.giving, virement.year, -virement.amount_pence)
        _move(virement.getting, virement.year, virement.amount_pence)
        facts = {"fund": virement.fund.public_id, "year": virement.year, "amount_pence": virement.amount_pence}
        facts |= {"from_line": virement.giving.public_id, "to_line": virement.getting.public_id}
        words = {"reason": virement.reason}
        record.append(by=by, kind="fund-virement", about=virement.ref, at=at, fields=facts, private=words)
    return virement


def _move(line: Line, year: int, pence: int) -> None:
    budget, _made = Budget.objects.get_or_create(line=line, year=year, defaults={"amount_pence": 0})
    Budget.objects.filter(pk=budget.pk).update(amount_pence=F("amount_pence") + pence)


def refuse_virement(*, by: Viewer, at: datetime, virement: Virement, reason: str) -> Virement:
    """The budgets stay as they are."""
    reason = clean_line(reason)
    with transaction.atomic():
        virement = _waiting(virement)
        check_refuse_virement(by=by, virement=virement, reason=reason)
        virement.settled_at, virement.is_approved, virement.refusal = at, False, reason
        if by.person_id != virement.asked_by_id:
            virement.settled_by_id = by.person_id
        virement.save(update_fields=["settled_by", "settled_at", "is_approved", "refusal"])
    return virement


def _waiting(virement: Virement) -> Virement:
    Fund.objects.locked(virement.fund)
    found = Virement.objects.select_for_update(of=("self",))
    return found.select_related("giving__scheme__fund", "getting").get(pk=virement.pk)
