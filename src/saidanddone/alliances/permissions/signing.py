"""Who proposes, signs and ends a deal. What a deal still lacks is one list for the desk, the check and the API."""

from django.utils.translation import gettext as _

from saidanddone.alliances.clauses import KINDS
from saidanddone.alliances.models import Alliance, DealVersion, Party
from saidanddone.alliances.permissions.building import check_is_partner, check_writes, parties_of
from saidanddone.alliances.terms import terms_of
from saidanddone.alliances.texts import facts_of, funds_of
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.funds.permissions import missing_for as missing_money
from saidanddone.people.roles import Permission

State = Alliance.State


def missing_for(alliance: Alliance) -> list[str]:
    """What a deal lacks before it can be proposed, each in a sentence."""
    found = unwritten(alliance)
    if not alliance.no_baseline_reason and not alliance.checks.filter(closed_at__isnull=False).exists():
        found.append(_("Measure trust before you sign, or say why you do not."))
    return found


def unwritten(alliance: Alliance) -> list[str]:
    """What nobody has written yet of what a deal needs."""
    held = list(alliance.clauses.values_list("kind", "party"))
    parties = list(alliance.parties.current().select_related("organisation"))
    found = []
    for kind in KINDS.values():
        if not kind.is_needed:
            continue
        if kind.of_party:
            lacking = [str(each) for each in parties if (kind.name, each.pk) not in held]
            found += [f"{party}: {kind.question}" for party in lacking]
        elif not any(name == kind.name for name, _party in held):
            found.append(str(kind.question))
    if not facts_of(alliance)["outcomes"]:
        found.append(_("Name at least one outcome that you answer for together."))
    for fund in funds_of(alliance):
        found += [f"{fund.said('name')}: {each}" for each in missing_money(fund)]
    return found


def check_propose_deal(*, by: Viewer, alliance: Alliance, reason: str) -> None:
    """With nothing missing; a new version of a signed deal with the reason."""
    check_writes(by=by, alliance=alliance)
    if alliance.state not in {State.DRAFT, State.LIVE, State.IN_REVIEW, State.SIGNED}:
        raise Refused(_("This cannot be proposed now."))
    if missing := missing_for(alliance):
        raise Refused(" ".join(missing))
    if alliance.signed_at and not reason:
        raise Refused(_("Say why there is a new version."))


def check_reopen_deal(*, by: Viewer, version: DealVersion, reason: str) -> None:
    """Any party may take back what waits for signatures, with a reason; the signatures given count no more."""
    check_is_partner(by=by, alliance=version.alliance)
    if version.state != DealVersion.State.PROPOSED:
        raise Refused(_("Only a version that waits for signatures can be taken back."))
    if not reason:
        raise Refused(_("Say why it is taken back."))


def check_signs_for(*, by: Viewer, version: DealVersion, party: Party) -> None:
    """A lead of the party, while the version waits."""
    if party.alliance_id != version.alliance_id or not by.may(Permission.COMMIT, party.organisation_id):
        raise Refused(_("Only a lead of the party can sign for it."))
    if version.state != DealVersion.State.PROPOSED:
        raise Refused(_("This version does not wait for signatures."))


def check_sign_deal(*, by: Viewer, version: DealVersion, party: Party, digest: str, post: str) -> None:
    """A lead of the party, on exactly the text that was read. That it is them, the page asks for just before."""
    check_signs_for(by=by, version=version, party=party)
    if digest != version.digest:
        raise Refused(_("The text has changed since you read it. Read it again before you sign."))
    if not post:
        raise Refused(_("Say in which post you sign."))
    _check_money_stands(version)
    if version.signatures.filter(party=party).exists():
        raise Refused(_("Your party has signed already."))


def _check_money_stands(version: DealVersion) -> None:
    """A fund that opens with this deal is still what was proposed: what was signed is what opens."""
    frozen = {each["id"]: each for each in version.text.get("money", [])}
    for fund in funds_of(version.alliance):
        if not fund.opened_at and terms_of(fund) != frozen.get(fund.public_id):
            raise Refused(
                _("The fund has been changed since this version was proposed. Take it back, and propose it anew.")
            )


def check_leads(*, by: Viewer, alliance: Alliance) -> None:
    if not (by.acts_for_site or parties_of(by, alliance, Permission.COMMIT)):
        raise Refused(_("Only a lead of one of the parties can do this."))


def check_go_live(*, by: Viewer, alliance: Alliance) -> None:
    check_leads(by=by, alliance=alliance)
    if alliance.state != State.SIGNED:
        raise Refused(_("It begins its work once all have signed."))


def check_begin_review(*, by: Viewer, alliance: Alliance) -> None:
    check_leads(by=by, alliance=alliance)
    if alliance.state != State.LIVE:
        raise Refused(_("Only an alliance at work is reviewed."))


def check_end_review(*, by: Viewer, alliance: Alliance) -> None:
    """Once the review has been held and written down."""
    check_leads(by=by, alliance=alliance)
    if alliance.state != State.IN_REVIEW:
        raise Refused(_("It is not in review."))


def check_end_alliance(*, by: Viewer, alliance: Alliance, reason: str) -> None:
    """Whatever is not signed is given up; what is, ends with a reason and after an exit review."""
    check_leads(by=by, alliance=alliance)
    if alliance.state == State.ENDED:
        raise Refused(_("This alliance has ended."))
    if not reason:
        raise Refused(_("Say why it ends."))
    if alliance.signed_at and not alliance.reviews.filter(kind="exit").exists():
        raise Refused(_("Hold an exit review first, so that what was learnt is not lost."))


def check_leave_alliance(*, by: Viewer, party: Party, reason: str) -> None:
    """A lead of the party, once the deal is signed; where fewer than two would stay, it ends instead."""
    if not by.may(Permission.COMMIT, party.organisation_id):
        raise Refused(_("Only a lead of the party can do this."))
    if party.left_date or party.alliance.state == State.ENDED or not party.alliance.signed_at:
        raise Refused(_("Only a party of a signed deal leaves."))
    if not reason:
        raise Refused(_("Say why you leave."))
    if party.alliance.parties.current().count() <= 2:
        raise Refused(_("An alliance has at least two parties: end it instead."))
