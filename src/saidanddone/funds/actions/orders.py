"""Promise a fund's money to somebody outside, and cancel what is not needed any more; transfers pay what stands."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from saidanddone.core.clock import local_date
from saidanddone.core.once import once
from saidanddone.core.text import clean_line, clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.funds.drafts import OrderDraft
from saidanddone.funds.models import Fund, Order
from saidanddone.funds.permissions import check_cancel_order, check_place_order
from saidanddone.record import actions as record

_OWN = (
    *("line", "year", "kind", "organisation", "is_individual", "identifier", "amount_pence"),
    *("recipient", "title", "description", "agreed_date", "starts_date", "ends_date", "language", "submission_key"),
)


def place_order(*, by: Viewer, at: datetime, fund: Fund, draft: OrderDraft) -> Order:
    """Everyone can read it from now on, but not who a private person is. A form that is sent twice is one order."""

    draft = replace(
        draft,
        recipient=clean_line(draft.recipient),
        title=clean_line(draft.title),
        description=clean_text(draft.description),
    )

    def make() -> Order:
        held = Fund.objects.locked(fund)
        check_place_order(by=by, fund=held, draft=draft, on=local_date(at))
        order = Order.objects.create(
            **{name: getattr(draft, name) for name in _OWN},
            placed_by_id=by.person_id,
            placed_at=at,
        )
        order.places.set(draft.places)
        record.append(by=by, kind="fund-order", about=order.ref, at=at, fields=order.facts(), private=_words(order))
        return order

    return once(lambda: _placed_before(by, fund, draft), make)


def _placed_before(by: Viewer, fund: Fund, draft: OrderDraft) -> Order | None:
    if not draft.submission_key:
        return None
    return Order.objects.of(fund).filter(placed_by=by.person_id, submission_key=draft.submission_key).first()


def _words(order: Order) -> dict[str, str]:
    """Words that may be taken out later, so they are only sealed; a private person's name is not even that."""
    words = {"title": order.title, "description": order.description}
    return words | ({"recipient": order.recipient} if order.recipient and not order.is_individual else {})


def cancel_order(*, by: Viewer, at: datetime, order: Order, reason: str) -> Order:
    """What is not paid of it is free again; what was paid stays paid."""
    reason = clean_line(reason)
    with transaction.atomic():
        Fund.objects.locked(order.fund)
        held = Order.objects.select_for_update(of=("self",)).select_related("line__scheme__fund__host")
        order = held.get(pk=order.pk)
        check_cancel_order(by=by, order=order, reason=reason)
        facts = {"fund": order.fund.public_id, "left_pence": order.outstanding_pence}
        order.cancelled_by_id, order.cancelled_at, order.cancelled_reason = by.person_id, at, reason
        order.save(update_fields=["cancelled_by", "cancelled_at", "cancelled_reason"])
        words = {"cancelled_reason": reason}
        record.append(by=by, kind="fund-order-cancelled", about=order.ref, at=at, fields=facts, private=words)
    return order
