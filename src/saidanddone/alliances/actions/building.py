"""Write a deal together: parties, clauses, comments, and who agrees to what. Its parties alone see it until then."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from saidanddone.alliances.drafts import AllianceDraft, ClauseDraft, GroupDraft, PartyDraft
from saidanddone.alliances.models import Alliance, Clause, Comment, Consent, Party, SeenBy
from saidanddone.alliances.permissions import (
    check_add_party,
    check_bring_in_group,
    check_comment,
    check_consent,
    check_edit_alliance,
    check_name_facilitator,
    check_remove_clause,
    check_remove_party,
    check_rewrite_clause,
    check_say_what_they_bring,
    check_settle_comment,
    check_start_alliance,
    check_take_from_template,
    check_write_clause,
)
from saidanddone.alliances.texts import clause_digest, next_facts
from saidanddone.alliances.usual_forms import USUAL_FORMS, UsualForm
from saidanddone.contributions.models import Translation
from saidanddone.core.clock import local_date
from saidanddone.core.once import once
from saidanddone.core.text import clean_line, clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.people import actions as people
from saidanddone.people.models import Person

_HOLDS_AT_ONCE = ("drill_months", "no_baseline_reason", "predecessor")
"""Facts that are no part of the deal's text: they hold at once."""
_OWN_FIELDS = ("kind", "formation", "starts_date", "ends_date", "review_date", "drill_months", "language", "template")


def start_alliance(*, by: Viewer, at: datetime, draft: AllianceDraft) -> Alliance:
    """Begin to write it. A form that is sent twice is one alliance."""

    def make() -> Alliance:
        check_start_alliance(by=by, draft=draft)
        facts = {name: getattr(draft, name) for name in (*_OWN_FIELDS, "submission_key")}
        words = {"title": clean_line(draft.title), "purpose": clean_text(draft.purpose)}
        made = Alliance.objects.create(begun_by_id=by.person_id, begun_at=at, **words, **facts)
        made.places.set(draft.places)
        made.outcomes.set(draft.outcomes)
        if draft.template:
            _take_clauses(made, USUAL_FORMS[draft.template], by=by, at=at)
        for each in draft.parties:
            _join(made, each, at)
        return made

    return once(lambda: _begun_before(by, draft), make)


def _begun_before(by: Viewer, draft: AllianceDraft) -> Alliance | None:
    if not draft.submission_key:
        return None
    return Alliance.objects.filter(begun_by=by.person_id, submission_key=draft.submission_key).first()


def _take_clauses(alliance: Alliance, form: UsualForm, *, by: Viewer, at: datetime) -> list[Clause]:
    """In the alliance's language, with the other as its translation; nothing where something stands already."""
    held = set(alliance.clauses.values_list("kind", "level"))
    wanted = [each for each in form.clauses if (each.kind, each.level) not in held]
    other, first = alliance.other_language, alliance.clauses.count()
    return Clause.objects.bulk_create(
        Clause(
            alliance=alliance,
            kind=each.kind,
            level=each.level,
            words=(words := each.words[alliance.language]),
            language=alliance.language,
            translation={"words": each.words[other]},
            translated_from={"words": words},
            translated_by=Translation.MadeBy.PERSON,
            order=first + number,
            written_by_id=by.person_id,
            written_at=at,
        )
        for number, each in enumerate(wanted)
    )


def _join(alliance: Alliance, draft: PartyDraft, at: datetime) -> Party:
    return Party.objects.create(
        alliance=alliance,
        organisation=draft.organisation,
        department=clean_line(draft.department),
        is_bridge=draft.is_bridge,
        joined_date=local_date(at),
    )


def edit_alliance(*, by: Viewer, at: datetime, alliance: Alliance, changes: Mapping[str, Any]) -> Alliance:
    """Change what is said of it. What a signed deal says holds until all have signed the next version."""
    changes = dict(changes)
    for name, clean in (("title", clean_line), ("purpose", clean_text), ("no_baseline_reason", clean_line)):
        if name in changes:
            changes[name] = clean(changes[name])
    with transaction.atomic():
        alliance = Alliance.objects.locked(alliance)
        check_edit_alliance(by=by, alliance=alliance, changes=changes)
        agreed = {name: value for name, value in changes.items() if name not in _HOLDS_AT_ONCE}
        if alliance.signed_at:
            alliance.next_facts = next_facts(alliance, agreed)
        else:
            _set(alliance, agreed)
        for name in set(changes) - set(agreed):
            setattr(alliance, name, changes[name])
        alliance.save()
    return alliance


def _set(alliance: Alliance, agreed: Mapping[str, Any]) -> None:
    for name, value in agreed.items():
        if name in ("places", "outcomes"):
            getattr(alliance, name).set(value)
        else:
            setattr(alliance, name, value)


def take_from_template(*, by: Viewer, at: datetime, alliance: Alliance, template: str) -> list[Clause]:
    """Write what a usual form says, where nothing is written yet of that kind. Taken twice, it is there once."""
    with transaction.atomic():
        alliance = Alliance.objects.locked(alliance)
        check_take_from_template(by=by, alliance=alliance, template=template)
        made = _take_clauses(alliance, USUAL_FORMS[template], by=by, at=at)
        alliance.template = template
        alliance.save(update_fields=["template"])
    return made


def bring_in_group(*, by: Viewer, at: datetime, alliance: Alliance, draft: GroupDraft) -> Party:
    """A group that is not on this site yet, with no legal form, becomes a party; who speaks for it is invited."""
    with transaction.atomic():
        alliance = Alliance.objects.locked(alliance)
        check_bring_in_group(by=by, alliance=alliance, draft=draft)
        group = people.add_group(
            by=by, at=at, name=draft.name, places=draft.places, email=draft.email, language=draft.language
        )
        return _join(alliance, PartyDraft(group, is_bridge=draft.is_bridge), at)


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


def consent(*, by: Viewer, at: datetime, clause: Clause, party: Party, digest: str = "") -> Consent:
    """A party agrees to a clause as it reads now; `digest` is of the words that were read, where somebody read them."""
    with transaction.atomic():
        Alliance.objects.locked(clause.alliance)
        clause = Clause.objects.select_related("alliance", "party").get(pk=clause.pk)
        check_consent(by=by, clause=clause, party=party, digest=digest)
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
