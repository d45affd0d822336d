"""Who may set an outcome, answer for it, report on it, and end it, and when."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.commitments.models import Burden, Outcome, Owner, Report
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission

if TYPE_CHECKING:
    from saidanddone.commitments.outcome_drafts import OutcomeDraft, OwnerPart

FEWEST_OWNERS = 2
LONGEST_TITLE, LONGEST_WHY, LONGEST_REASON, LONGEST_REPORT, LONGEST_PROCESS = 200, 3000, 2000, 10_000, 200
MONTHS = range(1, 25)


def check_set_outcome(*, by: Viewer, draft: "OutcomeDraft", live: int, limit: int, today: date) -> None:
    """Whoever makes promises for one of its owners; at least two own it, and few are live at once."""
    if not any(by.may(Permission.COMMIT, each.pk) for each in draft.owners):
        raise Refused(_("Only someone who makes promises for one of its owners can set an outcome."))
    if len({each.pk for each in draft.owners}) < FEWEST_OWNERS:
        raise Refused(_("An outcome is answered for together: name at least two organisations."))
    if any(each.ended_date for each in draft.owners):
        raise Refused(_("An organisation that has ended cannot answer for an outcome."))
    if not draft.title or not draft.why:
        raise Refused(_("Say what should change, and why it matters, in residents' words."))
    if len(draft.title) > LONGEST_TITLE or len(draft.why) > LONGEST_WHY:
        raise Refused(_("That is too long."))
    if draft.report_months not in MONTHS:
        raise Refused(_("A report is due every one to twenty-four months."))
    if draft.set_date and draft.set_date > today:
        raise Refused(_("An outcome cannot be set on a day to come."))
    check_live_limit(live=live, limit=limit)


def check_live_limit(*, live: int, limit: int) -> None:
    if live >= limit:
        raise Refused(
            ngettext(
                "%(limit)s outcome is live already. End it before you set another: few are kept, many forgotten.",
                "%(limit)s outcomes are live already. End one before you set another: few are kept, many forgotten.",
                limit,
            )
            % {"limit": limit}
        )


def check_sets_outcomes(*, by: Viewer, organisation: Organisation) -> None:
    """Before anything is written: whoever makes promises for the organisation, while it stands."""
    _check_commits(by, organisation)
    if organisation.ended_date:
        raise Refused(_("An organisation that has ended cannot answer for an outcome."))


def check_join_outcome(*, by: Viewer, outcome: Outcome, organisation: Organisation, owner: Owner | None) -> None:
    """For their own organisation only: nobody can make another answer."""
    check_sets_outcomes(by=by, organisation=organisation)
    _check_live(outcome)
    if owner and owner.agreed_at:
        raise Refused(_("Your organisation answers for this already."))


def check_leave_outcome(*, by: Viewer, outcome: Outcome, owner: Owner, others: int, on: date) -> None:
    """Their own organisation, while two remain; one that was only named may always decline. One that has ended leaves
    by itself, and its successor takes over.
    """
    if owner.until_date is not None:
        raise Refused(_("That organisation has left already."))
    if on < owner.since_date:
        raise Refused(_("Nobody leaves before they have joined."))
    has_ended = owner.organisation.ended_date is not None
    if has_ended and by.acts_for_site:
        return
    _check_commits(by, owner.organisation)
    if owner.agreed_at is None or outcome.ended_date:
        return
    if others < FEWEST_OWNERS:
        raise Refused(
            _("An outcome is never answered for by one alone. Another organisation joins first, or the outcome ends.")
        )


def check_hand_on_parts(*, by: Viewer) -> None:
    """The site itself, once a day."""
    if not by.acts_for_site:
        raise Refused(_("Parts are handed on by the site itself."))


def check_edit_owner_part(*, by: Viewer, outcome: Outcome, owner: Owner, part: "OwnerPart") -> None:
    """The owner itself, of its own part."""
    _check_commits(by, owner.organisation)
    _check_live(outcome)
    if owner.until_date is not None:
        raise Refused(_("That organisation has left already."))
    lengths = ((part.named_person, 160), (part.plan_link, 500), (part.plan_text, 2000), (part.clashes_with, 1000))
    if any(len(words) > longest for words, longest in lengths):
        raise Refused(_("That is too long."))
    if part.plan_link and not part.plan_link.startswith(("https://", "http://")):
        raise Refused(_("Give an address that begins with https://"))


def check_end_outcome(*, by: Viewer, outcome: Outcome, owners: Collection[Owner], reason: str, lessons: str) -> None:
    check_ends_outcome(by=by, outcome=outcome, owners=owners)
    if not reason:
        raise Refused(_("Say why it ends. A reason is always given."))
    if len(reason) > LONGEST_REASON or len(lessons) > LONGEST_WHY:
        raise Refused(_("That is too long."))


def check_ends_outcome(*, by: Viewer, outcome: Outcome, owners: Collection[Owner]) -> None:
    """An owner that has agreed, while it is live."""
    check_commits_for_one(by=by, owners=owners)
    _check_live(outcome)


def check_make_reports_due(*, by: Viewer) -> None:
    """The site itself, once a day."""
    if not by.acts_for_site:
        raise Refused(_("The calendar of reports is made by the site itself."))


def check_publish_report(*, by: Viewer, report: Report, owners: Collection[Owner], text: str) -> None:
    """An owner that has agreed, once. A published report is not edited: the next one says it better."""
    check_commits_for_one(by=by, owners=owners)
    if report.published_at is not None:
        raise Refused(_("This report is published already. Say in the next one what has changed."))
    if not text:
        raise Refused(_("Write the report."))
    if len(text) > LONGEST_REPORT:
        raise Refused(_("That is too long."))


def check_report_burden(*, by: Viewer, outcome: Outcome, owner: Owner | None, process: str, weight: str) -> None:
    """Staff of an owner, in their own name; only counts are shown."""
    check_reports_burden(by=by, outcome=outcome, owner=owner)
    if not process or len(process) > LONGEST_PROCESS:
        raise Refused(_("Name the form, the meeting or the return, in a few words."))
    if weight not in Burden.Weight.values:
        raise Refused(_("Say whether it helps, costs little, or gets in the way."))


def check_reports_burden(*, by: Viewer, outcome: Outcome, owner: Owner | None) -> None:
    if owner is None or by.person_id is None or owner.organisation_id not in by.organisation_ids:
        raise Refused(_("Only people who work for one of its owners say what gets in the way."))
    _check_live(outcome)


def check_commits_for_one(*, by: Viewer, owners: Collection[Owner]) -> None:
    """Whoever makes promises for an organisation that has agreed to answer."""
    agreed = [each for each in owners if each.agreed_at and each.until_date is None]
    if not by.acts_for_site and not any(by.may(Permission.COMMIT, each.organisation_id) for each in agreed):
        raise Refused(_("Only those who answer for this outcome can do that."))


def _check_commits(by: Viewer, organisation: Organisation) -> None:
    if not by.may(Permission.COMMIT, organisation.pk):
        raise Refused(_("Only someone who makes promises for the organisation can do that."))


def _check_live(outcome: Outcome) -> None:
    if outcome.ended_date is not None:
        raise Refused(_("This outcome has ended."))
