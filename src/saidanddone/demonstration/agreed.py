"""Enters those who work together: the deal as it was written, talked about, agreed and signed by all."""

from collections.abc import Iterator
from datetime import datetime

from saidanddone.alliances import actions
from saidanddone.alliances.clauses import KINDS
from saidanddone.alliances.drafts import AllianceDraft, ClauseDraft, PartyDraft
from saidanddone.alliances.models import Alliance, Clause
from saidanddone.core.viewer import Viewer
from saidanddone.demonstration import content, related
from saidanddone.demonstration.allied import Allied, Facts
from saidanddone.demonstration.consequences import Consequences, translation_in
from saidanddone.demonstration.timeline import Step

WRITTEN_AFTER = 8
"""Days after an alliance is begun, until its clauses are written."""
OF_PARTY = [name for name, kind in KINDS.items() if kind.of_party]


def steps(so_far: Consequences) -> Iterator[Step]:
    for facts in content.alliances():
        allied = Allied(so_far, facts)
        yield allied.step(facts["begun"], 9, _begin)
        yield allied.step(facts["begun"] - WRITTEN_AFTER, 10, _write)
        for number, clause in enumerate(facts["clause"]):
            for comment in clause.get("comments", ()):
                yield allied.step(comment["days_ago"], 11, _comment, number, comment)
        yield allied.step(facts["proposed"] + 2 if "proposed" in facts else 5, 12, _consent)
        if "fund" in facts:
            yield allied.step(facts["proposed"] + 1, 10, _link_fund)
        if "proposed" in facts:
            yield allied.step(facts["proposed"], 10, _propose)
            for party in facts["party"]:
                yield allied.step(party["signed"], 14, _sign, party)
            yield allied.step(facts["live"], 9, _go_live)
        yield from related.steps(allied)


def _begin(allied: Allied, at: datetime) -> None:
    so_far, facts = allied.so_far, allied.facts
    parties = tuple(
        PartyDraft(
            so_far.organisation(each["organisation"]),
            each.get("department", ""),
            is_bridge=each.get("is_bridge", False),
        )
        for each in facts["party"]
    )
    draft = AllianceDraft(
        parties=parties,
        starts_date=so_far.day(facts["starts"]),
        review_date=so_far.day(facts["review_on"]),
        language=allied.language,
        drill_months=facts.get("drill_months"),
        places=tuple(so_far.place(each) for each in facts["places"]),
        outcomes=tuple(so_far.outcomes[each] for each in facts["outcomes"]),
        **{name: facts[name] for name in ("title", "purpose", "kind", "formation")},
    )
    by = allied.by(allied.first)
    alliance = actions.start_alliance(by=by, at=at, draft=draft)
    allied.pk = alliance.pk
    actions.name_facilitator(by=by, at=at, alliance=alliance, person=allied.person(facts["facilitator"]))
    if words := translation_in(facts, Alliance):
        _translate(allied, at, alliance, by, words)


def _write(allied: Allied, at: datetime) -> None:
    """What is a party's own by that party, the rest by whoever began it."""
    for clause in allied.facts["clause"]:
        _clause(allied, at, clause, clause["kind"], clause["words"])
    for party in allied.facts["party"]:
        own = {**party, "of": party["organisation"]}
        for kind in OF_PARTY:
            if kind in party:
                _clause(allied, at, own, kind, party[kind])
    for seen in allied.facts.get("seen", ()):
        about, party = allied.party(seen["about"]), allied.party(seen["by"])
        actions.say_what_they_bring(by=allied.by(seen["by"]), at=at, about=about, party=party, brings=seen["brings"])


def _clause(allied: Allied, at: datetime, facts: Facts, kind: str, words: str) -> None:
    draft = ClauseDraft(
        kind,
        words,
        facts.get("language", allied.language),
        party=allied.party(facts["of"]) if "of" in facts else None,
        level=facts.get("level", ""),
        is_for_partners=facts.get("for_partners", False),
    )
    by = allied.by(facts["of"]) if "of" in facts else allied.by(allied.first)
    clause = actions.write_clause(by=by, at=at, alliance=allied.alliance, draft=draft)
    other = "_other" if draft.language == "cy" else "_cy"
    if translated := facts.get(("words" if "words" in facts else kind) + other):
        _translate(allied, at, clause, by, {"words": translated})


def _translate(allied: Allied, at: datetime, thing: Alliance | Clause, by: Viewer, words: dict[str, str]) -> None:
    actions.translate_alliance_words(by=by, at=at, alliance=allied.alliance, thing=thing, words=words)


def _written(allied: Allied, number: int) -> Clause:
    """A clause of the files: they come first, in their order."""
    return allied.alliance.clauses.get(order=number)


def _comment(allied: Allied, at: datetime, number: int, facts: Facts) -> None:
    by, party = allied.by(facts["by"]), allied.party(facts["by"])
    made = actions.comment(by=by, at=at, clause=_written(allied, number), party=party, words=facts["words"])
    if "settled" in facts:
        settled = allied.so_far.moment(facts["settled"])
        actions.settle_comment(by=by, at=settled, comment=made)


def _consent(allied: Allied, at: datetime) -> None:
    """All to everything before it is proposed; while it is written, those whom the files name."""
    everybody = [each["organisation"] for each in allied.facts["party"]]
    for clause in allied.alliance.clauses.select_related("party__organisation"):
        agreed = everybody
        if "proposed" not in allied.facts:
            own = [clause.party.organisation.slug] if clause.party else []
            shared = allied.facts["clause"]
            agreed = shared[clause.order].get("agreed", []) if clause.order < len(shared) else own
        for each in agreed:
            actions.consent(by=allied.by(each), at=at, clause=clause, party=allied.party(each))


def _link_fund(allied: Allied, at: datetime) -> None:
    """Its terms are part of the deal, and it opens once all have signed."""
    by = allied.so_far.lead(allied.first)
    actions.link_fund(by=by, at=at, alliance=allied.alliance, fund=allied.so_far.funds[allied.facts["fund"]])


def _propose(allied: Allied, at: datetime) -> None:
    because = allied.facts.get("no_baseline", "")
    actions.propose_deal(by=allied.by(allied.first), at=at, alliance=allied.alliance, no_baseline_reason=because)


def _sign(allied: Allied, at: datetime, facts: Facts) -> None:
    version = allied.alliance.versions.get()
    actions.sign_deal(
        by=allied.so_far.lead(facts["organisation"]),
        at=at,
        version=version,
        party=allied.party(facts["organisation"]),
        digest=version.digest,
        post=facts["post"],
    )


def _go_live(allied: Allied, at: datetime) -> None:
    actions.go_live(by=allied.so_far.lead(allied.first), at=at, alliance=allied.alliance)
