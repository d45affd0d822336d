"""What the contributor makes of an answer: did you understand me?"""

from datetime import datetime

from django.db import transaction

from saidanddone.contributions import deadlines, publishing, recording, signals, tallies
from saidanddone.contributions.models import Addressee, Answer, Contribution, Verdict
from saidanddone.contributions.permissions import check_give_verdict
from saidanddone.core.text import clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.moderation import actions as moderation
from saidanddone.record import actions as record

UNHAPPY = frozenset({Verdict.Value.NO, Verdict.Value.PARTLY})


def give_verdict(*, by: Viewer, at: datetime, answer: Answer, value: str, words: str = "") -> Verdict:
    """Keep the verdict beside the answer. It may be changed; the record keeps each.

    An unhappy verdict on an organisation's newest answer asks it again, once, with a new clock.
    """
    words = clean_text(words)
    with transaction.atomic():
        if not words:
            _drop_cases(by, at, answer)
        Contribution.objects.select_for_update(of=("self",)).get(pk=answer.contribution_id)
        answer = Answer.objects.select_related("contribution", "organisation").get(pk=answer.pk)
        check_give_verdict(by=by, answer=answer, value=value, words=words)
        before = Verdict.objects.filter(answer=answer).first()
        if before and (before.value, before.words) == (value, words):
            return before
        verdict = before or Verdict(answer=answer, contributor_id=answer.contribution.contributor_id)
        with tallies.kept([answer.contribution_id]):
            verdict.value, verdict.given_at = value, at
            _save(by, at, verdict, words)
            if value in UNHAPPY:
                _ask_again(at, answer)
        record.close(by=by, about=verdict.ref, at=at, fields=("words",))
        _append(by, at, verdict)
        ids = [answer.contribution_id]
        signals.send("dispositions", about=verdict.ref, contribution_ids=ids, by=by, at=at)
    return verdict


def _drop_cases(by: Viewer, at: datetime, answer: Answer) -> None:
    """Words that are taken back leave moderators nothing to decide; if it is refused, all this is undone."""
    for verdict in Verdict.objects.filter(answer=answer):
        moderation.drop(by=by, about=verdict.ref, at=at)


def _save(by: Viewer, at: datetime, verdict: Verdict, words: str) -> None:
    """New words are checked first where the channel's rule says so, or where the earlier ones are hidden.

    The verdict itself counts at once.
    """
    if words != verdict.words:
        moderation.supersede(by=by, about=verdict.ref, at=at)
        is_checked = verdict.words_hidden_at is not None or publishing.is_held_first(
            verdict.answer.contribution.channel
        )
        if words and is_checked:
            verdict.words_hidden_at = at
            moderation.hold(by=by, about=verdict.ref, at=at)
        verdict.words, verdict.is_redacted = words, False
    verdict.save()


def _ask_again(at: datetime, answer: Answer) -> None:
    addressees = answer.contribution.addressees.of(answer.organisation).select_related("organisation")
    addressee = addressees.filter(state=Addressee.State.ANSWERED, reopened_at__isnull=True).first()
    newer = answer.contribution.answers.saying_something().filter(
        organisation=answer.organisation, answered_at__gt=answer.answered_at
    )
    if addressee and not newer.exists():
        deadlines.reopen(addressee, at=at)


def _append(by: Viewer, at: datetime, verdict: Verdict) -> None:
    recording.append_about(
        verdict.answer.contribution,
        "verdict",
        by=by,
        at=at,
        about=verdict.ref,
        fields=recording.verdict_facts(verdict),
        private={"words": verdict.words},
    )
