"""All words of a fund with their translations, and each of them put into the other language."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saidanddone.core.requests import Request
from saidanddone.core.rules import allows
from saidanddone.decisions.translation_pages import translation_page
from saidanddone.funds import actions
from saidanddone.funds.permissions import check_translates_funds
from saidanddone.funds.queries import deeds as found
from saidanddone.funds.queries import funds as queries


@never_cache
@require_safe
def fund_words(request: Request, slug: str, public_id: str) -> HttpResponse:
    organisation, fund = queries.at_desk(request.viewer, slug, public_id)
    context: dict[str, Any] = {"organisation": organisation, "fund": fund, "schemes": queries.named(fund)}
    context["translates"] = allows(check_translates_funds, by=request.viewer, fund=fund)
    return render(request, "funds/words.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def translate_fund(request: Request, slug: str, public_id: str, kind: str = "", of: str = "") -> HttpResponse:
    _organisation, fund = queries.at_desk(request.viewer, slug, public_id)
    check_translates_funds(by=request.viewer, fund=fund)
    if kind not in {"", "scheme", "line", "order"}:
        raise Http404
    thing: Any = found.FIND[kind](fund, of) if kind else fund
    back = reverse("desk_fund" if kind == "order" else "fund_words", args=[slug, public_id])

    translate = partial(actions.translate_fund_words, fund=fund)
    return translation_page(request, thing, translate, back=back, name="thing")
