"""Put the words of a fund, its schemes, lines and grants into the other language. The words themselves stay."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from saidanddone.core.viewer import Viewer
from saidanddone.decisions import translating
from saidanddone.funds import searching, translations
from saidanddone.funds.models import Fund, Line, Order, Scheme
from saidanddone.funds.permissions import check_translate_fund_words


def translate_fund_words(
    *,
    by: Viewer,
    at: datetime,
    fund: Fund,
    thing: Fund | Scheme | Line | Order,
    words: Mapping[str, str],
    still: Collection[str] = (),
) -> Fund | Scheme | Line | Order:
    """Of the fund itself or of what hangs on it. Recorded from the day on which everyone can read them."""
    with transaction.atomic():
        fund = Fund.objects.locked(fund)
        thing = fund if isinstance(thing, Fund) else _of(fund, thing)
        words = translating.cleaned(thing, words)
        check_translate_fund_words(by=by, fund=fund, thing=thing, words=words)
        if translating.put(thing, words, still=still) and fund.opened_at:
            translations.append(fund, thing, by=by, at=at)
            searching.put(fund)
    return thing


def _of(fund: Fund, thing: Scheme | Line | Order) -> Scheme | Line | Order:
    """As it stands now, behind the lock of its fund."""
    if isinstance(thing, Scheme):
        return fund.schemes.get(pk=thing.pk)
    if isinstance(thing, Order):
        return Order.objects.of(fund).get(pk=thing.pk)
    return Line.objects.get(scheme__fund=fund, pk=thing.pk)
