"""An alliance with a word of every kind, each in its own mark, and who may read which."""

from datetime import date, timedelta

from saidanddone.alliances import actions
from saidanddone.alliances.drafts import ClauseDraft
from saidanddone.alliances.models import Check, FacilitatorWords, Repair, Review

EVERYONE = {
    "title": "Home from hospital",
    "purpose": "on the same day",
    "wants": "Nobody waits in hospital",
    "brings": "who know every street",
    "decision_rule": "All agree, or we say",
    "clash": "does this on Tuesdays",
    "not_acting": "One in nine goes back",
    "exit": "Six months&#x27; notice",
    "seen": "Markseen van with a lift",
    "post": "Markpost of housing",
    "public_barrier": "Markbarrier two forms",
    "summary": "Marksummary we go on",
}
PARTNERS = {
    "red_line": "Markredline kitchen",
    "partner_clause": "Markpartners salaries",
    "barrier": "Markprivate barrier",
    "went_well": "Markwell all came",
    "did_not": "Markdidnot no money",
    "next_steps": "Marknext ask again",
    "call_out": "Markcall river",
    "plan": "Markplan eat together",
    "repair": "Markrepair ring back",
    "comment": "Markcomment too long",
}
FACILITATOR = {"to_facilitator": "Markfacilitator afraid"}
DRAFT = {"draft_clause": "Markdraft a new line"}
"""What is written for the next version: everyone reads what is in force."""


def told(table):
    """Signed by all and at work, with all of these words; and a next version that is being written."""
    first, second, third = table.parties
    by, at, alliance = table.lead(first), table.at, table.alliance
    facts = {"by": by, "at": at, "alliance": alliance}
    actions.write_clause(**facts, draft=ClauseDraft("red_line", PARTNERS["red_line"], "en", party=first))
    hidden = ClauseDraft("money", PARTNERS["partner_clause"], "en", is_for_partners=True)
    clause = actions.write_clause(**facts, draft=hidden)
    actions.say_what_they_bring(by=by, at=at, about=second, party=first, brings=EVERYONE["seen"])
    version = table.proposed()
    for party in table.parties:
        actions.sign_deal(
            by=table.lead(party), at=at, version=version, party=party, digest=version.digest, post=EVERYONE["post"]
        )
    table.alliance = actions.go_live(by=by, at=at, alliance=alliance)
    facts["alliance"] = alliance = table.alliance
    actions.comment(by=by, at=at, clause=clause, party=first, words=PARTNERS["comment"])
    due = {"owner": third, "due_date": date(2026, 5, 1)}
    actions.raise_barrier(**facts, **due, words=EVERYONE["public_barrier"], is_public=True)
    actions.raise_barrier(**facts, **due, words=PARTNERS["barrier"])
    actions.plan_step(**facts, what=PARTNERS["plan"], owner=first, every_days=28, next_date=date(2026, 3, 9))
    actions.call_out(**facts, words=PARTNERS["call_out"], is_drill=True)
    own = {name: PARTNERS[name] for name in ("went_well", "did_not", "next_steps")}
    review = Review(held_date=date(2026, 3, 1), summary=EVERYONE["summary"], **own)
    actions.hold_review(**facts, review=review)
    _checked(alliance, third, at)
    actions.write_clause(**facts, draft=ClauseDraft("other", DRAFT["draft_clause"], "en"))
    return table


def _checked(alliance, owner, at):
    """A check that was talked over; the rows alone, as how they come about is told elsewhere."""
    check = Check.objects.create(
        alliance=alliance,
        number=1,
        facilitator=alliance.facilitator,
        form="pairs",
        state="talked_over",
        instrument="partners",
        instrument_version=1,
        opens_date=at.date() - timedelta(days=20),
        closes_date=at.date() - timedelta(days=6),
        closed_at=at - timedelta(days=6),
        talked_over_date=at.date(),
        next_date=date(2026, 9, 1),
    )
    FacilitatorWords.objects.create(check_of=check, words=FACILITATOR["to_facilitator"])
    Repair.objects.create(check_of=check, words=PARTNERS["repair"], owner=owner, due_date=date(2026, 4, 1))
