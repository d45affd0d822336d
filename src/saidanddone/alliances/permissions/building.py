"""Who writes a deal: anybody who works with partners in one of its parties; what is a party's own, only that party."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from saidanddone.alliances.clauses import KINDS, ClauseKind
from saidanddone.alliances.models import Alliance, Clause, Comment, Party
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Person
from saidanddone.people.roles import Permission

if TYPE_CHECKING:
    from saidanddone.alliances.drafts import AllianceDraft, ClauseDraft, PartyDraft

MOST_PARTIES, MOST_WORDS = 60, 3000


def parties_of(by: Viewer, alliance: Alliance, permission: Permission = Permission.ALLY) -> list[Party]:
    """The parties that somebody may act for."""
    return [each for each in alliance.parties.current() if by.may(permission, each.organisation_id)]


def check_is_partner(*, by: Viewer, alliance: Alliance) -> None:
    if not (by.acts_for_site or parties_of(by, alliance)):
        raise Refused(_("Only somebody who works with partners in one of the parties can do this."))


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
    if draft.ends_date and draft.ends_date <= draft.starts_date:
        raise Refused(_("An alliance ends after it starts."))
    if draft.review_date <= draft.starts_date:
        raise Refused(_("Look at it again on a day after it starts."))


def check_add_party(*, by: Viewer, alliance: Alliance, draft: "PartyDraft") -> None:
    check_writes(by=by, alliance=alliance)
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


def check_consent(*, by: Viewer, clause: Clause, party: Party) -> None:
    check_is_partner(by=by, alliance=clause.alliance)
    if party.alliance_id != clause.alliance_id or not by.may(Permission.ALLY, party.organisation_id):
        raise Refused(_("Agree for a party that you work for."))


def check_name_facilitator(*, by: Viewer, alliance: Alliance, person: Person) -> None:
    """Who looks after the relationship; may be of no party."""
    check_is_partner(by=by, alliance=alliance)
    if not person.is_active:
        raise Refused(_("That account is closed."))
