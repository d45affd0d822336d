"""Who writes a deal: anybody who works with partners in one of its parties; what is a party's own, only that party."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from saidanddone.alliances.clauses import KINDS, ClauseKind
from saidanddone.alliances.models import Alliance, Clause, Comment, Party
from saidanddone.alliances.texts import as_date, clause_digest
from saidanddone.alliances.usual_forms import USUAL_FORMS
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Person
from saidanddone.people.roles import Permission

if TYPE_CHECKING:
    from saidanddone.alliances.drafts import AllianceDraft, ClauseDraft, GroupDraft, PartyDraft

MOST_PARTIES, MOST_WORDS, MOST_DRILL_MONTHS = 60, 3000, 36
EDITED = frozenset(
    (
        *("title", "purpose", "kind", "formation", "starts_date", "ends_date", "review_date", "places", "outcomes"),
        *("drill_months", "no_baseline_reason", "predecessor"),
    )
)
"""What may be changed of an alliance by hand; everything else comes about."""


def parties_of(by: Viewer, alliance: Alliance, permission: Permission = Permission.ALLY) -> list[Party]:
    """The parties that somebody may act for."""
    return [each for each in alliance.parties.current() if by.may(permission, each.organisation_id)]


def check_is_partner(*, by: Viewer, alliance: Alliance) -> None:
    if not (by.acts_for_site or parties_of(by, alliance)):
        raise Refused(_("Only somebody who works with partners in one of the parties can do this."))


def check_see_alliances(*, by: Viewer, has_one: bool) -> None:
    """Whoever works with partners anywhere, and whoever looks after an alliance."""
    if not (has_one or by.may_anywhere(Permission.ALLY) or by.may(Permission.ADMINISTER)):
        raise Refused(_("Only those who work with partners have a desk of alliances."))


def check_writes(*, by: Viewer, alliance: Alliance) -> None:
    """While it is written, or written anew; not while a version waits for signatures."""
    check_is_partner(by=by, alliance=alliance)
    if alliance.state == Alliance.State.ENDED:
        raise Refused(_("This alliance has ended."))
    if alliance.versions.filter(state="proposed").exists():
        raise Refused(_("A version waits for signatures. Take it back first, with a reason."))


def check_start_alliance(*, by: Viewer, draft: "AllianceDraft") -> None:
    """Somebody of one of its parties; with a name, what it is for, and at least two parties."""
    if not any(by.may(Permission.ALLY, each.organisation.pk) for each in draft.parties):
        raise Refused(_("Begin an alliance from an organisation that you work for, and that is in it."))
    if not (draft.title and draft.purpose):
        raise Refused(_("Give the alliance a name, and say what it is for."))
    who = {(each.organisation.pk, each.department) for each in draft.parties}
    if not 2 <= len(draft.parties) <= MOST_PARTIES or len(who) < len(draft.parties):
        raise Refused(_("Name at least two parties, each of them once."))
    if any(each.organisation.ended_date for each in draft.parties):
        raise Refused(_("That organisation has closed. Choose another one."))
    if draft.template:
        _check_template(draft.template)
    _check_days(draft.starts_date, draft.ends_date, draft.review_date)
    _check_own_facts(by, {"outcomes": draft.outcomes, "drill_months": draft.drill_months})


def _check_days(starts: date, ends: date | None, review: date) -> None:
    if ends and ends <= starts:
        raise Refused(_("An alliance ends after it starts."))
    if review <= starts:
        raise Refused(_("Look at it again on a day after it starts."))


def _check_template(template: str) -> None:
    if template not in USUAL_FORMS:
        raise Refused(_("Choose one of the usual forms."))


def _check_own_facts(by: Viewer, changes: Mapping[str, Any]) -> None:
    if not all(each.is_public for each in changes.get("outcomes") or ()):
        raise Refused(_("Choose an outcome that everyone can read."))
    if (months := changes.get("drill_months")) is not None and not 1 <= months <= MOST_DRILL_MONTHS:
        raise Refused(_("Hold a drill at least every %(most)s months.") % {"most": MOST_DRILL_MONTHS})
    earlier = changes.get("predecessor")
    if earlier and not Alliance.objects.visible_to(by).filter(pk=earlier.pk, signed_at__isnull=False).exists():
        raise Refused(_("It can carry on the work of an alliance whose deal was signed."))


def check_edit_alliance(*, by: Viewer, alliance: Alliance, changes: Mapping[str, Any]) -> None:
    """Its facts and nothing else; those of the text while nobody waits for signatures."""
    check_writes(by=by, alliance=alliance)
    if set(changes) - EDITED:
        raise Refused(_("This cannot be changed."))
    if not (changes.get("title", True) and changes.get("purpose", True)):
        raise Refused(_("Give the alliance a name, and say what it is for."))
    days = (changes.get(name, as_date(alliance, name)) for name in ("starts_date", "ends_date", "review_date"))
    _check_days(*days)
    _check_own_facts(by, changes)
    if changes.get("predecessor") == alliance:
        raise Refused(_("It can carry on the work of an alliance whose deal was signed."))


def check_take_from_template(*, by: Viewer, alliance: Alliance, template: str) -> None:
    check_writes(by=by, alliance=alliance)
    _check_template(template)


def check_bring_in_group(*, by: Viewer, alliance: Alliance, draft: "GroupDraft") -> None:
    check_writes(by=by, alliance=alliance)
    _check_room(alliance)
    if not draft.email:
        raise Refused(_("Give the email address of who speaks for the group."))


def _check_room(alliance: Alliance) -> None:
    if alliance.parties.current().count() >= MOST_PARTIES:
        raise Refused(_("An alliance has at most %(most)s parties.") % {"most": MOST_PARTIES})


def check_add_party(*, by: Viewer, alliance: Alliance, draft: "PartyDraft") -> None:
    check_writes(by=by, alliance=alliance)
    _check_room(alliance)
    if draft.organisation.ended_date:
        raise Refused(_("That organisation has closed. Choose another one."))
    if alliance.parties.filter(organisation=draft.organisation, department=draft.department).exists():
        raise Refused(_("That party is in it already."))


def check_remove_party(*, by: Viewer, alliance: Alliance, party: Party) -> None:
    """Before anything is signed; after, a party leaves with a reason. Two stay at least."""
    check_writes(by=by, alliance=alliance)
    if alliance.signed_at:
        raise Refused(_("The deal is signed: a party leaves by itself, with a reason."))
    if alliance.parties.current().exclude(pk=party.pk).count() < 2:
        raise Refused(_("An alliance has at least two parties."))


def check_write_clause(*, by: Viewer, alliance: Alliance, draft: "ClauseDraft") -> None:
    """What is a party's own, that party alone writes."""
    check_writes(by=by, alliance=alliance)
    kind = KINDS.get(draft.kind)
    if kind is None:
        raise Refused(_("Choose what this is about."))
    _check_words(draft.words)
    _check_party(by, alliance, kind, draft.party)
    if kind.by_level != bool(draft.level) or draft.level not in {"", *Clause.Level.values}:
        raise Refused(_("Choose a level: the board, the middle, or the front line."))


def _check_words(words: str) -> None:
    if not words:
        raise Refused(_("Write what is agreed."))
    if len(words) > MOST_WORDS:
        raise Refused(_("Write at most %(most)s characters.") % {"most": f"{MOST_WORDS:,}"})


def _check_party(by: Viewer, alliance: Alliance, kind: ClauseKind, party: Party | None) -> None:
    if kind.of_party and (party is None or party.alliance_id != alliance.pk):
        raise Refused(_("Choose a party."))
    if kind.of_party and party and not by.may(Permission.ALLY, party.organisation_id):
        raise Refused(_("Each party says this for itself."))
    if not (kind.of_party or kind.owned) and party is not None:
        raise Refused(_("This belongs to all parties."))
    if party is not None and (party.alliance_id != alliance.pk or party.left_date):
        raise Refused(_("Choose a party."))


def check_changes_clause(*, by: Viewer, clause: Clause) -> None:
    check_writes(by=by, alliance=clause.alliance)
    if clause.about.of_party and clause.party and not by.may(Permission.ALLY, clause.party.organisation_id):
        raise Refused(_("Each party says this for itself."))


def check_rewrite_clause(*, by: Viewer, clause: Clause, words: str) -> None:
    check_changes_clause(by=by, clause=clause)
    _check_words(words)


def check_remove_clause(*, by: Viewer, clause: Clause) -> None:
    check_changes_clause(by=by, clause=clause)


def check_say_what_they_bring(*, by: Viewer, about: Party, party: Party, brings: str) -> None:
    """One party of another one of the same alliance."""
    check_writes(by=by, alliance=about.alliance)
    if party.alliance_id != about.alliance_id or not by.may(Permission.ALLY, party.organisation_id):
        raise Refused(_("Say it for a party that you work for."))
    if party.pk == about.pk:
        raise Refused(_("What you bring yourselves stands among your own clauses."))
    if not brings:
        raise Refused(_("Say what they bring."))


def check_comment(*, by: Viewer, clause: Clause, party: Party, words: str) -> None:
    check_writes(by=by, alliance=clause.alliance)
    if party.alliance_id != clause.alliance_id or not by.may(Permission.ALLY, party.organisation_id):
        raise Refused(_("Say it for a party that you work for."))
    if not words:
        raise Refused(_("Write what you think of it."))


def check_settle_comment(*, by: Viewer, comment: Comment) -> None:
    """By those who made it, or by whoever wrote the clause's own party: nobody settles a stranger's comment alone."""
    check_is_partner(by=by, alliance=comment.clause.alliance)
    if comment.settled_at:
        raise Refused(_("This is settled already."))
    if not by.may(Permission.ALLY, comment.party.organisation_id):
        raise Refused(_("Only the party that said it can call it settled."))


def check_consent(*, by: Viewer, clause: Clause, party: Party, digest: str) -> None:
    """To the words that were read, before they are frozen."""
    check_writes(by=by, alliance=clause.alliance)
    if digest and digest != clause_digest(clause):
        raise Refused(_("These words have changed since you read them. Read them again before you agree."))
    if party.alliance_id != clause.alliance_id or not by.may(Permission.ALLY, party.organisation_id):
        raise Refused(_("Agree for a party that you work for."))


def check_name_facilitator(*, by: Viewer, alliance: Alliance, person: Person) -> None:
    """Who looks after the relationship; may be of no party."""
    check_is_partner(by=by, alliance=alliance)
    if not person.is_active:
        raise Refused(_("That account is closed."))
