"""Who may put the words of an alliance into the other language."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from saidanddone.alliances.models import Alliance, Clause
from saidanddone.alliances.permissions.building import check_is_partner
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.permissions import check_is_shown, check_words_fit
from saidanddone.people.roles import Permission


def check_translates_alliances(*, by: Viewer, alliance: Alliance) -> None:
    """Somebody who works with partners in a party, at any time: what counts is what was signed."""
    check_is_partner(by=by, alliance=alliance)
    check_is_shown(alliance.hidden_at)


def check_translate_alliance_words(
    *, by: Viewer, alliance: Alliance, thing: Alliance | Clause, words: Mapping[str, str] | None = None
) -> None:
    """What a party says of itself, that party translates."""
    check_translates_alliances(by=by, alliance=alliance)
    own = thing.party if isinstance(thing, Clause) and thing.about.of_party else None
    if own and not by.may(Permission.ALLY, own.organisation_id):
        raise Refused(_("Each party says this for itself."))
    check_words_fit(thing, words)
