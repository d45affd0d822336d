"""What organisations say back. Answers are added, never overwritten."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from saidanddone.contributions import deadlines, recording, signals, tallies
from saidanddone.contributions.drafts import Reply
from saidanddone.contributions.models import Addressee, Answer, Contribution
from saidanddone.contributions.permissions import check_acknowledge_many, check_answer
from saidanddone.core.languages import active
from saidanddone.core.once import once
from saidanddone.core.text import clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation


def answer(*, by: Viewer, at: datetime, contribution: Contribution, reply: Reply) -> Answer:
    """Add an answer, and stop the clock of the organisation if it says something.

    The answer to a contribution also settles those that were linked to it as the same, each after its own time.
    """

    def add() -> Answer:
        cluster = list(Contribution.objects.family(contribution.pk).select_for_update(of=("self",)))
        current = next(each for each in cluster if each.pk == contribution.pk)
        addressee = _addressee(current, reply.organisation)
        check_answer(by=by, contribution=current, addressee=addressee, reply=reply)
        assert addressee is not None  # noqa: S101 - the check has refused otherwise
        with tallies.kept([each.pk for each in cluster]):
            return _add(by, at, current, addressee, reply, cluster)

    return once(lambda: _answered_before(by, contribution, reply), add)


def _answered_before(by: Viewer, contribution: Contribution, reply: Reply) -> Answer | None:
    if not reply.submission_key:
        return None
    own = contribution.answers.filter(organisation=reply.organisation, answered_by=by.person_id)
    return own.filter(submission_key=reply.submission_key).first()


def _addressee(contribution: Contribution, organisation: Organisation) -> Addressee | None:
    return contribution.addressees.filter(organisation=organisation).select_related("organisation").first()


def _add(
    by: Viewer,
    at: datetime,
    contribution: Contribution,
    addressee: Addressee,
    reply: Reply,
    cluster: list[Contribution],
) -> Answer:
    added = Answer.objects.create(
        contribution=contribution,
        organisation=reply.organisation,
        kind=reply.kind,
        text=reply.text,
        reason=reply.reason,
        passed_to=reply.passed_to,
        language=reply.language,
        answered_by_id=by.person_id,
        answered_at=at,
        submission_key=reply.submission_key,
    )
    _append(by, at, added, addressee)
    if reply.is_answer:
        for each in _settled_by(contribution, addressee, cluster):
            deadlines.settle(each, at=at)
    elif reply.kind == Answer.Kind.PASSED_ON:
        _pass_on(at, addressee, reply)
    elif addressee.acknowledged_at is None:
        Addressee.objects.filter(pk=addressee.pk).update(acknowledged_at=at)
    signals.send("answered", about=added.ref, contribution_ids=[each.pk for each in cluster], by=by, at=at)
    return added


def _settled_by(contribution: Contribution, addressee: Addressee, cluster: list[Contribution]) -> list[Addressee]:
    """Its own addressee, and the waiting ones of the same organisation in what was linked to it."""
    own = [] if addressee.state == Addressee.State.ANSWERED else [addressee]
    duplicates = [each.pk for each in cluster if each.pk != contribution.pk]
    waiting = Addressee.objects.waiting().of(addressee.organisation).filter(contribution__in=duplicates)
    return own + list(waiting.select_related("organisation").order_by("pk"))


def _pass_on(at: datetime, addressee: Addressee, reply: Reply) -> None:
    """The clock of the one stops without an answer; the other's starts, and both stand on the page."""
    assert reply.passed_to is not None  # noqa: S101 - the check has refused otherwise
    if addressee.state == Addressee.State.WAITING:
        deadlines.stop_pause(addressee, at=at)
        addressee.state = Addressee.State.PASSED_ON
        addressee.save()
    asked = Addressee(
        contribution=addressee.contribution, organisation=reply.passed_to, passed_on_by=addressee.organisation
    )
    if not addressee.contribution.addressees.filter(organisation=reply.passed_to).exists():
        deadlines.start(asked, at=at)
        asked.save()


def _append(by: Viewer, at: datetime, added: Answer, addressee: Addressee) -> None:
    recording.append_about(
        added.contribution,
        "answer",
        by=by,
        at=at,
        about=added.ref,
        fields=recording.answer_facts(added, addressee),
        private=recording.answer_words(added),
    )


def acknowledge_many(
    *, by: Viewer, at: datetime, organisation: Organisation, contributions: Collection[Contribution], text: str = ""
) -> int:
    """Acknowledge all that are waiting and were not acknowledged before; say how many that were. No clock stops."""
    check_acknowledge_many(by=by, organisation=organisation)
    text = clean_text(text)
    with transaction.atomic():
        chosen = Contribution.objects.filter(pk__in=[each.pk for each in contributions]).order_by("pk")
        locked = list(chosen.select_for_update(of=("self",)))
        open_ones = Addressee.objects.of(organisation).waiting().counted().filter(contribution__in=locked)
        addressees = list(open_ones.filter(acknowledged_at__isnull=True).select_related("contribution").order_by("pk"))
        Addressee.objects.filter(pk__in=[each.pk for each in addressees]).update(acknowledged_at=at)
        for addressee in addressees:
            added = Answer.objects.create(
                contribution=addressee.contribution,
                organisation=organisation,
                kind=Answer.Kind.ACKNOWLEDGED,
                text=text,
                language=active(),
                answered_by_id=by.person_id,
                answered_at=at,
            )
            _append(by, at, added, addressee)
            signals.send("answered", about=added.ref, contribution_ids=[addressee.contribution_id], by=by, at=at)
    return len(addressees)
