"""All words of an alliance with their translations, for its partners, and each of them put into the other language."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saidanddone.alliances import actions
from saidanddone.alliances.models import Alliance, Clause
from saidanddone.alliances.permissions import check_translate_alliance_words
from saidanddone.alliances.queries.checks import partners_alliance
from saidanddone.core.requests import Request
from saidanddone.core.rules import allows
from saidanddone.decisions.translation_pages import translation_page


@never_cache
@require_safe
def alliance_words(request: Request, public_id: str) -> HttpResponse:
    alliance = partners_alliance(request.viewer, public_id)
    clauses = alliance.clauses.select_related("party__organisation").order_by("order", "pk")
    may = partial(allows, check_translate_alliance_words, by=request.viewer, alliance=alliance)
    rows = [(each, may(thing=each)) for each in clauses]
    context = {"alliance": alliance, "rows": rows, "may_own": may(thing=alliance)}
    return render(request, "alliances/words.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def translate_alliance(request: Request, public_id: str, clause: str = "") -> HttpResponse:
    alliance = partners_alliance(request.viewer, public_id)
    thing: Alliance | Clause = get_object_or_404(alliance.clauses, public_id=clause) if clause else alliance
    check_translate_alliance_words(by=request.viewer, alliance=alliance, thing=thing)
    back = reverse("alliance_words", args=[public_id])
    translate = partial(actions.translate_alliance_words, alliance=alliance)
    return translation_page(request, thing, translate, back=back, name="thing")
