"""Who may promise, change, update and end a promise, and in which state."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from saidanddone.commitments.models import Commitment, Milestone, Partner, Update
from saidanddone.contributions.files import MOST_FILES
from saidanddone.contributions.permissions import is_public
from saidanddone.core.money import MOST_PENCE
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.models import Decision, Finding
from saidanddone.decisions.queries import gate_missing
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission

if TYPE_CHECKING:
    from saidanddone.commitments.drafts import Part, PeriodDraft, PromiseDraft, Step, UpdateDraft

LONGEST_POST = 160
LONGEST_PROMISE = 300
LONGEST_WORDS = 2000
MOST_SUCCESSORS = 10


def heirs(organisation: Organisation) -> list[Organisation]:
    """The organisation and, where it has ended, those that carry on its work, nearest first."""
    found = [organisation]
    while found[-1].ended_date and found[-1].successor and len(found) <= MOST_SUCCESSORS:
        found.append(found[-1].successor)
    return found


def may_for(by: Viewer, permission: Permission, organisation: Organisation) -> bool:
    """Whether the permission is held there or, where it has ended, in its successor: a promise outlives its maker."""
    return any(by.may(permission, each.pk) for each in heirs(organisation))


def check_promises_for(*, by: Viewer, organisation: Organisation) -> None:
    """Before anything is written: a lead of the organisation, which has not closed."""
    if not by.may(Permission.COMMIT, organisation.pk):
        raise Refused(_("Only a lead of the organisation can promise for it."))
    if organisation.ended_date:
        raise Refused(_("That organisation has closed. Choose another one."))


def check_promise(*, by: Viewer, draft: "PromiseDraft", on: date) -> None:
    """A lead of the organisation; one sentence, a day that is still to come or a standard; one origin that stands."""
    check_promises_for(by=by, organisation=draft.organisation)
    _check_wording(draft.promise)
    if draft.is_standing:
        _check_standing(draft)
    else:
        _check_day(draft.due_date, draft.start_date, None if draft.import_key and by.acts_for_site else on)
    if len(draft.pledged_by) > LONGEST_POST:
        raise Refused(_("Name the post in 160 characters or fewer."))
    if draft.cost_pence is not None and not 0 <= draft.cost_pence <= MOST_PENCE:
        raise Refused(_("The cost is an amount of money from nothing upwards."))
    if draft.service and draft.service.organisation_id != draft.organisation.pk:
        raise Refused(_("That service belongs to another organisation."))
    _check_origin(by, draft)
    for number, each in enumerate(draft.partners):
        _check_part(draft.organisation, each, [earlier.organisation.pk for earlier in draft.partners[:number]])
    _check_steps(draft.steps, draft.start_date, draft.due_date)


def _check_wording(promise: str) -> None:
    if not promise:
        raise Refused(_("Write what you promise, in one plain sentence."))
    if len(promise) > LONGEST_PROMISE:
        raise Refused(_("That is too long. Say it in 300 characters or fewer."))


def _check_standing(draft: "PromiseDraft") -> None:
    if draft.due_date:
        raise Refused(_("A standing promise has no day by which it ends. Leave the day empty."))
    if not draft.standard:
        raise Refused(_("Say what is measured, so that everyone can see whether the standing promise is kept."))


def _check_day(due_date: date | None, start_date: date, on: date | None) -> None:
    if due_date is None:
        raise Refused(_("Say by which day you will have done it."))
    if due_date < start_date:
        raise Refused(_("The day by which it is done is before the day on which you start."))
    if on and due_date < on:
        raise Refused(_("That day has passed. Promise a day that is still to come."))


def _check_origin(by: Viewer, draft: "PromiseDraft") -> None:
    if len(draft.origins) > 1:
        raise Refused(_("A promise comes from one thing: a decision, a finding or a contribution."))
    if draft.decision:
        _check_decision(draft.decision, draft.organisation)
    if draft.finding and not (draft.finding.is_public and draft.finding.state == Finding.State.PUBLISHED):
        raise Refused(_("Only a published finding can lead to a promise."))
    if draft.contribution and not is_public(draft.contribution):
        raise Refused(_("A promise is public, so it can only answer what was said to everyone."))


def _check_decision(decision: Decision, organisation: Organisation) -> None:
    if decision.organisation_id not in {organisation.pk, *_predecessors(organisation)}:
        raise Refused(_("That is a decision of another organisation. Promise by yourself, or join as its partner."))
    if not (decision.is_public and decision.state in (Decision.State.DECIDED, Decision.State.REVIEW)):
        raise Refused(_("Only what has been decided, and stands, can carry promises."))
    if missing := missing_at_gate(decision):
        raise Refused(_("This decision cannot carry promises yet. %(missing)s") % {"missing": " ".join(missing)})


def missing_at_gate(decision: Decision) -> list[str]:
    """What of the deliverability gate is missing, in words."""
    return [str(each) for each in gate_missing(decision)]


def _predecessors(organisation: Organisation) -> list[int]:
    return list(organisation.predecessors.values_list("pk", flat=True))


def check_add_partner(*, by: Viewer, commitment: Commitment, part: "Part") -> None:
    """A lead of the leading organisation, while the promise is open; each partner once, with a part of its own."""
    _check_leads_open(by, commitment)
    _check_part(commitment.organisation, part, list(commitment.partners.values_list("organisation", flat=True)))


def _check_part(lead: Organisation, part: "Part", known: Collection[int]) -> None:
    if part.organisation.pk == lead.pk:
        raise Refused(_("The leading organisation is not its own partner."))
    if part.organisation.ended_date:
        raise Refused(_("That organisation has closed. Choose another one."))
    if part.organisation.pk in known:
        raise Refused(_("That organisation is a partner already."))
    if not part.part:
        raise Refused(_("Say what the partner does. Each has its own part."))
    if len(part.part) > LONGEST_PROMISE:
        raise Refused(_("That is too long. Say it in 300 characters or fewer."))


def check_remove_partner(*, by: Viewer, commitment: Commitment, partner: Partner) -> None:
    """A lead of the leading organisation, while the promise is open."""
    _check_leads_open(by, commitment)
    if partner.commitment_id != commitment.pk:
        raise Refused(_("That organisation is no partner of this promise."))


def check_set_milestones(
    *,
    by: Viewer,
    commitment: Commitment,
    known: Mapping[str, Milestone],
    steps: Collection["Step"],
    reason: str,
    on: date,
) -> None:
    """A lead of the leading organisation, while it is open. What was reached stays; what changes has its reason."""
    _check_leads_open(by, commitment)
    _check_steps(steps, commitment.start_date, commitment.due_date)
    kept = {each.public_id: each for each in steps if each.public_id}
    if not kept.keys() <= known.keys() or len(kept) != sum(bool(each.public_id) for each in steps):
        raise Refused(_("That step does not belong to this promise."))
    others = [each for public_id, each in known.items() if not _is_same(each, kept.get(public_id))]
    for milestone in others:
        if milestone.reached_date:
            raise Refused(_("A step that was reached stays as it is."))
        step = kept.get(milestone.public_id)
        if step and step.due_date != milestone.due_date and step.due_date < on:
            raise Refused(_("That day has passed. Promise a day that is still to come."))
    if others and not reason:
        raise Refused(_("Say why. The reason stands beside what you promised before."))
    if len(reason) > 500:
        raise Refused(_("That is too long. Use 500 characters or fewer."))


def _is_same(milestone: Milestone, step: "Step | None") -> bool:
    return step is not None and (step.title, step.due_date) == (milestone.title, milestone.due_date)


def _check_steps(steps: Collection["Step"], start_date: date, due_date: date | None) -> None:
    if len(steps) > 20:
        raise Refused(_("That is more than 20 steps. Name the ones that people will notice."))
    for step in steps:
        if not step.title or len(step.title) > 200:
            raise Refused(_("Name each step, in 200 characters or fewer."))
        if step.due_date < start_date or (due_date and step.due_date > due_date):
            raise Refused(_("Each step has its day between the start and the end of the promise."))


def check_updates_for(*, by: Viewer, commitment: Commitment, organisation: Organisation) -> None:
    """Before anything is written: an officer of the lead or of a partner, while the promise is open."""
    if organisation.pk not in worked_on_by(commitment):
        raise Refused(_("That organisation has no part in this promise."))
    if not by.may(Permission.UPDATE, organisation.pk):
        raise Refused(_("Only an officer of an organisation that works on this promise can say how it goes."))
    _check_open(commitment)


def worked_on_by(commitment: Commitment, partners: Iterable[Partner] | None = None) -> set[int]:
    """The lead, the partners, and whoever carries on the work of one that has ended."""
    if partners is None:
        partners = commitment.partners.select_related("organisation__successor")
    working = (commitment.organisation, *(each.organisation for each in partners))
    return {heir.pk for each in working for heir in heirs(each)}


def check_update_commitment(
    *, by: Viewer, commitment: Commitment, draft: "UpdateDraft", is_figure: bool = False
) -> None:
    """An officer of the lead or of a partner, while it is open. That it is kept or dropped is the lead's to say."""
    check_updates_for(by=by, commitment=commitment, organisation=draft.organisation)
    if draft.claim not in Update.Claim.values:
        raise Refused(_("Choose whether it goes on, is kept or is dropped."))
    is_lead = draft.organisation.pk in {each.pk for each in heirs(commitment.organisation)}
    if draft.claim and not is_lead:
        raise Refused(_("Only the organisation that leads can say that the promise is kept or dropped."))
    if draft.claim == Update.Claim.KEPT and commitment.is_standing:
        raise Refused(_("A standing promise has no end. Say how often it was kept in a period."))
    if draft.claim == Update.Claim.DROPPED and not draft.reason:
        raise Refused(_("Say why it is dropped. Those whose words led to it are told."))
    if draft.claim != Update.Claim.DROPPED and not draft.done:
        raise Refused(_("Say what was done."))
    if max(len(draft.done), len(draft.reason)) > LONGEST_WORDS or len(draft.next) > 1000:
        raise Refused(_("That is too long. Use 2,000 characters or fewer."))
    if len({each.sha256 for each in draft.files}) != len(draft.files) or len(draft.files) > MOST_FILES:
        raise Refused(_("That is too many files, or the same file twice."))
    if draft.evidence_ref and not is_figure:
        raise Refused(_("Choose a figure of an outcome that this promise, or your organisation, works on."))
    if set(draft.reached) - set(commitment.milestones.standing().values_list("public_id", flat=True)):
        raise Refused(_("That step does not belong to this promise."))


def check_change_commitment(
    *, by: Viewer, commitment: Commitment, promise: str, due_date: date | None, reason: str, on: date
) -> None:
    """A lead of the leading organisation, while it is open, with a reason. What it was stays in sight."""
    _check_leads_open(by, commitment)
    is_moved = due_date is not None and due_date != commitment.due_date
    if not is_moved and promise in ("", commitment.promise):
        raise Refused(_("Nothing is changed. Write another wording or another day."))
    if promise:
        _check_wording(promise)
    if is_moved and commitment.is_standing:
        raise Refused(_("A standing promise has no day by which it ends. Leave the day empty."))
    if is_moved:
        _check_day(due_date, commitment.start_date, on)
    if not reason:
        raise Refused(_("Say why. The reason stands beside what you promised before."))
    if len(reason) > 500:
        raise Refused(_("That is too long. Use 500 characters or fewer."))


def check_replace_commitment(*, by: Viewer, commitment: Commitment, replacement: Commitment, reason: str) -> None:
    """A lead of the leading organisation; by another open promise of its own, made for the purpose or before."""
    _check_leads_open(by, commitment)
    if replacement.pk == commitment.pk:
        raise Refused(_("A promise is not replaced by itself."))
    if replacement.organisation_id not in {each.pk for each in heirs(commitment.organisation)}:
        raise Refused(_("A promise is replaced by another one of the same organisation."))
    if not replacement.is_open or replacement.hidden_at:
        raise Refused(_("The promise that takes its place has ended. Choose one that is open."))
    if not reason or len(reason) > LONGEST_WORDS:
        raise Refused(_("Say why it is replaced, in 2,000 characters or fewer."))


def check_record_period(*, by: Viewer, commitment: Commitment, draft: "PeriodDraft", on: date) -> None:
    """An officer of the lead or of a partner; of a standing promise, a period that is over and not yet recorded."""
    if not any(by.may(Permission.UPDATE, each) for each in worked_on_by(commitment)):
        raise Refused(_("Only an officer of an organisation that works on this promise can say how it goes."))
    if not commitment.is_standing:
        raise Refused(_("Only a standing promise is measured per period."))
    _check_open(commitment)
    if not commitment.start_date <= draft.start_date <= draft.end_date:
        raise Refused(_("The period starts before the promise did, or ends before it starts."))
    if draft.end_date >= on:
        raise Refused(_("That period is not over yet."))
    if not 0 <= draft.kept_count <= draft.all_count <= 2_000_000_000:
        raise Refused(_("It cannot have been kept more often than it was asked for."))
    if not draft.source or len(draft.source) > 300 or len(draft.note) > 500:
        raise Refused(_("Say where the figures come from, in 300 characters or fewer."))
    if commitment.periods.filter(start_date__lte=draft.end_date, end_date__gte=draft.start_date).exists():
        raise Refused(_("Part of that period is recorded already. What was recorded stays."))


def check_import_commitments(*, by: Viewer) -> None:
    """A steward or an administrator, or the site."""
    if not by.may_anywhere(Permission.IMPORT):
        raise Refused(_("Only a steward or an administrator can bring in files."))


def _check_leads_open(by: Viewer, commitment: Commitment) -> None:
    check_leads(by=by, commitment=commitment)
    _check_open(commitment)


def check_leads(*, by: Viewer, commitment: Commitment) -> None:
    """A lead of the leading organisation or, where that has ended, of its successor."""
    if not may_for(by, Permission.COMMIT, commitment.organisation):
        raise Refused(_("Only a lead of the organisation that promised can change it."))


def _check_open(commitment: Commitment) -> None:
    if not commitment.is_open:
        raise Refused(_("This promise has ended. Nothing about it can be changed any more."))
    if commitment.hidden_at:
        raise Refused(_("A moderator has hidden this. You can ask for another moderator to look at it again."))
