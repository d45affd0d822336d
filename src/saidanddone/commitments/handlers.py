"""How moderators hide, show and redact promises, updates, setbacks and what people say of them.

Runs inside moderation's transaction.
"""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.commitments import recording, searching
from saidanddone.commitments.models import Commitment, FollowUp, Setback, Update
from saidanddone.contributions import keeping
from saidanddone.contributions.models import Contribution
from saidanddone.core.refs import url_of
from saidanddone.core.text import excerpt
from saidanddone.core.viewer import SITE, Viewer
from saidanddone.decisions import translating
from saidanddone.decisions.bilingual import Bilingual
from saidanddone.moderation.registry import Described, File, Handler, Part
from saidanddone.record import actions as record

CORRECTION = "commitment-correction"
_WORDS = {
    **Commitment.WORDS,
    "done": _("What was done"),
    "next": _("What is next"),
    "evidence": _("Where it can be seen"),
    **Setback.WORDS,
    "words": _("The words beside the verdict"),
}


class OwnWords(Handler):
    """What kinds of this app and above have in common: words in named fields, a moment at which they were hidden."""

    model: ClassVar[Any]
    names: ClassVar[tuple[str, ...]]
    related: ClassVar[tuple[str, ...]] = ()
    hidden: ClassVar[str] = "hidden_at"
    labels: ClassVar[Mapping[str, Any]] = _WORDS
    correction: ClassVar[str] = CORRECTION

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
        return [Part(name, self.labels[name], getattr(row, name), longest=self._longest(name)) for name in self.names]

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
        fields = {"is_redacted": is_redacted}
        recording.append(self.correction, row.ref, by=SITE, at=at, fields=fields, private=private)
        self.reindex(public_id)

    def rewrite_more(self, row: Any, words: Mapping[str, str]) -> tuple[str, ...]:
        """Further words that hang on it; gives the names under which the record has them."""
        return ()

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        return bool(self.model.objects.visible_to(viewer).filter(public_id=public_id).exists())


class CommitmentHandler(OwnWords):
    """A promise with its steps and its partners' parts, and the wordings that it had before.

    Hidden, it leaves wall, search, files and counts.
    """

    model, names = Commitment, recording.COMMITMENT_WORDS
    related = ("place", "organisation")

    def rows(self) -> Any:
        return super().rows().prefetch_related("changes", "partners", "milestones", "periods")

    def parts(self, row: Commitment) -> list[Part]:
        """What hangs on it has its own number behind its name, so that one of them is redacted by itself."""
        more = [Part(f"part-{each.pk}", _("A partner's part"), each.part, 300) for each in _in_order(row.partners)]
        more += [Part(f"step-{each.pk}", _("A step"), each.title, 200) for each in _in_order(row.milestones)]
        for change in _in_order(row.changes):
            if change.is_of_words:
                more.append(Part(f"before-{change.pk}", _("What it said before"), change.before, 300))
            more.append(Part(f"reason-{change.pk}", _("Why it was changed"), change.reason, 500))
        for period in _in_order(row.periods):
            more.append(Part(f"source-{period.pk}", _("Where the figures come from"), period.source, 300))
            more.append(Part(f"note-{period.pk}", _("What there is to know about them"), period.note, 500))
        return super().parts(row) + more

    def author(self, row: Commitment) -> dict[str, Any]:
        return {"author_person_id": row.made_by_id, "organisation_ids": frozenset({row.organisation_id})}

    def reindex(self, public_id: str) -> None:
        searching.put_commitment(self.rows().get(public_id=public_id))

    def rewrite_more(self, row: Commitment, words: Mapping[str, str]) -> tuple[str, ...]:
        """What a change says it became is what the next one says it was, or what stands there now."""
        after: dict[int | None, str] = {None: words["promise"]}
        for partner in row.partners.all():
            _set(partner, words, part=f"part-{partner.pk}")
        for step in row.milestones.all():
            _set(step, words, title=f"step-{step.pk}")
            after[step.pk] = step.title
        for change in row.changes.order_by("-pk"):
            _set(change, words, reason=f"reason-{change.pk}")
            if change.is_of_words:
                change.before = words.get(f"before-{change.pk}", change.before)
                change.after, after[change.milestone_id] = after[change.milestone_id], change.before
                change.save(update_fields=["before", "after"])
        for period in row.periods.all():
            _set(period, words, source=f"source-{period.pk}", note=f"note-{period.pk}")
        return ("before", "after", "reason", "part", "source", "note")

    def rewrite(self, public_id: str, words: Mapping[str, str], *, is_redacted: bool, at: datetime) -> None:
        """Why it was dropped was entered with the update that said so, too."""
        super().rewrite(public_id, words, is_redacted=is_redacted, at=at)
        for update in Update.objects.filter(commitment__public_id=public_id, claim=Update.Claim.DROPPED):
            record.close(by=SITE, about=update.ref, at=at, fields=("reason",))


def _in_order(rows: Any) -> list[Any]:
    return sorted(rows.all(), key=lambda row: row.pk)


def _set(row: Any, words: Mapping[str, str], **names: str) -> None:
    """Its fields with the words by these names; what came after they were read stays, and nothing becomes empty."""
    for field, name in names.items():
        before = getattr(row, field)
        setattr(row, field, words.get(name, before) or ("–" if before else ""))
    row.save(update_fields=list(names))


class UpdateHandler(OwnWords):
    """What was done. Hidden, its words are shown to nobody; that the promise was kept or dropped stays."""

    model, names = Update, recording.UPDATE_WORDS
    related = ("commitment",)

    def rows(self) -> Any:
        return super().rows().prefetch_related("files")

    def described(self, row: Update) -> Described:
        held = (
            File(each.public_id, str(each), reverse("update_file", args=[each.public_id]))
            for each in _in_order(row.files)
        )
        return replace(super().described(row), files=tuple(held))

    def parts(self, row: Update) -> list[Part]:
        files, label = _in_order(row.files), _("What the file shows")
        shown = (Part(f"file-{each.pk}", label, each.description, longest=300) for each in files)
        return [*super().parts(row), *shown]

    def rewrite_more(self, row: Update, words: Mapping[str, str]) -> tuple[str, ...]:
        for each in row.files.all():
            _set(each, words, description=f"file-{each.pk}")
        return ("reason",)

    def take_files(self, public_id: str, files: Sequence[str], at: datetime) -> None:
        row = self.rows().get(public_id=public_id)
        for each in row.files.filter(public_id__in=files):
            keeping.delete(each)
        recording.append(CORRECTION, row.ref, by=SITE, at=at, fields={"files": recording.file_digests(row)})

    def author(self, row: Update) -> dict[str, Any]:
        return {"author_person_id": row.updated_by_id, "organisation_ids": frozenset({row.organisation_id})}

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        shown = Update.objects.filter(public_id=public_id, hidden_at__isnull=True)
        return shown.filter(commitment__in=Commitment.objects.visible_to(viewer)).exists()


class FollowUpHandler(OwnWords):
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


class SetbackHandler(OwnWords):
    """What went wrong. Hidden, it leaves lists, search and counts."""

    model, names = Setback, recording.SETBACK_WORDS
    related = ("place", "organisation")

    def author(self, row: Setback) -> dict[str, Any]:
        return {"author_person_id": row.said_by_id, "organisation_ids": frozenset({row.organisation_id})}

    def reindex(self, public_id: str) -> None:
        searching.put_setback(Setback.objects.get(public_id=public_id))
