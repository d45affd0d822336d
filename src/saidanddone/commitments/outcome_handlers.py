"""How moderators hide, show and redact outcomes and what is said of them. Runs inside moderation's transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext

from saidanddone.commitments import outcome_entries as entries
from saidanddone.commitments.models import Outcome
from saidanddone.core.refs import url_of
from saidanddone.core.viewer import SITE, Viewer
from saidanddone.decisions import translating
from saidanddone.moderation.registry import Described, Handler, Part
from saidanddone.record import actions as record


class OutcomeHandler(Handler):
    """An outcome with its words. Hidden, it leaves lists and search at once; it stays live, so its place is taken."""

    def describe(self, public_id: str) -> Described | None:
        return self.describe_many([public_id]).get(public_id)

    def describe_many(self, public_ids: Sequence[str]) -> dict[str, Described]:
        rows = Outcome.objects.filter(public_id__in=public_ids).prefetch_related("owners")
        return {
            each.public_id: Described(
                title=each.title,
                parts=(
                    Part("title", gettext("What should change"), each.title, longest=200),
                    Part("why", gettext("Why it matters"), each.why, longest=3000),
                    Part("end_reason", gettext("Why it ended"), each.end_reason, longest=2000),
                    Part("lessons", gettext("What was learnt"), each.lessons, longest=3000),
                ),
                url=url_of(each.ref),
                language=each.language,
                is_shown=each.hidden_at is None,
                author_person_id=each.set_by_id,
                organisation_ids=frozenset(owner.organisation_id for owner in each.owners.all()),
                is_redacted=each.is_redacted,
            )
            for each in rows
        }

    def hide(self, public_id: str, at: datetime) -> None:
        self._set_hidden(public_id, at)

    def show(self, public_id: str, at: datetime) -> None:
        self._set_hidden(public_id, None)

    def _set_hidden(self, public_id: str, hidden_at: datetime | None) -> None:
        outcome = _locked(public_id)
        if (outcome.hidden_at is None) == (hidden_at is None):
            return
        outcome.hidden_at = hidden_at
        outcome.save(update_fields=["hidden_at"])
        entries.index(outcome)

    def rewrite(self, public_id: str, words: Mapping[str, str], *, is_redacted: bool, at: datetime) -> None:
        """The translation said what the words said before, so it goes."""
        outcome = _locked(public_id)
        for name in outcome.WORDS:
            setattr(outcome, name, words[name])
        outcome.is_redacted = is_redacted
        outcome.forget_translation()
        outcome.save()
        closed = (*outcome.WORDS, *translating.entry_names(outcome.WORDS))
        record.close(by=SITE, about=outcome.ref, at=at, fields=closed)
        facts = {"is_redacted": is_redacted}
        new = entries.outcome_words(outcome)
        entries.append("outcome-correction", outcome.ref, by=SITE, at=at, fields=facts, words=new)
        entries.index(outcome)

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        return Outcome.objects.visible_to(viewer).filter(public_id=public_id).exists()


def _locked(public_id: str) -> Outcome:
    return Outcome.objects.select_related("place").select_for_update(of=("self",)).get(public_id=public_id)
