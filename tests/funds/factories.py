"""A fund of two partners, with a scheme of two lines; `opened=True` when money may move."""

from datetime import UTC, date, datetime

import factory

from saidanddone.funds import actions, models
from saidanddone.funds.drafts import FundDraft, InstalmentDraft, OrderDraft, TransferDraft, VirementDraft
from tests.commitments.factories import OutcomeFactory
from tests.people.factories import OrganisationFactory

MOMENT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
STARTS = date(2025, 4, 1)


class FundDraftFactory(factory.Factory):
    """What `actions.set_up_fund` takes."""

    class Meta:
        model = FundDraft

    host = factory.SubFactory(OrganisationFactory)
    partners = factory.LazyAttribute(lambda draft: (draft.host,))
    name = "Care at home"
    purpose = "People who come home from hospital get help on the same day."
    starts_date = STARTS
    ends_date = date(2028, 3, 31)
    language = "en"


class TransferDraftFactory(factory.Factory):
    """What `actions.propose_transfer` takes: a partner paid in, unless it is said otherwise."""

    class Meta:
        model = TransferDraft

    move = "received"
    amount_pence = 25_000_00
    on_date = date(2026, 2, 2)
    words = "First instalment"


class VirementDraftFactory(factory.Factory):
    """What `actions.ask_virement` takes."""

    class Meta:
        model = VirementDraft

    year = 2025
    amount_pence = 10_000_00
    reason = "Fewer beds were needed"


class OrderDraftFactory(factory.Factory):
    """What `actions.place_order` takes: a grant to a charity, unless it is said otherwise."""

    class Meta:
        model = OrderDraft

    kind = "grant"
    amount_pence = 12_000_00
    agreed_date = date(2026, 1, 15)
    year = 2025
    title = "Neighbours who drive people home"
    description = "Petrol and insurance for twelve volunteer drivers."
    language = "en"
    recipient = factory.Maybe("organisation", "", "Aberwen Community Transport")
    organisation = None
    identifier = "GB-CHC-1164021"
    starts_date = date(2026, 2, 1)
    ends_date = date(2027, 1, 31)


def set_up(by, *, host, others=(), at=MOMENT):
    """A fund in draft with everything that it needs to open, by somebody who handles the host's money."""
    fund = actions.set_up_fund(by=by, at=at, draft=FundDraftFactory(host=host, partners=(host, *others)))
    for partner in fund.partners.all():
        due = [InstalmentDraft(25_000_00, date(2025, month, 1)) for month in (4, 7, 10)]
        actions.set_instalments(by=by, at=at, partner=partner, drafts=due)
    outcome = OutcomeFactory()
    scheme = actions.add_scheme(
        by=by, at=at, fund=fund, name="Help on the day", outcome=outcome, lead=host, language="en"
    )
    for name, pence in (("Care workers", 100_000_00), ("Beds and rails", 40_000_00)):
        line = actions.add_line(by=by, at=at, scheme=scheme, name=name)
        actions.set_budget(by=by, at=at, line=line, year=2025, amount_pence=pence)
        actions.set_risk_rule(by=by, at=at, line=line, rule={"kind": "variable"})
    return fund


def lines_of(fund):
    return list(models.Line.objects.filter(scheme__fund=fund))
