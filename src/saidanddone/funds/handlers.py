"""How moderators hide, show and redact the public words of a fund. Runs inside moderation's transaction."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from saidanddone.commitments.handlers import OwnWords
from saidanddone.core.viewer import SITE
from saidanddone.decisions.translating import recorded_within
from saidanddone.funds import searching
from saidanddone.funds.models import Forecast, Fund, Instalment, Line, Order, Scheme, VariancePlan, Virement
from saidanddone.moderation.registry import Part
from saidanddone.record import actions as record

WAYS: dict[str, tuple[Any, str]] = {
    "scheme": (Scheme, "fund"),
    "line": (Line, "scheme__fund"),
    "forecast": (Forecast, "line__scheme__fund"),
    "plan": (VariancePlan, "forecast__line__scheme__fund"),
    "virement": (Virement, "giving__scheme__fund"),
    "instalment": (Instalment, "partner__fund"),
    "order": (Order, "line__scheme__fund"),
}
"""What hangs on a fund, and the way from it to its fund."""
PARTS: tuple[tuple[str, str, Any, int], ...] = (
    ("scheme", "name", _("What is done"), 160),
    ("line", "name", _("What is paid for"), 160),
    ("forecast", "cause", _("Why a line is off"), 500),
    ("plan", "what", _("What is done about it"), 500),
    ("plan", "came_of_it", _("What came of it"), 500),
    ("virement", "reason", _("Why budget moved"), 500),
    ("instalment", "what", _("What is given in kind"), 300),
    ("order", "title", _("What for"), 160),
    ("order", "description", _("More about it"), 2000),
    ("order", "recipient", _("To whom"), 160),
    ("order", "cancelled_reason", _("Why it was cancelled"), 300),
)


class FundHandler(OwnWords):
    """A fund with whatever hangs on it and has words. Hidden, it leaves lists, search and the export."""

    model, names = Fund, tuple(Fund.WORDS)
    related = ("host",)
    labels = Fund.WORDS
    correction = "fund-correction"

    def parts(self, row: Fund) -> list[Part]:
        """What hangs on it has its own number behind its name, so that one of them is redacted by itself."""
        more = (
            Part(f"{kind}-{field}-{each.pk}", label, getattr(each, field), longest)
            for kind, field, label, longest in PARTS
            for each in _rows(row, kind)
            if getattr(each, field) and not (kind == "order" and field == "recipient" and each.is_individual)
        )
        return [*super().parts(row), *more]

    def author(self, row: Fund) -> dict[str, Any]:
        partners = row.partners.values_list("organisation", flat=True)
        return {"author_person_id": row.set_up_by_id, "organisation_ids": frozenset(partners)}

    def reindex(self, public_id: str) -> None:
        searching.put(self.rows().get(public_id=public_id))

    def rewrite(self, public_id: str, words: Mapping[str, str], *, is_redacted: bool, at: datetime) -> None:
        """What was recorded of a forecast or a plan has an entry of its own, so it is closed there."""
        row = self.rows().get(public_id=public_id)
        for kind, field, _label, _longest in PARTS:
            for each in _rows(row, kind):
                before, name = getattr(each, field), f"{kind}-{field}-{each.pk}"
                if before and words.get(name, before) != before:
                    _rewrite(row, each, field, words[name] or "–", at)
        super().rewrite(public_id, words, is_redacted=is_redacted, at=at)


def _rows(fund: Fund, kind: str) -> Iterator[Any]:
    model, way = WAYS[kind]
    yield from model._default_manager.filter(**{way: fund}).order_by("pk")


def _rewrite(fund: Fund, row: Any, field: str, words: str, at: datetime) -> None:
    setattr(row, field, words)
    if isinstance(row, Scheme | Line | Order):
        row.forget_translation()
        record.close(by=SITE, about=fund.ref, at=at, fields=recorded_within(fund, row).values())
    row.save()
    if hasattr(row, "ref"):
        record.close(by=SITE, about=row.ref, at=at, fields=(field,))
