"""Words that stand within another thing, on its page: taken out one by one. To hide them is to hide the whole thing."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.utils.functional import Promise

from saidanddone.core.refs import url_of
from saidanddone.core.rules import Refused
from saidanddone.core.text import excerpt
from saidanddone.core.viewer import SITE, Viewer
from saidanddone.moderation.registry import ON_ANOTHER_PAGE, Described, Handler, Part
from saidanddone.record import actions as record


class WordsWithin(Handler):
    """`words`: the fields that hold them, each with its label. `whole`: the path to what they stand within."""

    model: ClassVar[Any]
    words: ClassVar[Mapping[str, str | Promise]]
    whole: ClassVar[str]

    @abstractmethod
    def whole_of(self, row: Any) -> Any:
        """What it stands within; it has `hidden_at` and `is_redacted`."""

    @abstractmethod
    def organisation_ids(self, row: Any) -> frozenset[int]: ...

    @abstractmethod
    def append(self, row: Any, *, at: datetime, is_redacted: bool) -> None:
        """Enter the words that are shown now into the record, and bring what is kept of them elsewhere along."""

    def describe(self, public_id: str) -> Described | None:
        return self.describe_many([public_id]).get(public_id)

    def describe_many(self, public_ids: Sequence[str]) -> dict[str, Described]:
        rows = self.model.objects.filter(public_id__in=public_ids).select_related(self.whole)
        return {row.public_id: self._described(row) for row in rows}

    def _described(self, row: Any) -> Described:
        whole = self.whole_of(row)
        parts = tuple(Part(name, label, getattr(row, name), self._longest(name)) for name, label in self.words.items())
        return Described(
            title=excerpt(next((part.text for part in parts if part.text), str(row)), 80),
            parts=parts,
            url=url_of(row.ref),
            language=getattr(row, "language", "") or whole.language,
            is_shown=whole.hidden_at is None,
            organisation_ids=self.organisation_ids(row),
            is_redacted=whole.is_redacted,
            is_within=True,
        )

    def _longest(self, name: str) -> int:
        return self.model._meta.get_field(name).max_length or 5000

    def hide(self, public_id: str, at: datetime) -> None:
        """It is hidden with what it stands within, and not by itself."""
        raise Refused(ON_ANOTHER_PAGE)

    def show(self, public_id: str, at: datetime) -> None:
        """It is shown as what it stands within is."""

    def rewrite(self, public_id: str, words: Mapping[str, str], *, is_redacted: bool, at: datetime) -> None:
        """The earlier words open no more in the record, and the page of the whole says that something was taken out."""
        row = self.model.objects.select_related(self.whole).get(public_id=public_id)
        for name in self.words:
            setattr(row, name, words[name])
        if hasattr(row, "forget_translation"):
            row.forget_translation()
        row.save()
        whole = self.whole_of(row)
        whole.is_redacted = whole.is_redacted or is_redacted
        whole.save(update_fields=["is_redacted"])
        record.close(by=SITE, about=row.ref, at=at, fields=tuple(self.words))
        self.append(row, at=at, is_redacted=is_redacted)

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        row = self.model.objects.select_related(self.whole).filter(public_id=public_id).first()
        if row is None:
            return False
        whole = self.whole_of(row)
        return bool(type(whole)._default_manager.visible_to(viewer).public().filter(pk=whole.pk).exists())
