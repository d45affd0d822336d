"""How moderators hide, show and redact what people and organisations wrote. Runs inside moderation's transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from saidanddone.contributions import keeping, publishing, recording, signals
from saidanddone.contributions.models import Answer, ClockPause, Contribution, Verdict
from saidanddone.core.refs import url_of
from saidanddone.core.text import excerpt
from saidanddone.core.viewer import SITE, Viewer
from saidanddone.moderation.registry import Described, File, Handler, Part
from saidanddone.record import actions as record


class ContributionHandler(Handler):
    """What somebody said. Hidden, it leaves lists, search, feeds, figures and files at once; its clocks stand still."""

    def describe(self, public_id: str) -> Described | None:
        return self.describe_many([public_id]).get(public_id)

    def describe_many(self, public_ids: Sequence[str]) -> dict[str, Described]:
        rows = Contribution.objects.filter(public_id__in=public_ids).exclude(state=Contribution.State.WITHDRAWN)
        return {each.public_id: _described(each) for each in rows.prefetch_related("addressees", "attachments")}

    def hide(self, public_id: str, at: datetime) -> None:
        contribution = _locked(public_id)
        if contribution.state in (Contribution.State.PUBLISHED, Contribution.State.HELD):
            publishing.take_down(contribution, Contribution.State.HIDDEN, at=at)

    def show(self, public_id: str, at: datetime) -> None:
        contribution = _locked(public_id)
        is_first = contribution.published_at is None
        if contribution.state not in (Contribution.State.HELD, Contribution.State.HIDDEN):
            return
        publishing.bring_up(contribution, at=at)
        if is_first and recording.is_recorded(contribution):
            organisations = [each.organisation for each in contribution.addressees.select_related("organisation")]
            recording.append_contribution(contribution, organisations, by=SITE, at=at)
        elif not is_first:
            recording.append_correction(contribution, by=SITE, at=at)

    def rewrite(self, public_id: str, words: Mapping[str, str], *, is_redacted: bool, at: datetime) -> None:
        """The record's commitments to the earlier words open no more; a new one stands for those that are shown."""
        contribution = _locked(public_id)
        contribution.versions.all().delete()
        contribution.translations.all().delete()
        contribution.text, contribution.credit_name = words["text"], words["credit_name"]
        contribution.is_redacted = is_redacted
        contribution.save(update_fields=["text", "credit_name", "is_redacted"])
        record.close(by=SITE, about=contribution.ref, at=at, fields=("text", "translation", "credit_name"))
        publishing.index(contribution)
        recording.append_correction(contribution, by=SITE, at=at)
        signals.send("dispositions", about=contribution.ref, contribution_ids=[contribution.pk], by=SITE, at=at)

    def take_files(self, public_id: str, files: Sequence[str], at: datetime) -> None:
        contribution = _locked(public_id)
        for attachment in contribution.attachments.filter(public_id__in=files):
            keeping.delete(attachment)
        recording.append_correction(contribution, by=SITE, at=at)

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        return Contribution.objects.visible_to(viewer).filter(public_id=public_id).exists()


def _described(contribution: Contribution) -> Described:
    return Described(
        title=excerpt(contribution.text, 80) or gettext("A contribution"),
        parts=(
            Part("text", gettext("What was said"), contribution.text),
            Part("credit_name", gettext("The name under it"), contribution.credit_name, longest=120),
        ),
        url=url_of(contribution.ref),
        language=contribution.language,
        is_shown=contribution.state == Contribution.State.PUBLISHED,
        is_public=_is_for_everyone(contribution),
        author_contributor_id=contribution.contributor_id,
        organisation_ids=frozenset(each.organisation_id for each in contribution.addressees.all()),
        is_redacted=contribution.is_redacted,
        files=tuple(
            File(each.public_id, str(each), reverse("attachment", args=[each.public_id]))
            for each in contribution.attachments.all()
        ),
    )


def _is_for_everyone(contribution: Contribution) -> bool:
    return contribution.audience == Contribution.Audience.PUBLIC


def _locked(public_id: str) -> Contribution:
    rows = Contribution.objects.select_related("place", "topic", "service")
    return rows.select_for_update(of=("self",)).get(public_id=public_id)


class AnswerHandler(Handler):
    """What an organisation answered. Hidden, its words are shown to nobody; that it answered stays counted."""

    def describe(self, public_id: str) -> Described | None:
        return self.describe_many([public_id]).get(public_id)

    def describe_many(self, public_ids: Sequence[str]) -> dict[str, Described]:
        rows = Answer.objects.filter(public_id__in=public_ids).select_related("contribution")
        standing = rows.exclude(contribution__state=Contribution.State.WITHDRAWN)
        return {
            each.public_id: Described(
                title=excerpt(each.text, 80) or str(each.get_kind_display()),
                parts=(
                    Part("text", gettext("The answer"), each.text),
                    Part("reason", gettext("Why it cannot be done"), each.reason, longest=2000),
                ),
                url=f"{url_of(each.contribution.ref)}#answer-{each.public_id}",
                language=each.language,
                is_shown=each.hidden_at is None,
                is_public=_is_for_everyone(each.contribution),
                author_person_id=each.answered_by_id,
                organisation_ids=frozenset({each.organisation_id}),
                is_redacted=each.is_redacted,
            )
            for each in standing
        }

    def hide(self, public_id: str, at: datetime) -> None:
        Answer.objects.filter(public_id=public_id, hidden_at__isnull=True).update(hidden_at=at)

    def show(self, public_id: str, at: datetime) -> None:
        Answer.objects.filter(public_id=public_id).update(hidden_at=None)

    def rewrite(self, public_id: str, words: Mapping[str, str], *, is_redacted: bool, at: datetime) -> None:
        answer = Answer.objects.select_related("contribution").get(public_id=public_id)
        answer.text, answer.reason, answer.is_redacted = words["text"], words["reason"], is_redacted
        answer.save(update_fields=["text", "reason", "is_redacted"])
        record.close(by=SITE, about=answer.ref, at=at, fields=("text", "reason"))
        facts, private = {"answer": answer.public_id}, recording.answer_words(answer)
        recording.append_about(
            answer.contribution, "correction", by=SITE, at=at, about=answer.ref, fields=facts, private=private
        )

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        return Answer.objects.visible_to(viewer).filter(public_id=public_id).exists()


class ClockPauseHandler(Handler):
    """Why an organisation stopped its clock. Hidden, the reason is shown to nobody; that the clock stood still is."""

    def describe(self, public_id: str) -> Described | None:
        rows = ClockPause.objects.filter(public_id=public_id, by_moderation=False)
        standing = rows.exclude(addressee__contribution__state=Contribution.State.WITHDRAWN)
        pause = standing.select_related("addressee__contribution").first()
        if pause is None:
            return None
        contribution = pause.addressee.contribution
        return Described(
            title=excerpt(pause.reason, 80),
            parts=(Part("reason", gettext("Why the clock was stopped"), pause.reason, longest=1000),),
            url=f"{url_of(contribution.ref)}#pause-{public_id}",
            language=contribution.language,
            is_shown=pause.hidden_at is None,
            is_public=_is_for_everyone(contribution),
            author_person_id=pause.paused_by_id,
            organisation_ids=frozenset({pause.addressee.organisation_id}),
            is_redacted=pause.is_redacted,
        )

    def hide(self, public_id: str, at: datetime) -> None:
        ClockPause.objects.filter(public_id=public_id, hidden_at__isnull=True).update(hidden_at=at)

    def show(self, public_id: str, at: datetime) -> None:
        ClockPause.objects.filter(public_id=public_id).update(hidden_at=None)

    def rewrite(self, public_id: str, words: Mapping[str, str], *, is_redacted: bool, at: datetime) -> None:
        """The record has all pauses under their contribution: all its reasons are closed, and each is said anew."""
        rows = ClockPause.objects.filter(by_moderation=False).select_related("addressee__organisation")
        pause = rows.select_related("addressee__contribution").get(public_id=public_id)
        pause.reason, pause.is_redacted = words["reason"], is_redacted
        pause.save(update_fields=["reason", "is_redacted"])
        contribution = pause.addressee.contribution
        record.close(by=SITE, about=contribution.ref, at=at, fields=("reason",))
        for each in rows.filter(addressee__contribution=contribution).order_by("paused_at", "pk"):
            facts = {"organisation": each.addressee.organisation.slug, "paused_at": each.paused_at.isoformat()}
            private = {"reason": each.reason}
            recording.append_about(contribution, "correction", by=SITE, at=at, fields=facts, private=private)

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        rows = ClockPause.objects.visible_to(viewer)
        return rows.filter(public_id=public_id, by_moderation=False).exists()


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
            parts=(Part("words", gettext("The words beside the verdict"), verdict.words, longest=2000),),
            url=f"{url_of(verdict.answer.contribution.ref)}#answer-{verdict.answer.public_id}",
            language=verdict.answer.contribution.language,
            is_shown=verdict.words_hidden_at is None,
            is_public=_is_for_everyone(verdict.answer.contribution),
            author_contributor_id=verdict.contributor_id,
            is_redacted=verdict.is_redacted,
        )

    def hide(self, public_id: str, at: datetime) -> None:
        Verdict.objects.filter(public_id=public_id, words_hidden_at__isnull=True).update(words_hidden_at=at)

    def show(self, public_id: str, at: datetime) -> None:
        Verdict.objects.filter(public_id=public_id).update(words_hidden_at=None)

    def rewrite(self, public_id: str, words: Mapping[str, str], *, is_redacted: bool, at: datetime) -> None:
        verdict = Verdict.objects.select_related("answer__contribution").get(public_id=public_id)
        verdict.words, verdict.is_redacted = words["words"], is_redacted
        verdict.save(update_fields=["words", "is_redacted"])
        record.close(by=SITE, about=verdict.ref, at=at, fields=("words",))
        contribution, private = verdict.answer.contribution, {"words": verdict.words}
        recording.append_about(contribution, "correction", by=SITE, at=at, about=verdict.ref, private=private)

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        shown = Verdict.objects.filter(public_id=public_id, words_hidden_at__isnull=True)
        return shown.filter(answer__in=Answer.objects.visible_to(viewer)).exists()
