"""Who writes a note that covers a shared risk, who backs it, and who says how it ended."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from saidanddone.alliances.models import Alliance, CoverNote, Party
from saidanddone.alliances.permissions.relationship import check_looks_after
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.roles import Permission

if TYPE_CHECKING:
    from saidanddone.alliances.drafts import CoverDraft

LONGEST = {"post": 160, "what": 1000, "who_carries": 2000, "not_acting": 1000}


def check_write_cover_note(*, by: Viewer, alliance: Alliance, draft: "CoverDraft", on: date) -> None:
    """Somebody who works with partners, for a party of their own, while the alliance is at work; nothing left out."""
    check_looks_after(by=by, alliance=alliance)
    _check_party(by, alliance, draft.party, Permission.ALLY)
    if not all(getattr(draft, name) for name in LONGEST):
        raise Refused(_("Say who takes the risk, what is tried, who carries which part, and the risk of not acting."))
    if any(len(getattr(draft, name)) > longest for name, longest in LONGEST.items()):
        raise Refused(_("That is too long. A note that covers somebody fits on a page."))
    if draft.until_date <= on:
        raise Refused(_("Choose a day that is still to come."))


def check_back_cover_note(*, by: Viewer, note: CoverNote, party: Party, post: str) -> None:
    """A lead of a party, once for each, while it is not over."""
    check_looks_after(by=by, alliance=note.alliance)
    _check_party(by, note.alliance, party, Permission.COMMIT)
    if note.ended_date:
        raise Refused(_("This has ended already."))
    if not post or len(post) > LONGEST["post"]:
        raise Refused(_("Say in which post you back it, in 160 characters or fewer."))
    if note.backings.filter(party=party).exists():
        raise Refused(_("Your party backs it already."))


def check_end_cover_note(*, by: Viewer, note: CoverNote, how: str) -> None:
    """By the party whose leader or officer it covers."""
    check_looks_after(by=by, alliance=note.alliance)
    _check_party(by, note.alliance, note.party, Permission.ALLY)
    if note.ended_date:
        raise Refused(_("This has ended already."))
    if not how or len(how) > 500:
        raise Refused(_("Say how it ended, in 500 characters or fewer."))


def _check_party(by: Viewer, alliance: Alliance, party: Party, permission: Permission) -> None:
    if party.alliance_id != alliance.pk or party.left_date or not by.may(permission, party.organisation_id):
        raise Refused(_("Say it for a party that you work for."))
