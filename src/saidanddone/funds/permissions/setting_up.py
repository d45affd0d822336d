"""Who may set up a fund and say what its money is for; until it opens, anything may be changed."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from saidanddone.commitments.models import Outcome
from saidanddone.core.money import MOST_PENCE
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.funds.models import Fund, Instalment, Line, Scheme
from saidanddone.funds.risk import BadRule, Rule, Sharing
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission

if TYPE_CHECKING:
    from saidanddone.funds.drafts import FundDraft, InstalmentDraft

MOST_PARTNERS = 40


def check_handles_money(*, by: Viewer, fund: Fund) -> None:
    """Somebody who handles money in one of its partners."""
    if not any(by.may(Permission.HANDLE_MONEY, each.organisation_id) for each in fund.partners.all()):
        raise Refused(_("Only somebody who handles money for one of its partners can do this."))


def check_sets_up_funds(*, by: Viewer, host: Organisation) -> None:
    if not by.may(Permission.HANDLE_MONEY, host.pk):
        raise Refused(_("Only somebody who handles money for the organisation can set up a fund there."))


def check_set_up_fund(*, by: Viewer, draft: "FundDraft") -> None:
    """Somebody who handles money for the host; its name, its purpose, its partners with the host."""
    check_sets_up_funds(by=by, host=draft.host)
    if not (draft.name and draft.purpose):
        raise Refused(_("Give the fund a name, and say what it is for."))
    if draft.host not in draft.partners:
        raise Refused(_("Whoever keeps the books is one of the partners."))
    if not 1 <= len(set(draft.partners)) == len(draft.partners) <= MOST_PARTNERS:
        raise Refused(_("Name each partner once, and at most %(most)s of them.") % {"most": MOST_PARTNERS})
    if any(each.ended_date for each in draft.partners):
        raise Refused(_("That organisation has closed. Choose another one."))
    if draft.ends_date and draft.ends_date <= draft.starts_date:
        raise Refused(_("A fund ends after it starts."))
    _check_pence(draft.tolerance_pence)


def check_draft(*, by: Viewer, fund: Fund) -> None:
    """Before it opens, by those who handle its money."""
    check_handles_money(by=by, fund=fund)
    if fund.opened_at:
        raise Refused(_("The fund is open: what was agreed stands."))


def check_set_instalments(*, by: Viewer, fund: Fund, drafts: Collection["InstalmentDraft"]) -> None:
    """Of a partner, each with an amount, and in kind with what is given."""
    check_draft(by=by, fund=fund)
    for each in drafts:
        _check_pence(each.amount_pence, at_least=1)
        if each.form == Instalment.Form.IN_KIND and not each.what:
            raise Refused(_("Say what is given in kind."))


def check_add_scheme(*, by: Viewer, fund: Fund, name: str, outcome: Outcome, lead: Organisation) -> None:
    """With a name, an outcome that everyone can read, and one of the partners to see to it."""
    check_draft(by=by, fund=fund)
    if not name:
        raise Refused(_("Say what is done."))
    if not outcome.is_public:
        raise Refused(_("Choose an outcome that everyone can read."))
    if not fund.partners.filter(organisation=lead).exists():
        raise Refused(_("Choose one of the partners."))


def check_add_line(*, by: Viewer, scheme: Scheme, name: str) -> None:
    check_draft(by=by, fund=scheme.fund)
    if not name:
        raise Refused(_("Say what is paid for."))


def check_set_budget(*, by: Viewer, line: Line, amount_pence: int) -> None:
    """Once the fund is open, a budget moves by virements alone."""
    check_draft(by=by, fund=line.scheme.fund)
    _check_pence(amount_pence)


def check_set_risk_rule(*, by: Viewer, line: Line, rule: Rule) -> None:
    """A rule that says who bears what, among the partners."""
    check_draft(by=by, fund=line.scheme.fund)
    partners = line.scheme.fund.partners.values_list("organisation__slug", flat=True)
    try:
        Sharing.of(rule, set(partners))
    except BadRule:
        raise Refused(_("Say which partners bear the risk, in whole shares.")) from None


def check_open_fund(*, by: Viewer, fund: Fund) -> None:
    """With nothing missing."""
    check_draft(by=by, fund=fund)
    if missing := missing_for(fund):
        raise Refused(" ".join(missing))


def missing_for(fund: Fund) -> list[str]:
    """What a fund lacks before it can open, each in a sentence."""
    lines = Line.objects.filter(scheme__fund=fund)
    found = []
    if not Instalment.objects.filter(partner__fund=fund).exists():
        found.append(_("Nobody has promised to pay anything yet."))
    if not lines.exists():
        found.append(_("Nothing is paid for yet: add a scheme with a line."))
    if lines.filter(budgets=None).exists():
        found.append(_("Some lines have no budget."))
    if lines.filter(risk={}).exists():
        found.append(_("Some lines do not say who bears the risk."))
    return found


def _check_pence(amount: int, at_least: int = 0) -> None:
    if not at_least <= amount <= MOST_PENCE:
        raise Refused(_("Write an amount of money above nothing."))
