"""Answer for an organisation: with a preview, a clock, and the way to others who say the same."""

import secrets

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from saidanddone.contributions import actions
from saidanddone.contributions.drafts import Reply
from saidanddone.contributions.forms import AnswerForm, OpeningForm, ReasonForm, SameForm, TranslationForm
from saidanddone.contributions.models import Addressee, CannedOpening, Contribution
from saidanddone.contributions.permissions import (
    check_add_translation,
    check_answers_for,
    check_edits_openings,
    check_may_link,
    check_pauses_for,
)
from saidanddone.contributions.queries import answering as queries
from saidanddone.contributions.queries.speaking import similar
from saidanddone.core import clock
from saidanddone.core.languages import Language
from saidanddone.core.requests import Request
from saidanddone.core.rules import Refused
from saidanddone.people.models import Organisation


@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: Request, public_id: str) -> HttpResponse:
    """Write, look at it as everyone will see it, send. `?as=slug` names the organisation, where there are several."""
    contribution = _visible(request, public_id)
    desk = queries.desk_of(request.viewer, contribution)
    addressee = check_answers_for(
        by=request.viewer, contribution=contribution, addressee=desk.of(request.GET.get("as"))
    )
    openings = list(queries.openings_for(addressee.organisation))
    form = _answer_form(request, desk, openings)
    context = {"form": form, "contribution": contribution, "addressee": addressee, "desk": desk, "openings": openings}
    on = clock.local_date(clock.now())
    context |= {"on": on, "clock": queries.clock_of(addressee, by=request.viewer, on=on)}
    if not form.is_bound or not form.is_valid():
        return render(request, "contributions/answer.html", context, status=400 if form.is_bound else 200)
    if "send" not in request.POST:
        return render(request, "contributions/answer_preview.html", context | queries.preview_of(form.cleaned_data))
    return _send(request, contribution, addressee, form, context)


def _answer_form(request: Request, desk: queries.Desk, openings: list[CannedOpening]) -> AnswerForm:
    """As it was sent; or, when first words were taken or something is to be changed, filled in and not yet judged."""
    is_judged = request.method == "POST" and not {"opening", "change"} & request.POST.keys()
    initial: dict[str, object] = {"submission_key": secrets.token_hex(32), **request.POST.dict()}
    taken = next((each for each in openings if each.public_id == request.POST.get("opening")), None)
    if taken:
        initial |= {"text": f"{taken.text} {initial.get('text', '')}".strip(), "language": taken.language}
    return AnswerForm(request.POST if is_judged else None, others=desk.others, initial=initial)


def _send(
    request: Request, contribution: Contribution, addressee: Addressee, form: AnswerForm, context: dict[str, object]
) -> HttpResponse:
    reply = Reply(organisation=addressee.organisation, **form.cleaned_data)
    try:
        added = actions.answer(by=request.viewer, at=clock.now(), contribution=contribution, reply=reply)
    except Refused as refused:
        form.add_error(None, str(refused))
        return render(request, "contributions/answer.html", context, status=400)
    messages.success(request, _("Your answer is published.") if added.kind != "acknowledged" else _("Acknowledged."))
    return redirect(f"{reverse('contribution', args=[contribution.public_id])}#answer-{added.public_id}")


@never_cache
@require_http_methods(["GET", "POST"])
def pause(request: Request, public_id: str, slug: str) -> HttpResponse:
    addressee = _addressee(request, public_id, slug)
    check_pauses_for(by=request.viewer, addressee=addressee, on=clock.local_date(clock.now()))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            actions.pause_clock(by=request.viewer, at=clock.now(), addressee=addressee, reason=reason)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The clock stands still. Everyone can read why."))
            return redirect("contribution", public_id)
    context = {"form": form, "contribution": addressee.contribution, "addressee": addressee}
    return render(request, "contributions/pause.html", context, status=400 if form.errors else 200)


@require_POST
def resume(request: Request, public_id: str, slug: str) -> HttpResponse:
    addressee = _addressee(request, public_id, slug)
    actions.resume_clock(by=request.viewer, at=clock.now(), addressee=addressee)
    messages.success(request, _("The clock is running again."))
    return redirect("contribution", public_id)


@never_cache
@require_http_methods(["GET", "POST"])
def same(request: Request, public_id: str) -> HttpResponse:
    """Link it to another one that says the same."""
    contribution = _visible(request, public_id)
    check_may_link(by=request.viewer, contribution=contribution)
    form = SameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        other = Contribution.objects.visible_to(request.viewer).filter(public_id=form.cleaned_data["other"]).first()
        try:
            if other is None:
                raise Refused(_("There is no such contribution."))
            actions.link_same(by=request.viewer, at=clock.now(), contribution=contribution, same_as=other)
        except Refused as refused:
            form.add_error("other", str(refused))
        else:
            messages.success(request, _("They are linked. Everyone who said it has been told."))
            return redirect("contribution", public_id)
    context = {"form": form, "contribution": contribution, "similar": similar(contribution.text, by=request.viewer)}
    return render(request, "contributions/same.html", context, status=400 if form.errors else 200)


@require_POST
def unlink(request: Request, public_id: str) -> HttpResponse:
    actions.unlink_same(by=request.viewer, at=clock.now(), contribution=_visible(request, public_id))
    messages.success(request, _("The link is taken away."))
    return redirect("contribution", public_id)


@never_cache
@require_http_methods(["GET", "POST"])
def translation(request: Request, public_id: str) -> HttpResponse:
    """Put it into the other language."""
    contribution = _visible(request, public_id)
    language = next(code for code in Language.values if code != contribution.language)
    check_add_translation(by=request.viewer, contribution=contribution, language=language)
    form = TranslationForm(request.POST or None, initial={"made_by": "person"})
    if request.method == "POST" and form.is_valid():
        actions.add_translation(
            by=request.viewer, at=clock.now(), contribution=contribution, language=language, **form.cleaned_data
        )
        messages.success(request, _("The translation stands on the page."))
        return redirect("contribution", public_id)
    context = {"form": form, "contribution": contribution, "language": Language(language).label}
    return render(request, "contributions/translation.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def openings(request: Request, slug: str = "") -> HttpResponse:
    """The first words of an organisation's answers; without one, those that the whole site offers."""
    organisation = get_object_or_404(Organisation, slug=slug) if slug else None
    check_edits_openings(by=request.viewer, organisation=organisation)
    form = OpeningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_opening(by=request.viewer, at=clock.now(), organisation=organisation, **form.cleaned_data)
        return _to_openings(organisation)
    context = {"form": form, "organisation": organisation, "openings": queries.openings_for(organisation)}
    return render(request, "contributions/desk_openings.html", context, status=400 if form.errors else 200)


@require_POST
def remove_opening(request: Request, public_id: str) -> HttpResponse:
    opening = get_object_or_404(CannedOpening.objects.select_related("organisation"), public_id=public_id)
    actions.remove_opening(by=request.viewer, at=clock.now(), opening=opening)
    return _to_openings(opening.organisation)


def _to_openings(organisation: Organisation | None) -> HttpResponse:
    return redirect("desk_openings", organisation.slug) if organisation else redirect("desk_site_openings")


def _visible(request: Request, public_id: str) -> Contribution:
    rows = Contribution.objects.visible_to(request.viewer).select_related("place", "topic", "service", "same_as")
    return get_object_or_404(rows, public_id=public_id)


def _addressee(request: Request, public_id: str, slug: str) -> Addressee:
    rows = Addressee.objects.filter(contribution__in=Contribution.objects.visible_to(request.viewer))
    rows = rows.select_related("contribution", "organisation")
    return get_object_or_404(rows, contribution__public_id=public_id, organisation__slug=slug)
