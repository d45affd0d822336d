"""Who plans, answers and ends a relationship check. Nobody but the rater ever sees a rating."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from saidanddone.alliances.models import Alliance, Check, Party, Rater, Repair
from saidanddone.alliances.permissions.building import check_is_partner
from saidanddone.commitments.models import Commitment
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Membership, Person
from saidanddone.people.roles import Permission

if TYPE_CHECKING:
    from saidanddone.alliances.drafts import ScoreDraft

FEWEST_OF_A_SCORE = 3
FEWEST_PARTIES = 4
"""A partner is rated by the others: with three of them, at least four are needed."""
LONGEST = timedelta(days=92)
MOST_RATERS = 5
"""Of one party: where one gives half of the ratings or more, nothing can be shown."""


def check_runs_checks(*, by: Viewer, alliance: Alliance) -> None:
    """The facilitator, or somebody who works with partners in a party."""
    if by.person_id is None or by.person_id != alliance.facilitator_id:
        check_is_partner(by=by, alliance=alliance)
    if alliance.state == Alliance.State.ENDED:
        raise Refused(_("This alliance has ended."))


def check_plan_check(*, by: Viewer, alliance: Alliance, opens_date: date, closes_date: date) -> None:
    """Also before signing, as the baseline of trust; one at a time."""
    check_runs_checks(by=by, alliance=alliance)
    if closes_date < opens_date:
        raise Refused(_("It closes after it opens."))
    if closes_date - opens_date > LONGEST:
        raise Refused(_("A check is open for three months at most."))
    if alliance.checks.exclude(state__in=(Check.State.TALKED_OVER, Check.State.CLOSED)).exists():
        raise Refused(_("There is a check already. End it first."))


def check_name_rater(*, by: Viewer, check: Check, party: Party, person: Person, on: date) -> None:
    """By the party itself, one of its own people, before it opens."""
    _check_names(by, check, party)
    if not person.is_active:
        raise Refused(_("That account is closed."))
    if not Membership.objects.current(on).filter(person=person, organisation=party.organisation_id).exists():
        raise Refused(_("Name somebody who works for the party."))
    if check.raters.filter(person=person).exclude(party=party).exists():
        raise Refused(_("They answer for another party."))
    if check.raters.filter(party=party).exclude(person=person).count() >= MOST_RATERS:
        raise Refused(_("Name five people at most: where one party has more of a say, less can be shown."))


def check_name_raters(*, by: Viewer, check: Check, party: Party) -> None:
    _check_names(by, check, party)


def _check_names(by: Viewer, check: Check, party: Party) -> None:
    if party.alliance_id != check.alliance_id or not by.may(Permission.ALLY, party.organisation_id):
        raise Refused(_("Name people for a party that you work for."))
    if check.state != Check.State.PLANNED:
        raise Refused(_("Who is asked is fixed once it opens."))


def check_open_check(*, by: Viewer, check: Check) -> None:
    """With raters of at least three organisations, as nothing could be shown of fewer; and a facilitator."""
    check_runs_checks(by=by, alliance=check.alliance)
    if check.state != Check.State.PLANNED:
        raise Refused(_("It has opened already."))
    if check.alliance.facilitator_id is None:
        raise Refused(_("Name a facilitator first, who looks after what comes of it."))
    organisations = check.raters.values("party__organisation").distinct().count()
    needed = FEWEST_PARTIES if check.form == Check.Form.PAIRS else FEWEST_PARTIES - 1
    if organisations < needed:
        raise Refused(
            _("It takes people of %(needed)s organisations: of fewer, nothing could be shown.") % {"needed": needed}
        )


def check_rate(
    *, by: Viewer, rater: Rater, about: Party | None, answers: Mapping[str, int | None], items: Collection[str]
) -> None:
    """Somebody's own answers, while it is open: from 1 to 4 or cannot say, and never of their own party."""
    check = rater.check_of
    if by.person_id is None or by.person_id != rater.person_id:
        raise Refused(_("Only whoever was asked can answer."))
    if check.state != Check.State.OPEN:
        raise Refused(_("This check is not open."))
    if (about is None) != (check.form == Check.Form.WHOLE):
        raise Refused(_("Choose a party."))
    if about and (about.alliance_id != check.alliance_id or about.organisation_id == rater.party.organisation_id):
        raise Refused(_("You answer of the others, not of your own."))
    if set(answers) - set(items) or any(each is not None and not 1 <= each <= 4 for each in answers.values()):
        raise Refused(_("Choose one of the answers shown."))


def check_write_to_facilitator(*, by: Viewer, rater: Rater, words: str) -> None:
    if by.person_id is None or by.person_id != rater.person_id:
        raise Refused(_("Only whoever was asked can answer."))
    if rater.check_of.state != Check.State.OPEN:
        raise Refused(_("This check is not open."))
    if not words:
        raise Refused(_("Write something, or leave it out."))


def check_drop_check(*, by: Viewer, check: Check) -> None:
    """Only what nobody was asked yet."""
    check_runs_checks(by=by, alliance=check.alliance)
    if check.state != Check.State.PLANNED:
        raise Refused(_("It has opened already."))


def check_remind_raters(*, by: Viewer, check: Check) -> None:
    """Once, while it is open."""
    check_runs_checks(by=by, alliance=check.alliance)
    if check.state != Check.State.OPEN:
        raise Refused(_("This check is not open."))
    if check.reminded_at:
        raise Refused(_("They have been reminded once. That is enough."))


def check_forget_answers(*, by: Viewer, check: Check, on: date) -> None:
    """By the site alone, on the day that everybody was told."""
    if not by.acts_for_site or not check.closed_at or on < check.forgets_date:
        raise Refused(_("Answers are deleted on their day."))


def check_work_out(*, by: Viewer, check: Check) -> None:
    """By the site, once it has closed."""
    if not (by.acts_for_site and check.closed_at):
        raise Refused(_("First close the check."))


def check_close_check(*, by: Viewer, check: Check) -> None:
    check_runs_checks(by=by, alliance=check.alliance)
    if check.state != Check.State.OPEN:
        raise Refused(_("This check is not open."))


def check_agree_repair(
    *,
    by: Viewer,
    check: Check,
    words: str,
    owner: Party,
    due_date: date,
    on: date,
    commitment: Commitment | None = None,
) -> None:
    """After it has closed, with who sees to it and by when; of promises in public, only one of the party's own."""
    check_runs_checks(by=by, alliance=check.alliance)
    if check.state not in {Check.State.CLOSED, Check.State.TALKED_OVER}:
        raise Refused(_("First close the check."))
    if owner.alliance_id != check.alliance_id or owner.left_date:
        raise Refused(_("Choose a party."))
    if not words:
        raise Refused(_("Say what is mended."))
    if due_date < on:
        raise Refused(_("Choose a day that is still to come."))
    if commitment and (commitment.organisation_id != owner.organisation_id or commitment.hidden_at):
        raise Refused(_("Choose a promise of the party that sees to it."))


def check_end_repair(*, by: Viewer, repair: Repair, how: str) -> None:
    """By its owner; one that is a promise in public ends there."""
    if not by.may(Permission.ALLY, repair.owner.organisation_id):
        raise Refused(_("Only the party that sees to it says how it ended."))
    if repair.commitment_id:
        raise Refused(_("This is a promise in public: it ends where everyone sees it."))
    if repair.ended_date:
        raise Refused(_("This has ended already."))
    if not how:
        raise Refused(_("Say how it ended."))


def check_talk_over(*, by: Viewer, check: Check, next_date: date, on: date) -> None:
    """With at least one repair, or strengths alone to keep; and the day of the next."""
    check_runs_checks(by=by, alliance=check.alliance)
    if check.state != Check.State.CLOSED:
        raise Refused(_("First close the check."))
    if next_date <= on:
        raise Refused(_("Choose a day that is still to come."))


def check_open_to(*, by: Viewer, party: Party, to: Party) -> None:
    """A lead of the party, towards another organisation that is in it now."""
    check_close_to(by=by, party=party)
    if to.alliance_id != party.alliance_id or to.organisation_id == party.organisation_id:
        raise Refused(_("Choose another party of this alliance."))
    if party.left_date or to.left_date or party.alliance.state == Alliance.State.ENDED:
        raise Refused(_("Both are in it as long as they show each other anything."))


def check_close_to(*, by: Viewer, party: Party) -> None:
    if not by.may(Permission.COMMIT, party.organisation_id):
        raise Refused(_("Only a lead of the party can do this."))


def check_draw_network(*, by: Viewer) -> None:
    """By the site itself, of what everyone may read."""
    if not by.acts_for_site:
        raise Refused(_("This is worked out once a day."))


def check_bring_scores(
    *,
    by: Viewer,
    party: Party,
    version: str,
    scores: Sequence["ScoreDraft"],
    there: Mapping[tuple[date, str], Decimal],
    on: date,
) -> None:
    """By a party, of three people at least; a score that is there is never another one."""
    if not by.may(Permission.ALLY, party.organisation_id) or party.left_date:
        raise Refused(_("Choose a party that you work for."))
    if not version or not scores:
        raise Refused(_("Say which version it is, and write at least one row."))
    if len({each.key for each in scores}) < len(scores):
        raise Refused(_("Write each day and what was measured once."))
    for each in scores:
        if not each.lowest < each.highest or not each.lowest <= each.value <= each.highest:
            raise Refused(_("A score lies on its scale, from the lowest to the highest."))
        if each.people < FEWEST_OF_A_SCORE:
            raise Refused(_("Scores of fewer than three people are not kept here: they could be worked out."))
        if each.measured_date > on:
            raise Refused(_("Choose a day that has come."))
        if there.get(each.key, each.value) != each.value:
            raise Refused(_("There is another score of that day. One that was brought in is not changed."))
