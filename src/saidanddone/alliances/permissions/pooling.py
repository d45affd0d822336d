"""Who makes a fund part of a deal: somebody who handles money for one of its partners, all of them parties."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from saidanddone.alliances.models import Alliance, Pool
from saidanddone.alliances.permissions.building import check_writes
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.funds.models import Fund
from saidanddone.funds.permissions import check_handles_money

if TYPE_CHECKING:
    from saidanddone.funds.drafts import FundDraft


def check_link_fund(*, by: Viewer, alliance: Alliance, fund: Fund) -> None:
    check_writes(by=by, alliance=alliance)
    check_handles_money(by=by, fund=fund)
    _check_partners(alliance, set(fund.partners.values_list("organisation", flat=True)))
    if fund.closed_at:
        raise Refused(_("That fund has closed."))
    if Pool.objects.filter(fund=fund).exists():
        raise Refused(_("That fund belongs to an alliance already."))


def check_set_up_pool(*, by: Viewer, alliance: Alliance, draft: "FundDraft") -> None:
    """What the fund needs itself, its own check says."""
    check_writes(by=by, alliance=alliance)
    _check_partners(alliance, {each.pk for each in draft.partners})


def check_unlink_fund(*, by: Viewer, alliance: Alliance, fund: Fund) -> None:
    """Before it is open: what a signed deal has opened stays with it."""
    check_writes(by=by, alliance=alliance)
    check_handles_money(by=by, fund=fund)
    if alliance.signed_at and fund.opened_at:
        raise Refused(_("The fund is open: it closes at its own desk."))


def _check_partners(alliance: Alliance, organisations: Collection[int]) -> None:
    """A deal binds its parties and nobody else's money."""
    parties = set(alliance.parties.current().values_list("organisation", flat=True))
    if not set(organisations) <= parties:
        raise Refused(_("Everybody whose money is in the fund has to be a party of the alliance."))
