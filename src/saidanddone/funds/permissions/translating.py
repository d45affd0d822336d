"""Who may put the words of a fund into the other language."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.permissions import check_is_shown, check_words_fit
from saidanddone.funds.models import Fund, Line, Order, Scheme
from saidanddone.people.roles import Permission

_WRITES = (Permission.HANDLE_MONEY, Permission.WRITE)


def check_translates_funds(*, by: Viewer, fund: Fund) -> None:
    """Whoever handles money or writes for one of its partners, while no moderator hides it."""
    partners = fund.partners.all()
    if not any(by.may(permission, each.organisation_id) for permission in _WRITES for each in partners):
        raise Refused(_("Only those who write for one of its partners can put its words into the other language."))
    check_is_shown(fund.hidden_at)


def check_translate_fund_words(
    *, by: Viewer, fund: Fund, thing: Fund | Scheme | Line | Order, words: Mapping[str, str] | None = None
) -> None:
    """The same, as long as the words themselves may be; what hangs on a fund is of this one."""
    check_translates_funds(by=by, fund=fund)
    check_words_fit(thing, words)
