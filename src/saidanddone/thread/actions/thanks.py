"""Note that somebody was thanked or paid for what they said, and take that back where it was noted wrongly."""

from datetime import datetime

from django.db import transaction

from saidanddone.contributions import signals
from saidanddone.contributions.models import Contribution
from saidanddone.core.clock import local_date
from saidanddone.core.once import once
from saidanddone.core.text import clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.messaging import actions as messaging
from saidanddone.moderation import actions as moderation
from saidanddone.record import actions as record
from saidanddone.thread import ways
from saidanddone.thread.drafts import ThanksDraft
from saidanddone.thread.models import Telling, Thanks
from saidanddone.thread.permissions.thanks import check_forget_thanks, check_take_back_thanks, check_thank


def thank(*, by: Viewer, at: datetime, contribution: Contribution, draft: ThanksDraft) -> Thanks:
    """The contributor is told; everyone may read no more than that they were thanked, and that only where named."""
    check_thank(by=by, contribution=contribution, draft=draft, on=local_date(at))
    return once(lambda: _noted_before(by, draft), lambda: _note(by, at, contribution, draft))


def _noted_before(by: Viewer, draft: ThanksDraft) -> Thanks | None:
    if not draft.submission_key:
        return None
    own = Thanks.objects.filter(organisation=draft.organisation, noted_by=by.person_id)
    return own.filter(submission_key=draft.submission_key).first()


def _note(by: Viewer, at: datetime, contribution: Contribution, draft: ThanksDraft) -> Thanks:
    contribution = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    check_thank(by=by, contribution=contribution, draft=draft, on=local_date(at))
    thanks = Thanks.objects.create(
        contribution=contribution,
        organisation=draft.organisation,
        kind=draft.kind,
        amount_pence=draft.amount_pence,
        words=clean_text(draft.words),
        given_date=draft.given_date,
        noted_by_id=by.person_id,
        noted_at=at,
        submission_key=draft.submission_key,
    )
    _append("thanks", thanks, by=by, at=at)
    signals.send("thanked", about=thanks.ref, contribution_ids=[contribution.pk], by=by, at=at)
    return thanks


def _append(kind: str, thanks: Thanks, *, by: Viewer, at: datetime) -> None:
    """That it was, and by whom, as everyone may read on the page: under words with a name."""
    contribution = thanks.contribution
    if contribution.is_public and contribution.credit_name:
        facts = {"organisation": thanks.organisation.slug, "given_date": thanks.given_date.isoformat()}
        record.append(by=by, kind=kind, about=contribution.ref, at=at, fields=facts)


@transaction.atomic
def take_back_thanks(*, by: Viewer, at: datetime, thanks: Thanks) -> None:
    """The row goes, with what was still to be told of it: it may hold what was given to somebody else."""
    check_take_back_thanks(by=by, thanks=thanks)
    moderation.forget(by=by, abouts=[thanks.ref], at=at)
    thanks = Thanks.objects.select_for_update(of=("self",)).get(pk=thanks.pk)
    messaging.forget(by=by, at=at, abouts=[thanks.ref])
    Telling.objects.filter(about_kind="thanks", about_id=thanks.public_id, state=Telling.State.DUE).update(
        state=Telling.State.DROPPED, settled_at=at
    )
    _append("thanks-taken-back", thanks, by=by, at=at)
    contribution_id = thanks.contribution_id
    thanks.delete()
    signals.send("dispositions", about=thanks.ref, contribution_ids=[contribution_id], by=by, at=at)


def forget_thanks(*, by: Viewer, at: datetime, contributor_id: int) -> None:
    """With somebody who is erased goes all that they were given for what they said."""
    check_forget_thanks(by=by)
    given = Thanks.objects.filter(contribution__contributor=contributor_id)
    abouts = [each.ref for each in given]
    moderation.forget(by=by, abouts=abouts, at=at)
    messaging.forget(by=by, at=at, abouts=abouts)
    said = list(given.values_list("contribution", flat=True))
    given.delete()
    ways.keep(said)
