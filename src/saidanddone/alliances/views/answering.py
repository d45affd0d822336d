"""Answer a relationship check, on a phone: one partner at a time, and words for the facilitator alone."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saidanddone.alliances import actions
from saidanddone.alliances.forms.checks import AnswersForm, FacilitatorWordsForm
from saidanddone.alliances.models import Party
from saidanddone.alliances.queries import checks as queries
from saidanddone.alliances.queries import openness
from saidanddone.alliances.queries.checks import Taking
from saidanddone.core import clock
from saidanddone.core.languages import Language
from saidanddone.core.requests import Request, posted
from saidanddone.core.rules import Refused
from saidanddone.surveys.instruments import instrument


@never_cache
@require_safe
def own_checks(request: Request) -> HttpResponse:
    """What one is asked, and the alliances whose relationship one looks after."""
    context = {"asked": queries.asked_of(request.viewer), "facilitated": queries.facilitated_by(request.viewer)}
    return render(request, "alliances/own_checks.html", context)


@never_cache
@require_safe
def take_check(request: Request, public_id: str) -> HttpResponse:
    """What it is about, who will see what, and how far one has come."""
    taking = queries.taking(request.viewer, public_id)
    onward = next((each for each in taking.partners if each.pk not in taking.answered), None)
    rows = [(each, each.pk in taking.answered) for each in taking.partners]
    context = {"taking": taking, "check": taking.check, "rows": rows, "onward": onward}
    return render(request, "alliances/take_check.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def take_check_of(request: Request, public_id: str, party: str) -> HttpResponse:
    """The eight items about one partner."""
    taking = queries.taking(request.viewer, public_id)
    return _page(request, taking, taking.partner(party))


@never_cache
@require_http_methods(["GET", "POST"])
def take_check_whole(request: Request, public_id: str) -> HttpResponse:
    """The six items about the whole."""
    taking = queries.taking(request.viewer, public_id)
    if taking.check.is_of_pairs:
        raise Http404
    return _page(request, taking, None)


def _page(request: Request, taking: Taking, partner: Party | None) -> HttpResponse:
    check = taking.check
    if not taking.is_open:
        return redirect("take_check", check.public_id)
    answers = queries.answers_of(taking.rater, partner, request.viewer)
    form = AnswersForm(
        posted(request), asked=instrument(check.instrument), answers=answers, whom=_whom(partner) if partner else None
    )
    if form.is_bound and form.is_valid() and _rated(request, taking, partner, form):
        onward = taking.after(partner) if partner else None
        if onward:
            return redirect("take_check_of", check.public_id, onward.public_id)
        return redirect("take_check_words", check.public_id)
    context: dict[str, Any] = {"form": form, "taking": taking, "check": check, "partner": partner}
    context["is_open_pair"] = partner is not None and openness.are_open(taking.rater.party, partner)
    context["place"] = taking.partners.index(partner) + 1 if partner else 1
    return render(request, "alliances/take_check_page.html", context, status=400 if form.errors else 200)


def _whom(partner: Party) -> dict[str, str]:
    """Its name in each language, with the department where one is the party."""
    own = partner.organisation
    names = {Language.ENGLISH.value: own.name, Language.WELSH.value: own.name_cy or own.name}
    return {each: f"{name}: {partner.department}" if partner.department else name for each, name in names.items()}


def _rated(request: Request, taking: Taking, partner: Party | None, form: AnswersForm) -> bool:
    facts: dict[str, Any] = {"rater": taking.rater, "answers": form.answers, "about": partner}
    return _done(lambda: actions.rate(by=request.viewer, at=clock.now(), **facts), form)


@never_cache
@require_http_methods(["GET", "POST"])
def take_check_words(request: Request, public_id: str) -> HttpResponse:
    """Words that one person alone reads."""
    taking = queries.taking(request.viewer, public_id)
    if not taking.is_open:
        return redirect("take_check", public_id)
    form = FacilitatorWordsForm(posted(request))
    if form.is_bound and form.is_valid():
        facts = {"rater": taking.rater, "words": form.cleaned_data["words"]}
        if _done(lambda: actions.write_to_facilitator(by=request.viewer, at=clock.now(), **facts), form):
            messages.success(request, _("Your words wait for the facilitator."))
            return redirect("take_check", public_id)
    context = {"form": form, "taking": taking, "check": taking.check}
    return render(request, "alliances/take_check_words.html", context, status=400 if form.errors else 200)


def _done(do: Any, form: Any) -> bool:
    """Whether it went through; what refused it stands above the form."""
    try:
        do()
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True
