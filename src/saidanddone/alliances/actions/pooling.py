"""The money of an alliance: a fund of its parties becomes part of the deal, and opens with the last signature."""

from datetime import datetime

from django.db import transaction

from saidanddone.alliances.models import Alliance, Pool
from saidanddone.alliances.permissions import check_link_fund, check_set_up_pool, check_unlink_fund
from saidanddone.core.viewer import Viewer
from saidanddone.funds import actions as funds
from saidanddone.funds.drafts import FundDraft
from saidanddone.funds.models import Fund


def link_fund(*, by: Viewer, at: datetime, alliance: Alliance, fund: Fund) -> Pool:
    """Its terms are part of the text from the next version on. Linked twice, it is linked once."""
    with transaction.atomic():
        alliance = Alliance.objects.locked(alliance)
        fund = Fund.objects.locked(fund)
        if held := alliance.pools.filter(fund=fund).first():
            return held
        check_link_fund(by=by, alliance=alliance, fund=fund)
        return Pool.objects.create(alliance=alliance, fund=fund)


def set_up_pool(*, by: Viewer, at: datetime, alliance: Alliance, draft: FundDraft) -> Pool:
    """A fund of its own, which its partners alone see until all have signed."""
    with transaction.atomic():
        alliance = Alliance.objects.locked(alliance)
        check_set_up_pool(by=by, alliance=alliance, draft=draft)
        fund = funds.set_up_fund(by=by, at=at, draft=draft)
        pool, _made = Pool.objects.get_or_create(alliance=alliance, fund=fund)
    return pool


def unlink_fund(*, by: Viewer, at: datetime, alliance: Alliance, fund: Fund) -> None:
    """It is no part of the next version. The fund itself stays."""
    with transaction.atomic():
        alliance = Alliance.objects.locked(alliance)
        check_unlink_fund(by=by, alliance=alliance, fund=fund)
        alliance.pools.filter(fund=fund).delete()
