"""End a year of a fund, and the fund itself: what is left goes where it was agreed, and every statement is kept."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from saidanddone.core.clock import local_date
from saidanddone.core.text import clean_text
from saidanddone.core.viewer import SITE, Viewer
from saidanddone.funds import searching
from saidanddone.funds.actions.ledger import propose_transfer
from saidanddone.funds.drafts import TransferDraft
from saidanddone.funds.models import Fund, Transfer, YearEnd
from saidanddone.funds.permissions import (
    check_close_fund,
    check_close_year,
    check_publish_figures,
    check_settle_surplus,
)
from saidanddone.funds.queries.figures import Standing, final_standing, standing
from saidanddone.funds.queries.statements import frozen, statements
from saidanddone.record import actions as record
from saidanddone.record import canonical


def settle_surplus(*, by: Viewer, at: datetime, fund: Fund, year: int) -> list[Transfer]:
    """Propose the transfers that send what a year left where it was agreed; a second person approves each of them.

    What is carried into the next year stays in the purse, so nothing moves.
    """
    with transaction.atomic():
        fund = Fund.objects.locked(fund)
        check_settle_surplus(by=by, fund=fund, year=year, on=local_date(at))
        drafts = _surplus(final_standing(fund, year=year))
        return [propose_transfer(by=by, at=at, fund=fund, draft=each) for each in drafts]


def _surplus(stood: Standing) -> list[TransferDraft]:
    fund, day = stood.fund, stood.fund.year_ends_on(stood.year)
    words = _("What was left of %(year)s") % {"year": fund.year_name(stood.year)}
    if stood.purse <= 0 or fund.surplus == Fund.Surplus.CARRIED:
        return []
    if fund.surplus == Fund.Surplus.RESERVED:
        return [TransferDraft("set_aside", stood.purse, day, words)]
    back = ((each.partner.partner, each.left) for each in statements(stood) if each.left > 0)
    return [TransferDraft("returned", pence, day, words, partner=partner) for partner, pence in back]


def close_year(*, by: Viewer, at: datetime, fund: Fund, year: int) -> YearEnd:
    """Keep every partner's statement as it stands, and lock the books up to the year's last day."""
    with transaction.atomic():
        fund = Fund.objects.locked(fund)
        stood = final_standing(fund, year=year)
        check_close_year(by=by, fund=fund, year=year, on=local_date(at), left=stood.purse)
        kept = frozen(stood)
        digests = {who: canonical.digest_of(each) for who, each in kept.items()}
        made = YearEnd.objects.create(
            fund=fund,
            year=year,
            figures=stood.figures,
            statements=kept,
            digests=digests,
            closed_by_id=by.person_id,
            closed_at=at,
        )
        fund.locked_date = max(fund.year_ends_on(year), fund.locked_date or fund.starts_date)
        fund.save(update_fields=["locked_date"])
        facts: dict[str, Any] = {"year": year, **stood.figures, "surplus": str(fund.surplus)}
        facts["statements"] = [{"partner": who, "sha256": digest} for who, digest in digests.items()]
        record.append(by=by, kind="fund-year", about=fund.ref, at=at, fields=facts)
    return made


def close_fund(*, by: Viewer, at: datetime, fund: Fund, reason: str) -> Fund:
    """No money moves any more; its pages stay."""
    reason = clean_text(reason)
    with transaction.atomic():
        fund = Fund.objects.locked(fund)
        stood = standing(fund, year=fund.year_of(local_date(at)), on=local_date(at))
        check_close_fund(by=by, fund=fund, reason=reason, left=abs(stood.purse) + abs(stood.reserve))
        fund.closed_at, fund.closed_reason = at, reason
        fund.save(update_fields=["closed_at", "closed_reason"])
        words = {"closed_reason": reason}
        record.append(by=by, kind="fund-closed", about=fund.ref, at=at, fields={}, private=words)
        searching.put(fund)
    return fund


def publish_figures(*, by: Viewer, at: datetime, fund: Fund) -> bool:
    """Enter what a fund came to, once a month; whether it was entered now."""
    check_publish_figures(by=by, fund=fund)
    with transaction.atomic():
        fund, on = Fund.objects.locked(fund), local_date(at)
        if not fund.is_open or (fund.figures_date and fund.figures_date.replace(day=1) == on.replace(day=1)):
            return False
        stood = standing(fund, year=fund.year_of(on), on=on)
        fund.figures_date = on
        fund.save(update_fields=["figures_date"])
        facts: dict[str, Any] = {
            "year": stood.year,
            "on_date": on.isoformat(),
            **stood.figures,
            "partners": stood.partner_figures,
        }
        record.append(by=SITE, kind="fund-figures", about=fund.ref, at=at, fields=facts)
    return True
