"""How moderators hide, show and redact a decision. Runs inside moderation's transaction."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.core.refs import url_of
from saidanddone.core.text import excerpt
from saidanddone.core.viewer import SITE, Viewer
from saidanddone.decisions import backing_entries, open_record, wording
from saidanddone.decisions.models import Backing, Decision, Exercise, ExerciseItem, Use
from saidanddone.moderation.registry import Described, Handler, Part
from saidanddone.moderation.within import WordsWithin
from saidanddone.record import actions as record

_OWN = (*wording.WORDS, "pilot_learnt", "reason")
_ROWS = {
    "bounds": ("text", "figures"),
    "options": ("title", "text", "gain", "loss", "asks"),
    "scenarios": ("title", "matters_to", "text"),
    "documents": ("title",),
    "sign_offs": ("name", "says", "not_asked_because"),
    "expectations": ("text", "measure", "found"),
    "date_promises": ("reason",),
    "state_changes": ("reason",),
}
"""Related rows → their fields with words."""
_NOT_NAMED = ("reason", "left_out", "pilot_learnt")
"""What enters the record beside the public words."""


class DecisionHandler(Handler):
    """Hidden, it leaves the register, its page and the index at once; whose words it used is told nothing more."""

    def describe(self, public_id: str) -> Described | None:
        decision = Decision.objects.filter(public_id=public_id, announced_at__isnull=False).first()
        if decision is None:
            return None
        return Described(
            title=excerpt(str(decision), 80),
            parts=tuple(_parts(decision)),
            url=url_of(decision.ref),
            language=decision.language,
            is_shown=decision.hidden_at is None,
            author_person_id=decision.created_by_id,
            organisation_ids=frozenset({decision.organisation_id}),
            is_redacted=decision.is_redacted,
        )

    def hide(self, public_id: str, at: datetime) -> None:
        decision = _locked(public_id)
        if decision.hidden_at is None:
            self._set_hidden(decision, at, at)

    def show(self, public_id: str, at: datetime) -> None:
        decision = _locked(public_id)
        if decision.hidden_at is not None:
            self._set_hidden(decision, None, at)

    def _set_hidden(self, decision: Decision, hidden_at: datetime | None, at: datetime) -> None:
        decision.hidden_at = hidden_at
        decision.save(update_fields=["hidden_at"])
        open_record.index(decision)
        open_record.send("dispositions", decision, by=SITE, at=at)

    def rewrite(self, public_id: str, words: Mapping[str, str], *, is_redacted: bool, at: datetime) -> None:
        """Earlier versions go, the commitments to the earlier words open no more, and one stands for those shown."""
        decision = _locked(public_id)
        fields = {*wording.public_words(decision), *_NOT_NAMED}
        decision.versions.all().delete()
        for name, rows in _ROWS.items():
            for row in getattr(decision, name).all():
                changed = [field for field in rows if f"{name}_{row.pk}_{field}" in words]
                for field in changed:
                    setattr(row, field, words[f"{name}_{row.pk}_{field}"])
                if changed:
                    row.save(update_fields=changed)
        for row, field, name in _of_exercise(decision):
            setattr(row, field, words.get(name, getattr(row, field)))
            row.save(update_fields=[field])
            if isinstance(row, Exercise):
                open_record.rename_results(row, at=at)
        for field in _OWN:
            setattr(decision, field, words.get(field, getattr(decision, field)))
        decision.is_redacted = is_redacted
        decision.forget_translation()
        decision.save()
        record.close(by=SITE, about=decision.ref, at=at, fields=fields)
        open_record.publish(decision, by=SITE, at=at)

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        return Decision.objects.visible_to(viewer).public().filter(public_id=public_id).exists()


class UseHandler(WordsWithin):
    """What a decision says of one thing that it cites: there may be thousands, so each is moderated by itself."""

    model, whole = Use, "decision"
    words = {"because": _("Because"), "words": _("What it cites, in words"), "link": _("The address of that source")}

    def whole_of(self, row: Use) -> Decision:
        return row.decision

    def organisation_ids(self, row: Use) -> frozenset[int]:
        return frozenset({row.decision.organisation_id})

    def append(self, row: Use, *, at: datetime, is_redacted: bool) -> None:
        """Earlier versions of the decision have the earlier words of it, so they go with them."""
        for version in row.decision.versions.filter(words__has_key=f"use_{row.public_id}"):
            del version.words[f"use_{row.public_id}"]
            version.save(update_fields=["words"])
        open_record.append_uses(row.decision, [row], by=SITE, at=at)


class BackingHandler(WordsWithin):
    """What an organisation says when it backs what is tried; to hide it is to hide the decision."""

    model, whole = Backing, "decision"
    words = {
        "post": _("Who backs it"),
        "why": _("Why it is backed"),
        "if_it_fails": _("What is promised if it fails"),
        "end_reason": _("Why it is backed no more"),
    }

    def whole_of(self, row: Backing) -> Decision:
        return row.decision

    def organisation_ids(self, row: Backing) -> frozenset[int]:
        return frozenset({row.organisation_id})

    def append(self, row: Backing, *, at: datetime, is_redacted: bool) -> None:
        backing_entries.append(row, by=SITE, at=at)
        if row.ended_date:
            backing_entries.append_end(row, by=SITE, at=at)


def _parts(decision: Decision) -> Iterator[Part]:
    for name in _OWN:
        label = wording.LABELS.get(name) or gettext("The reason")
        if text := getattr(decision, name):
            yield Part(name, label, text, _longest(Decision, name))
    for name, fields in _ROWS.items():
        for row in getattr(decision, name).order_by("pk"):
            for field in fields:
                if text := getattr(row, field):
                    yield Part(f"{name}_{row.pk}_{field}", str(row)[:60], text, _longest(type(row), field))
    for row, field, name in _of_exercise(decision):
        yield Part(name, gettext("The trade-off exercise"), getattr(row, field), _longest(type(row), field))


def _of_exercise(decision: Decision) -> Iterator[tuple[Exercise | ExerciseItem, str, str]]:
    """Each field of its exercise that holds words, with the name under which a moderator reads it."""
    exercise = Exercise.objects.filter(decision=decision).first()
    if exercise is None:
        return
    yield exercise, "question", "exercise_question"
    for item in exercise.items.order_by("pk"):
        yield from ((item, field, f"exercise_{item.pk}_{field}") for field in ("title", "text") if getattr(item, field))


def _longest(model: type[Model], name: str) -> int:
    return getattr(model._meta.get_field(name), "max_length", None) or 2000


def _locked(public_id: str) -> Decision:
    return open_record.locked(Decision.objects.get(public_id=public_id))
