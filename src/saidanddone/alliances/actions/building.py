"""Write a deal together: parties, clauses, comments, and who agrees to what. Its parties alone see it until then."""

from datetime import datetime

from django.db import transaction

from saidanddone.alliances.drafts import AllianceDraft, ClauseDraft, PartyDraft
from saidanddone.alliances.models import Alliance, Clause, Comment, Consent, Party, SeenBy
from saidanddone.alliances.permissions import (
    check_add_party,
    check_comment,
    check_consent,
    check_name_facilitator,
    check_remove_clause,
    check_remove_party,
    check_rewrite_clause,
    check_say_what_they_bring,
    check_settle_comment,
    check_start_alliance,
    check_write_clause,
)
from saidanddone.alliances.texts import clause_digest
from saidanddone.core.clock import local_date
from saidanddone.core.once import once
from saidanddone.core.text import clean_line, clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Person

_OWN_FIELDS = ("kind", "formation", "starts_date", "ends_date", "review_date", "drill_months", "language")


def start_alliance(*, by: Viewer, at: datetime, draft: AllianceDraft) -> Alliance:
    """Begin to write it. A form that is sent twice is one alliance."""

    def make() -> Alliance:
        check_start_alliance(by=by, draft=draft)
        facts = {name: getattr(draft, name) for name in (*_OWN_FIELDS, "submission_key")}
        words = {"title": clean_line(draft.title), "purpose": clean_text(draft.purpose)}
        made = Alliance.objects.create(begun_by_id=by.person_id, begun_at=at, **words, **facts)
        made.places.set(draft.places)
        made.outcomes.set(draft.outcomes)
        for each in draft.parties:
            _join(made, each, at)
        return made

    return once(lambda: _begun_before(by, draft), make)


def _begun_before(by: Viewer, draft: AllianceDraft) -> Alliance | None:
    if not draft.submission_key:
        return None
    return Alliance.objects.filter(begun_by=by.person_id, submission_key=draft.submission_key).first()


def _join(alliance: Alliance, draft: PartyDraft, at: datetime) -> Party:
    return Party.objects.create(
        alliance=alliance,
        organisation=draft.organisation,
        department=clean_line(draft.department),
        is_bridge=draft.is_bridge,
        joined_date=local_date(at),
    )


def add_party(*, by: Viewer, at: datetime, alliance: Alliance, draft: PartyDraft) -> Party:
    """Another organisation or group is in it; from now on it reads and writes the deal."""
    with transaction.atomic():
        alliance = Alliance.objects.locked(alliance)
        check_add_party(by=by, alliance=alliance, draft=draft)
        return _join(alliance, draft, at)


def remove_party(*, by: Viewer, at: datetime, party: Party) -> None:
    """It is not in it after all; what it wrote of itself goes with it."""
    with transaction.atomic():
        alliance = Alliance.objects.locked(party.alliance)
        check_remove_party(by=by, alliance=alliance, party=party)
        party.delete()


def write_clause(*, by: Viewer, at: datetime, alliance: Alliance, draft: ClauseDraft) -> Clause:
    """Add a clause. Whoever writes it has agreed to nothing yet."""
    with transaction.atomic():
        alliance = Alliance.objects.locked(alliance)
        check_write_clause(by=by, alliance=alliance, draft=draft)
        return Clause.objects.create(
            alliance=alliance,
            kind=draft.kind,
            party=draft.party,
            level=draft.level,
            words=clean_text(draft.words),
            language=draft.language,
            is_for_partners=draft.is_for_partners,
            order=alliance.clauses.count(),
            written_by_id=by.person_id,
            written_at=at,
        )


def rewrite_clause(*, by: Viewer, at: datetime, clause: Clause, words: str) -> Clause:
    """Other words. Who agreed to the earlier ones has not agreed to these."""
    words = clean_text(words)
    with transaction.atomic():
        Alliance.objects.locked(clause.alliance)
        check_rewrite_clause(by=by, clause=clause, words=words)
        clause.words, clause.written_by_id, clause.written_at = words, by.person_id, at
        clause.save(update_fields=["words", "written_by", "written_at"])
    return clause


def remove_clause(*, by: Viewer, at: datetime, clause: Clause) -> None:
    """It is no part of what is written now; a version that was signed keeps it."""
    with transaction.atomic():
        Alliance.objects.locked(clause.alliance)
        check_remove_clause(by=by, clause=clause)
        clause.delete()


def say_what_they_bring(*, by: Viewer, at: datetime, about: Party, party: Party, brings: str) -> SeenBy:
    """The other side of the role map: what we think that you bring."""
    brings = clean_line(brings)
    check_say_what_they_bring(by=by, about=about, party=party, brings=brings)
    seen, _made = SeenBy.objects.update_or_create(about=about, by=party, defaults={"brings": brings})
    return seen


def comment(*, by: Viewer, at: datetime, clause: Clause, party: Party, words: str) -> Comment:
    """Say what a party thinks of a clause."""
    words = clean_text(words)
    check_comment(by=by, clause=clause, party=party, words=words)
    return Comment.objects.create(clause=clause, party=party, words=words, made_by_id=by.person_id, made_at=at)


def settle_comment(*, by: Viewer, at: datetime, comment: Comment) -> Comment:
    """The party that said it is content with how it stands now."""
    check_settle_comment(by=by, comment=comment)
    comment.settled_at = at
    comment.save(update_fields=["settled_at"])
    return comment


def consent(*, by: Viewer, at: datetime, clause: Clause, party: Party) -> Consent:
    """A party agrees to a clause as it reads now."""
    check_consent(by=by, clause=clause, party=party)
    facts = {"digest": clause_digest(clause), "given_at": at}
    given, _made = Consent.objects.update_or_create(clause=clause, party=party, defaults=facts)
    return given


def name_facilitator(*, by: Viewer, at: datetime, alliance: Alliance, person: Person) -> Alliance:
    """Who looks after the relationship, and alone reads what is written for them."""
    with transaction.atomic():
        alliance = Alliance.objects.locked(alliance)
        check_name_facilitator(by=by, alliance=alliance, person=person)
        alliance.facilitator = person
        alliance.save(update_fields=["facilitator"])
    return alliance
