"""What the contributor makes of an answer: did you understand me?"""

from datetime import datetime

from django.db import transaction

from saidanddone.contributions import deadlines, publishing, recording, tallies
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
        Contribution.objects.select_for_update(of=("self",)).get(pk=answer.contribution_id)
        answer = Answer.objects.select_related("contribution", "organisation").get(pk=answer.pk)
        check_give_verdict(by=by, answer=answer, value=value, words=words)
        before = Verdict.objects.filter(answer=answer).first()
        if before and (before.value, before.words) == (value, words):
            return before
        verdict = before or Verdict(answer=answer, contributor_id=answer.contribution.contributor_id)
        with tallies.kept([answer.contribution_id]):
            verdict.value, verdict.words, verdict.given_at = value, words, at
            _save(by, at, verdict)
            if value in UNHAPPY:
                _ask_again(at, answer)
        record.close(by=by, about=verdict.ref, at=at, fields=("words",))
        _append(by, at, verdict)
    return verdict


def _save(by: Viewer, at: datetime, verdict: Verdict) -> None:
    """New words are checked first where the channel's rule says so; the verdict itself counts at once."""
    is_held = bool(verdict.words) and publishing.is_held_first(verdict.answer.contribution.channel)
    if is_held:
        verdict.words_hidden_at = at
        moderation.hold(by=by, about=verdict.ref, at=at)
    verdict.is_redacted = False
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
