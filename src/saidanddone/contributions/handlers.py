"""How moderators hide, show and redact what people and organisations wrote. Runs inside moderation's transaction."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext

from saidanddone.contributions import publishing, recording
from saidanddone.contributions.models import Answer, Contribution, Verdict
from saidanddone.core.refs import url_of
from saidanddone.core.text import clean_text, excerpt
from saidanddone.core.viewer import SITE, Viewer
from saidanddone.moderation.registry import Described, Handler
from saidanddone.record import actions as record


class ContributionHandler(Handler):
    """What somebody said. Hidden, it leaves lists, search, feeds, figures and files at once; its clocks stand still."""

    def describe(self, public_id: str) -> Described | None:
        return self.describe_many([public_id]).get(public_id)

    def describe_many(self, public_ids: Sequence[str]) -> dict[str, Described]:
        rows = Contribution.objects.filter(public_id__in=public_ids).exclude(state=Contribution.State.WITHDRAWN)
        return {each.public_id: _described(each) for each in rows.prefetch_related("addressees")}

    def hide(self, public_id: str, at: datetime) -> None:
        contribution = _locked(public_id)
        if contribution.state in (Contribution.State.PUBLISHED, Contribution.State.HELD):
            publishing.take_down(contribution, Contribution.State.HIDDEN, at=at)

    def show(self, public_id: str, at: datetime) -> None:
        contribution = _locked(public_id)
        before, is_first = contribution.state, contribution.published_at is None
        if before not in (Contribution.State.HELD, Contribution.State.HIDDEN):
            return
        publishing.bring_up(contribution, at=at)
        if not recording.is_recorded(contribution):
            return
        if is_first:
            organisations = [each.organisation for each in contribution.addressees.select_related("organisation")]
            recording.append_contribution(contribution, organisations, by=SITE, at=at)
        elif before == Contribution.State.HELD:
            _append_correction(contribution, at)

    def redact(self, public_id: str, text: str, at: datetime) -> None:
        contribution = _locked(public_id)
        contribution.versions.all().delete()
        contribution.translations.all().delete()
        _replace_words(contribution, text, at, is_redacted=True)

    def restore(self, public_id: str, text: str, at: datetime) -> None:
        _replace_words(_locked(public_id), text, at, is_redacted=False)

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        return Contribution.objects.visible_to(viewer).filter(public_id=public_id).exists()


def _described(contribution: Contribution) -> Described:
    return Described(
        title=excerpt(contribution.text, 80) or gettext("A contribution"),
        text=contribution.text,
        url=url_of(contribution.ref),
        language=contribution.language,
        is_shown=contribution.state == Contribution.State.PUBLISHED,
        author_contributor_id=contribution.contributor_id,
        organisation_ids=frozenset(each.organisation_id for each in contribution.addressees.all()),
        is_redacted=contribution.is_redacted,
    )


def _locked(public_id: str) -> Contribution:
    rows = Contribution.objects.select_related("place", "topic", "service")
    return rows.select_for_update(of=("self",)).get(public_id=public_id)


def _replace_words(contribution: Contribution, text: str, at: datetime, *, is_redacted: bool) -> None:
    """The record's commitments to the earlier words open no more; a new one stands for the words as they are shown."""
    contribution.text, contribution.is_redacted = text, is_redacted
    contribution.save(update_fields=["text", "is_redacted"])
    record.close(by=SITE, about=contribution.ref, at=at, fields=("text", "translation"))
    publishing.index(contribution)
    _append_correction(contribution, at)


def _append_correction(contribution: Contribution, at: datetime) -> None:
    words = recording.contribution_words(contribution)
    recording.append_about(contribution, "correction", by=SITE, at=at, private=words)


class AnswerHandler(Handler):
    """What an organisation answered. Hidden, its words are shown to nobody; that it answered stays counted."""

    def describe(self, public_id: str) -> Described | None:
        return self.describe_many([public_id]).get(public_id)

    def describe_many(self, public_ids: Sequence[str]) -> dict[str, Described]:
        rows = _standing(Answer.objects.filter(public_id__in=public_ids)).select_related("contribution")
        return {
            each.public_id: Described(
                title=excerpt(each.text, 80) or str(each.get_kind_display()),
                text=each.text,
                url=f"{url_of(each.contribution.ref)}#answer-{each.public_id}",
                language=each.language,
                is_shown=each.hidden_at is None,
                author_person_id=each.answered_by_id,
                organisation_ids=frozenset({each.organisation_id}),
                is_redacted=each.is_redacted,
            )
            for each in rows
        }

    def hide(self, public_id: str, at: datetime) -> None:
        Answer.objects.filter(public_id=public_id, hidden_at__isnull=True).update(hidden_at=at)

    def show(self, public_id: str, at: datetime) -> None:
        Answer.objects.filter(public_id=public_id).update(hidden_at=None)

    def redact(self, public_id: str, text: str, at: datetime) -> None:
        self._replace(public_id, text, at, is_redacted=True)

    def restore(self, public_id: str, text: str, at: datetime) -> None:
        self._replace(public_id, text, at, is_redacted=False)

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        return Answer.objects.visible_to(viewer).filter(public_id=public_id).exists()

    def _replace(self, public_id: str, text: str, at: datetime, *, is_redacted: bool) -> None:
        answer = Answer.objects.select_related("contribution").get(public_id=public_id)
        answer.text, answer.is_redacted = text, is_redacted
        answer.save(update_fields=["text", "is_redacted"])
        record.close(by=SITE, about=answer.ref, at=at, fields=("text",))
        facts, words = {"answer": answer.public_id}, {"text": text}
        recording.append_about(
            answer.contribution, "correction", by=SITE, at=at, about=answer.ref, fields=facts, private=words
        )


class VerdictHandler(Handler):
    """The words beside a verdict. Hidden, they are shown to nobody; whether someone was understood stays counted."""

    def describe(self, public_id: str) -> Described | None:
        rows = Verdict.objects.filter(public_id=public_id).exclude(
            answer__contribution__state=Contribution.State.WITHDRAWN
        )
        verdict = rows.select_related("answer__contribution").first()
        if verdict is None:
            return None
        return Described(
            title=excerpt(verdict.words, 80) or str(verdict.get_value_display()),
            text=verdict.words,
            url=f"{url_of(verdict.answer.contribution.ref)}#answer-{verdict.answer.public_id}",
            language=verdict.answer.contribution.language,
            is_shown=verdict.words_hidden_at is None,
            author_contributor_id=verdict.contributor_id,
            is_redacted=verdict.is_redacted,
        )

    def hide(self, public_id: str, at: datetime) -> None:
        Verdict.objects.filter(public_id=public_id, words_hidden_at__isnull=True).update(words_hidden_at=at)

    def show(self, public_id: str, at: datetime) -> None:
        Verdict.objects.filter(public_id=public_id).update(words_hidden_at=None)

    def redact(self, public_id: str, text: str, at: datetime) -> None:
        self._replace(public_id, text, at, is_redacted=True)

    def restore(self, public_id: str, text: str, at: datetime) -> None:
        self._replace(public_id, text, at, is_redacted=False)

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        shown = Verdict.objects.filter(public_id=public_id, words_hidden_at__isnull=True)
        return shown.filter(answer__in=Answer.objects.visible_to(viewer)).exists()

    def _replace(self, public_id: str, text: str, at: datetime, *, is_redacted: bool) -> None:
        verdict = Verdict.objects.select_related("answer__contribution").get(public_id=public_id)
        verdict.words, verdict.is_redacted = clean_text(text), is_redacted
        verdict.save(update_fields=["words", "is_redacted"])
        record.close(by=SITE, about=verdict.ref, at=at, fields=("words",))
        contribution = verdict.answer.contribution
        recording.append_about(
            contribution, "correction", by=SITE, at=at, about=verdict.ref, private={"words": verdict.words}
        )


def _standing(answers: "QuerySet[Answer]") -> "QuerySet[Answer]":
    return answers.exclude(contribution__state=Contribution.State.WITHDRAWN)
