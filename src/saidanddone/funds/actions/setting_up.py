"""Set a fund up: who pays what and when, what it is for, who bears the risk. It opens when nothing is missing."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from saidanddone.commitments.models import Outcome
from saidanddone.core.once import once
from saidanddone.core.text import clean_line, clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.funds import searching, translations
from saidanddone.funds.drafts import FundDraft, InstalmentDraft
from saidanddone.funds.models import Account, Budget, Fund, Instalment, Line, Partner, Scheme
from saidanddone.funds.permissions import (
    check_add_line,
    check_add_scheme,
    check_open_fund,
    check_set_budget,
    check_set_instalments,
    check_set_risk_rule,
    check_set_up_fund,
)
from saidanddone.funds.risk import Rule
from saidanddone.people.models import Organisation
from saidanddone.record import actions as record

Kind = Account.Kind
_OWN_FIELDS = ("host", "starts_date", "ends_date", "kind", "year_month", "tolerance_pence", "surplus", "language")


def set_up_fund(*, by: Viewer, at: datetime, draft: FundDraft) -> Fund:
    """A fund that its partners alone can see until it opens. A form that is sent twice is one fund."""

    def make() -> Fund:
        check_set_up_fund(by=by, draft=draft)
        facts = {name: getattr(draft, name) for name in (*_OWN_FIELDS, "submission_key")}
        words = {"name": clean_line(draft.name), "purpose": clean_text(draft.purpose)}
        made = Fund.objects.create(set_up_by_id=by.person_id, set_up_at=at, **words, **facts)
        for organisation in draft.partners:
            made.partners.create(organisation=organisation, joined_date=draft.starts_date)
        _open_accounts(made)
        return made

    return once(lambda: _set_up_before(by, draft), make)


def _set_up_before(by: Viewer, draft: FundDraft) -> Fund | None:
    if not draft.submission_key:
        return None
    own = Fund.objects.filter(host=draft.host, set_up_by=by.person_id)
    return own.filter(submission_key=draft.submission_key).first()


def _open_accounts(fund: Fund) -> None:
    made = [Account(fund=fund, kind=Kind.PURSE, key="purse"), Account(fund=fund, kind=Kind.RESERVE, key="reserve")]
    for partner in fund.partners.select_related("organisation"):
        for kind in (Kind.PAID_IN, Kind.GIVEN):
            made.append(
                Account(fund=fund, kind=kind, partner=partner, key=f"{kind.value}:{partner.organisation.slug}"[:40])
            )
    Account.objects.bulk_create(made)


def set_instalments(
    *, by: Viewer, at: datetime, partner: Partner, drafts: Sequence[InstalmentDraft]
) -> list[Instalment]:
    """What a partner promises to pay, in place of what stood there."""
    with transaction.atomic():
        fund = Fund.objects.locked(partner.fund)
        check_set_instalments(by=by, fund=fund, drafts=drafts)
        partner.instalments.all().delete()
        return Instalment.objects.bulk_create(
            Instalment(
                partner=partner,
                form=each.form,
                is_recurrent=each.is_recurrent,
                amount_pence=each.amount_pence,
                due_date=each.due_date,
                what=clean_line(each.what),
            )
            for each in drafts
        )


def add_scheme(
    *, by: Viewer, at: datetime, fund: Fund, name: str, outcome: Outcome, lead: Organisation, language: str
) -> Scheme:
    """What a part of the money does, for an outcome."""
    name = clean_line(name)
    with transaction.atomic():
        fund = Fund.objects.locked(fund)
        check_add_scheme(by=by, fund=fund, name=name, outcome=outcome, lead=lead)
        order = fund.schemes.count()
        return Scheme.objects.create(fund=fund, name=name, outcome=outcome, lead=lead, language=language, order=order)


def add_line(*, by: Viewer, at: datetime, scheme: Scheme, name: str) -> Line:
    """What is paid for, with accounts of its own."""
    name = clean_line(name)
    with transaction.atomic():
        scheme.fund = Fund.objects.locked(scheme.fund)
        check_add_line(by=by, scheme=scheme, name=name)
        line = Line.objects.create(scheme=scheme, name=name, language=scheme.language, order=scheme.lines.count())
        Account.objects.bulk_create(
            Account(fund=scheme.fund, kind=kind, line=line, key=f"{kind.value}:{line.public_id}")
            for kind in (Kind.SPENT, Kind.USED)
        )
    return line


def set_budget(*, by: Viewer, at: datetime, line: Line, year: int, amount_pence: int) -> Budget:
    """What a line may spend in a year."""
    with transaction.atomic():
        line.scheme.fund = Fund.objects.locked(line.scheme.fund)
        check_set_budget(by=by, line=line, amount_pence=amount_pence)
        budget, _made = Budget.objects.update_or_create(line=line, year=year, defaults={"amount_pence": amount_pence})
    return budget


def set_risk_rule(*, by: Viewer, at: datetime, line: Line, rule: Rule) -> Line:
    """Who bears it when a line spends more or less than its budget."""
    with transaction.atomic():
        line.scheme.fund = Fund.objects.locked(line.scheme.fund)
        check_set_risk_rule(by=by, line=line, rule=rule)
        line.risk = dict(rule)
        line.save(update_fields=["risk"])
    return line


def open_fund(*, by: Viewer, at: datetime, fund: Fund) -> Fund:
    """What was agreed stands from now on, in public, and money may move."""
    with transaction.atomic():
        fund = Fund.objects.locked(fund)
        check_open_fund(by=by, fund=fund)
        fund.opened_at = at
        fund.save(update_fields=["opened_at"])
        words = {"name": fund.name, "purpose": fund.purpose}
        record.append(by=by, kind="fund-opened", about=fund.ref, at=at, fields=_agreed(fund), private=words)
        translations.append_all(fund, by=by, at=at)
        searching.put(fund)
    return fund


def _agreed(fund: Fund) -> dict[str, object]:
    """How much each partner promised, and how much is planned: figures of organisations, which everyone may read."""
    partners = fund.partners.select_related("organisation").prefetch_related("instalments").order_by("pk")
    promised = [
        {
            "partner": partner.organisation.slug,
            "pence": sum(each.amount_pence for each in partner.instalments.all()),
        }
        for partner in partners
    ]
    budgeted = Budget.objects.filter(line__scheme__fund=fund).values_list("amount_pence", flat=True)
    return {
        "host": fund.host.slug,
        "kind": str(fund.kind),
        "starts_date": fund.starts_date.isoformat(),
        "ends_date": fund.ends_date.isoformat() if fund.ends_date else None,
        "promised": promised,
        "budget_pence": sum(budgeted),
        "lines": Line.objects.filter(scheme__fund=fund).count(),
    }
