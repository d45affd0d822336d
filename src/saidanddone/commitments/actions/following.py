"""Did it work for you? Asked of everyone whose words led to a promise, four weeks after it was kept."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from saidanddone.commitments import recording
from saidanddone.commitments.models import Commitment, FollowUp
from saidanddone.commitments.movements import locked
from saidanddone.commitments.permissions import check_ask_if_it_worked, check_say_if_it_worked
from saidanddone.commitments.queries import voices
from saidanddone.contributions import publishing, signals
from saidanddone.contributions.models import Contribution
from saidanddone.core.clock import local_date
from saidanddone.core.languages import active
from saidanddone.core.text import clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.moderation import actions as moderation
from saidanddone.record import actions as record


def ask_if_it_worked(*, by: Viewer, at: datetime, commitment: Commitment) -> list[FollowUp]:
    """Ask each contributor once, however much of what they said led to it, and however many say the same."""
    with transaction.atomic():
        commitment = locked(commitment)
        check_ask_if_it_worked(by=by, commitment=commitment, on=local_date(at))
        asked: dict[int, FollowUp] = {}
        for contribution in _standing(commitment):
            asked.setdefault(
                contribution.contributor_id,
                FollowUp(
                    commitment=commitment,
                    contribution=contribution,
                    contributor_id=contribution.contributor_id,
                    asked_at=at,
                ),
            )
        FollowUp.objects.bulk_create(asked.values(), batch_size=500)
        commitment.asked_at = at
        commitment.save(update_fields=["asked_at"])
        facts = {"asked": len(asked)}
        recording.append("follow-up-asked", commitment.ref, by=by, at=at, fields=facts)
        told = [each.contribution_id for each in asked.values()]
        signals.send("asked_if_it_worked", about=commitment.ref, contribution_ids=told, by=by, at=at)
    return list(asked.values())


def _standing(commitment: Commitment) -> list[Contribution]:
    """What led to it and is still there, by people who have not been erased: what was said first comes first."""
    led = voices.voices_of(commitment).filter(state=Contribution.State.PUBLISHED, contributor__erased_at__isnull=True)
    return list(led.only("pk", "contributor_id").order_by("pk"))


def say_if_it_worked(*, by: Viewer, at: datetime, follow_up: FollowUp, value: str, words: str = "") -> FollowUp:
    """Keep what they say beside the organisation's claim. It may be changed; the record keeps each."""
    words = clean_text(words)
    with transaction.atomic():
        rows = FollowUp.objects.select_related("commitment", "contribution").select_for_update(of=("self",))
        follow_up = rows.get(pk=follow_up.pk)
        check_say_if_it_worked(by=by, follow_up=follow_up, value=value, words=words)
        if (follow_up.value, follow_up.words) == (value, words):
            return follow_up
        _keep_words(by, at, follow_up, words)
        follow_up.value, follow_up.answered_at = value, at
        follow_up.save()
        record.close(by=by, about=follow_up.ref, at=at, fields=("words",))
        facts = recording.follow_up_facts(follow_up)
        recording.append("follow-up", follow_up.ref, by=by, at=at, fields=facts, private={"words": words})
        judged = [follow_up.contribution_id]
        signals.send("dispositions", about=follow_up.ref, contribution_ids=judged, by=by, at=at)
    return follow_up


def _keep_words(by: Viewer, at: datetime, follow_up: FollowUp, words: str) -> None:
    """New words are checked first where the channel's rule says so, or where the earlier ones are hidden.

    The value itself counts at once.
    """
    if words == follow_up.words:
        return
    if not words:
        moderation.drop(by=by, about=follow_up.ref, at=at)
    moderation.supersede(by=by, about=follow_up.ref, at=at)
    is_hidden = follow_up.words_hidden_at is not None
    if words and (is_hidden or publishing.is_held_first(follow_up.contribution.channel)):
        follow_up.words_hidden_at = at
        moderation.hold(by=by, about=follow_up.ref, at=at)
    follow_up.words, follow_up.language, follow_up.is_redacted = words, active() if words else "", False


def forget_follow_ups(*, by: Viewer, at: datetime, contribution_ids: Collection[int]) -> int:
    """Whoever took back what they said, or was erased, takes along the words beside whether it worked.

    That somebody said yes or no stays counted, without words and without a name.
    """
    gone = FollowUp.objects.filter(contribution__in=contribution_ids, contribution__state=Contribution.State.WITHDRAWN)
    rows = list(gone.exclude(words="").order_by("pk").select_for_update(of=("self",)))
    for follow_up in rows:
        moderation.drop(by=by, about=follow_up.ref, at=at)
        record.forget(by=by, about=follow_up.ref, at=at)
    gone.filter(pk__in=[each.pk for each in rows]).update(words="", words_hidden_at=None)
    return len(rows)
