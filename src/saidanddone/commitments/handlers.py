"""How moderators hide, show and redact promises, updates, setbacks and what people say of them.

Runs inside moderation's transaction.
"""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.commitments import recording, searching
from saidanddone.commitments.models import Change, Commitment, FollowUp, Setback, Update
from saidanddone.contributions.models import Contribution
from saidanddone.core.refs import url_of
from saidanddone.core.text import excerpt
from saidanddone.core.viewer import SITE, Viewer
from saidanddone.decisions import translating
from saidanddone.decisions.bilingual import Bilingual
from saidanddone.moderation.registry import Described, Handler, Part
from saidanddone.record import actions as record

CORRECTION = "commitment-correction"
_WORDS = {
    **Commitment.WORDS,
    "done": _("What was done"),
    "next": _("What is next"),
    **Setback.WORDS,
    "words": _("The words beside the verdict"),
}


class _OwnWords(Handler):
    """What the kinds of this app have in common: words in named fields, a moment at which they were hidden."""

    model: ClassVar[Any]
    names: ClassVar[tuple[str, ...]]
    related: ClassVar[tuple[str, ...]] = ()
    hidden: ClassVar[str] = "hidden_at"

    def describe(self, public_id: str) -> Described | None:
        return self.describe_many([public_id]).get(public_id)

    def describe_many(self, public_ids: Sequence[str]) -> dict[str, Described]:
        rows = self.rows().filter(public_id__in=public_ids)
        return {row.public_id: self.described(row) for row in rows}

    def rows(self) -> Any:
        return self.model.objects.select_related(*self.related)

    def described(self, row: Any) -> Described:
        return Described(
            title=excerpt(getattr(row, self.names[0]), 80) or gettext("Without words"),
            parts=tuple(self.parts(row)),
            url=self.url(row),
            language=row.language,
            is_shown=getattr(row, self.hidden) is None,
            is_redacted=row.is_redacted,
            **self.author(row),
        )

    def parts(self, row: Any) -> list[Part]:
        return [Part(name, _WORDS[name], getattr(row, name), longest=self._longest(name)) for name in self.names]

    def _longest(self, name: str) -> int:
        return self.model._meta.get_field(name).max_length or 5000

    def url(self, row: Any) -> str:
        return url_of(row.ref)

    @abstractmethod
    def author(self, row: Any) -> dict[str, Any]:
        """Who wrote it, in the names of `Described`."""

    def hide(self, public_id: str, at: datetime) -> None:
        self.model.objects.filter(public_id=public_id, **{f"{self.hidden}__isnull": True}).update(**{self.hidden: at})
        self.reindex(public_id)

    def show(self, public_id: str, at: datetime) -> None:
        self.model.objects.filter(public_id=public_id).update(**{self.hidden: None})
        self.reindex(public_id)

    def reindex(self, public_id: str) -> None:
        """Only what can be found by itself is in the index."""

    def rewrite(self, public_id: str, words: Mapping[str, str], *, is_redacted: bool, at: datetime) -> None:
        """The record's commitments to the earlier words open no more; new ones stand for those that are shown."""
        row = self.rows().get(public_id=public_id)
        for name in self.names:
            setattr(row, name, words[name])
        row.is_redacted = is_redacted
        closed = (*self.names, *self.rewrite_more(row, words))
        if isinstance(row, Bilingual):
            row.forget_translation()
            closed += tuple(translating.entry_names(row.WORDS))
        row.save()
        record.close(by=SITE, about=row.ref, at=at, fields=closed)
        private = recording.words_of(row, self.names)
        recording.append(CORRECTION, row.ref, by=SITE, at=at, fields={"is_redacted": is_redacted}, private=private)
        self.reindex(public_id)

    def rewrite_more(self, row: Any, words: Mapping[str, str]) -> tuple[str, ...]:
        """Further words that hang on it; gives the names under which the record has them."""
        return ()

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        return bool(self.model.objects.visible_to(viewer).filter(public_id=public_id).exists())


class CommitmentHandler(_OwnWords):
    """A promise, with the wordings that it had before. Hidden, it leaves wall, search, files and counts."""

    model, names = Commitment, recording.COMMITMENT_WORDS
    related = ("place", "organisation")

    def rows(self) -> Any:
        return super().rows().prefetch_related("changes")

    def parts(self, row: Commitment) -> list[Part]:
        earlier = sorted(row.changes.all(), key=lambda change: change.pk)
        more = [
            Part(f"{name}-{each.pk}", label, getattr(each, name), longest=500)
            for each in earlier
            for name, label in (("before", _("What it said before")), ("reason", _("Why it was changed")))
            if each.field == Change.Field.PROMISE or name == "reason"
        ]
        return super().parts(row) + more

    def author(self, row: Commitment) -> dict[str, Any]:
        return {"author_person_id": row.made_by_id, "organisation_ids": frozenset({row.organisation_id})}

    def reindex(self, public_id: str) -> None:
        searching.put_commitment(self.rows().get(public_id=public_id))

    def rewrite_more(self, row: Commitment, words: Mapping[str, str]) -> tuple[str, ...]:
        """What a change says it became is what the next one says it was, or what the promise says now."""
        after = words["promise"]
        for change in row.changes.order_by("-pk"):
            change.reason = words[f"reason-{change.pk}"] or "–"
            if change.field == Change.Field.PROMISE:
                change.before, change.after = words[f"before-{change.pk}"], after
                after = change.before
            change.save(update_fields=["before", "after", "reason"])
        return ("before", "after", "reason")


class UpdateHandler(_OwnWords):
    """What was done. Hidden, its words are shown to nobody; that the promise was kept or dropped stays."""

    model, names = Update, recording.UPDATE_WORDS
    related = ("commitment",)

    def author(self, row: Update) -> dict[str, Any]:
        return {"author_person_id": row.updated_by_id, "organisation_ids": frozenset({row.organisation_id})}

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        shown = Update.objects.filter(public_id=public_id, hidden_at__isnull=True)
        return shown.filter(commitment__in=Commitment.objects.visible_to(viewer)).exists()


class FollowUpHandler(_OwnWords):
    """The words beside whether it worked. Hidden, they are shown to nobody; what they said stays counted."""

    model, names = FollowUp, ("words",)
    related = ("commitment", "contribution")
    hidden = "words_hidden_at"

    def rows(self) -> Any:
        return super().rows().exclude(contribution__state=Contribution.State.WITHDRAWN).exclude(value="")

    def author(self, row: FollowUp) -> dict[str, Any]:
        return {"author_contributor_id": row.contributor_id}

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        shown = FollowUp.objects.filter(public_id=public_id, words_hidden_at__isnull=True).exclude(value="")
        return shown.filter(commitment__in=Commitment.objects.visible_to(viewer)).exists()


class SetbackHandler(_OwnWords):
    """What went wrong. Hidden, it leaves lists, search and counts."""

    model, names = Setback, recording.SETBACK_WORDS
    related = ("place", "organisation")

    def author(self, row: Setback) -> dict[str, Any]:
        return {"author_person_id": row.said_by_id, "organisation_ids": frozenset({row.organisation_id})}

    def reindex(self, public_id: str) -> None:
        searching.put_setback(Setback.objects.get(public_id=public_id))
