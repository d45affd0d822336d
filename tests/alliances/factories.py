"""An alliance of three parties, with all that its deal needs to be proposed."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from saidanddone.alliances import actions
from saidanddone.alliances.clauses import KINDS
from saidanddone.alliances.drafts import AllianceDraft, ClauseDraft, PartyDraft
from saidanddone.alliances.models import Alliance
from saidanddone.core.viewer import SITE
from saidanddone.people.models import Organisation, Person
from saidanddone.people.queries import viewer_for
from saidanddone.people.roles import RoleName
from tests.commitments.factories import OutcomeFactory
from tests.people.factories import MembershipFactory


class AllianceFactory(DjangoModelFactory):
    """The row alone, signed; with `draft` it is not."""

    class Meta:
        model = Alliance

    class Params:
        draft = factory.Trait(state="draft", signed_at=None)

    title = "Home from hospital"
    purpose = "People who come home get help on the same day."
    kind = "shared_service"
    language = "en"
    state = "live"
    starts_date = date(2026, 4, 1)
    review_date = date(2026, 10, 1)
    begun_at = datetime(2026, 3, 1, 10, tzinfo=UTC)
    signed_at = datetime(2026, 3, 2, 10, tzinfo=UTC)


WORDS = {
    "wants": "Nobody waits in hospital for a rail on the stairs.",
    "brings": "Two people who know every street.",
    "decision_rule": "All agree, or we say in public why not.",
    "clash": "The lunch club at Bryn Teg does this on Tuesdays: we pay it, and do not copy it.",
    "not_acting": "One in nine goes back to hospital within a month.",
    "exit": "Six months' notice, and the work is handed over.",
}


def alliance_draft(*organisations: Organisation, **facts) -> AllianceDraft:
    own = {
        "title": "Home from hospital",
        "purpose": "People who come home get help on the same day.",
        "kind": "shared_service",
        "parties": tuple(PartyDraft(each) for each in organisations),
        "starts_date": date(2026, 4, 1),
        "review_date": date(2026, 10, 1),
        "language": "en",
    }
    return AllianceDraft(**own | facts)


def written(alliance, *, by, at):
    """Every clause that a deal needs, each party's own by the site in its name."""
    for kind in KINDS.values():
        if not kind.is_needed:
            continue
        parties = list(alliance.parties.current()) if kind.of_party else [None]
        for party in parties:
            draft = ClauseDraft(kind.name, WORDS[kind.name], "en", party=party)
            actions.write_clause(by=by, at=at, alliance=alliance, draft=draft)
    alliance.outcomes.add(OutcomeFactory())
    return alliance


def signed(alliance, *, by=SITE, at):
    """The same, signed for each of its parties by a lead of theirs made for it."""
    reason = "We have never worked together before."
    version = actions.propose_deal(by=by, at=at, alliance=alliance, no_baseline_reason=reason)
    for party in alliance.parties.current():
        lead = MembershipFactory(organisation=party.organisation, role=RoleName.LEAD).person
        facts = {"version": version, "party": party, "digest": version.digest, "post": "Director"}
        actions.sign_deal(by=viewer_for(lead, at=at), at=at, **facts)
    alliance.refresh_from_db()
    return alliance


DAYS = {"opens_date": date(2026, 3, 2), "closes_date": date(2026, 3, 16)}


def opened(circle, form="pairs", parties=None):
    by = circle.lead(circle.parties[0])
    check = actions.plan_check(by=by, at=circle.at, alliance=circle.alliance, form=form, **DAYS)
    raters = {}
    for party in parties or circle.parties:
        viewer = circle.lead(party)
        person = Person.objects.get(pk=viewer.person_id)
        raters[party] = actions.name_rater(by=viewer, at=circle.at, check=check, party=party, person=person)
    return actions.open_check(by=by, at=circle.at, check=check), raters


def rated(circle, about, points, parties=None):
    """A closed check in which each of the others gave `points` of their own on one item."""
    check, raters = opened(circle, parties=parties)
    for (party, rater), given in zip([each for each in raters.items() if each[0] != about], points, strict=False):
        answers = {"reliability": given}
        actions.rate(by=circle.lead(party), at=circle.at, rater=rater, about=about, answers=answers)
    return closed(circle, check)


def closed(circle, check):
    """Closed, and worked out as the task does it."""
    check = actions.close_check(by=circle.lead(circle.parties[0]), at=circle.at, check=check)
    return actions.work_out(by=SITE, at=circle.at, check=check)
