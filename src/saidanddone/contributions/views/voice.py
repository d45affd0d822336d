"""Add one's voice, and say what one makes of an answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saidanddone.contributions import actions, speaking
from saidanddone.contributions.forms import VerdictForm
from saidanddone.contributions.models import Answer, Attachment, Contribution
from saidanddone.contributions.serving import served
from saidanddone.core import clock
from saidanddone.core.requests import Request
from saidanddone.core.rules import Refused
from saidanddone.core.throttle import ClientThrottle
from saidanddone.people.queries import reach_of
from saidanddone.people.sessions import remember_contributor
from saidanddone.ui.forms import pressed

VOICES = ClientThrottle("support", limit=40, address_limit=1200, seconds=60)
VERDICTS = ClientThrottle("verdict", limit=30, address_limit=600, seconds=600)


@login_not_required
@require_POST
def support(request: Request, public_id: str) -> HttpResponse:
    """One voice a person. Somebody unknown is remembered in this browser, and offered a way back and news."""
    contribution = _visible(request, public_id)
    at, wants_news = clock.now(), {"yes": True, "no": False}.get(request.POST.get("tell", ""))
    VOICES.hit(request, at=at.timestamp())
    try:
        contributor = actions.support(
            by=request.viewer,
            at=at,
            contribution=contribution,
            browser_key=_browser_key(request),
            wants_news=wants_news,
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("contribution", public_id)
    if contributor and not request.viewer.contributor_ids and not request.user.is_authenticated:
        remember_contributor(request, contributor)
    if request.POST.get("instead"):
        speaking.discard(request)
    if wants_news and contributor and reach_of(contributor) is None:
        return redirect("your_email")
    messages.success(request, _noted(wants_news))
    return redirect("contribution", public_id)


@login_not_required
@require_POST
def withdraw_support(request: Request, public_id: str) -> HttpResponse:
    contribution = _visible(request, public_id)
    VOICES.hit(request, at=clock.now().timestamp())
    actions.withdraw_support(by=request.viewer, at=clock.now(), contribution=contribution)
    messages.success(request, _("Your voice is taken back."))
    return redirect("contribution", public_id)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def give_verdict(request: Request, public_id: str) -> HttpResponse:
    """Yes, partly, no: one press beside the answer, or here with words."""
    answers = Answer.objects.visible_to(request.viewer).select_related("contribution", "organisation", "verdict")
    answer = get_object_or_404(answers, public_id=public_id)
    if answer.contribution.contributor_id not in request.viewer.contributor_ids:
        raise Http404
    form = VerdictForm(pressed(request.POST) or None, initial=VerdictForm.initial_of(answer))
    if request.method == "POST" and form.is_valid():
        VERDICTS.hit(request, at=clock.now().timestamp())
        try:
            actions.give_verdict(by=request.viewer, at=clock.now(), answer=answer, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Thank you. What you said stands beside the answer."))
            return redirect("your_contribution", answer.contribution.public_id)
    context = {"form": form, "answer": answer}
    return render(request, "contributions/verdict.html", context, status=400 if form.errors else 200)


@login_not_required
@require_safe
def attachment(request: Request, public_id: str) -> HttpResponse:
    """A file, to whoever may see what it goes with."""
    rows = Attachment.objects.filter(contribution__in=Contribution.objects.visible_to(request.viewer))
    return served(request, get_object_or_404(rows, public_id=public_id))


def _visible(request: Request, public_id: str) -> Contribution:
    return get_object_or_404(Contribution.objects.visible_to(request.viewer), public_id=public_id)


def _noted(wants_news: bool | None) -> str:
    if wants_news is None:
        return _("Your voice is added. Thank you.")
    if wants_news:
        return _("We tell you when it is answered, decided or done.")
    return _("We tell you no more about this.")


def _browser_key(request: Request) -> str | None:
    """A keyed hash of the browser's form secret, which it has from its first page on: one voice, however parallel."""
    secret = request.COOKIES.get("csrftoken")
    return salted_hmac("saidanddone.contributions.support", secret, algorithm="sha256").hexdigest() if secret else None
