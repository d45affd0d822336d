"""The desk: the sample of a wave, its codes, invitations and reminders, and what came of each."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from saidanddone.core import clock
from saidanddone.core.paging import page_number
from saidanddone.core.requests import Request, posted
from saidanddone.core.rules import Refused
from saidanddone.core.tables import csv_lines
from saidanddone.surveys import actions, codes
from saidanddone.surveys.forms.sample import ContactForm, SampleFileForm
from saidanddone.surveys.models import Wave
from saidanddone.surveys.queries import sample as queries


@never_cache
@require_http_methods(["GET", "POST"])
def sample(request: Request, slug: str, public_id: str, wave: str) -> HttpResponse:
    """How it is going; and the file by which people come into it."""
    found = queries.wave_for_desk(request.viewer, slug, public_id, wave)
    form = SampleFileForm(posted(request), request.FILES or None)
    taken = None
    if form.is_bound and form.is_valid():
        try:
            rows = form.cleaned_data["file"]
            taken = actions.import_sample(by=request.viewer, at=clock.now(), wave=found, rows=rows)
        except Refused as refused:
            form.add_error(None, str(refused))
    search = request.GET.get("q", "")[:60].strip()
    cases = queries.cases(found, search=search, number=page_number(request.GET.get("page")))
    context = {"wave": found, "form": form, "taken": taken, "cases": cases, "search": search, "slug": slug}
    context |= {"going": queries.going(found), "statuses": ContactForm.base_fields["status"].choices}  # type: ignore[attr-defined]
    return render(request, "surveys/desk_sample.html", context, status=400 if form.errors else 200)


@never_cache
@require_POST
def make_codes(request: Request, slug: str, public_id: str, wave: str) -> HttpResponse | StreamingHttpResponse:
    """The codes as a file, this once: they are kept nowhere, so another press makes none for the same people."""
    found = queries.wave_for_desk(request.viewer, slug, public_id, wave)
    try:
        handed = actions.make_codes(by=request.viewer, at=clock.now(), wave=found)
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("survey_sample", slug, public_id, wave)
    rows = ((each.case.key, each.case.name, each.case.address, codes.grouped(each.code)) for each in handed)
    response = StreamingHttpResponse(csv_lines(("key", "name", "address", "code"), rows), content_type="text/csv")
    response["Content-Disposition"] = f'attachment; filename="codes-{found.public_id}.csv"'
    return response


@require_POST
def invite_sample(request: Request, slug: str, public_id: str, wave: str) -> HttpResponse:
    return _sent(request, (slug, public_id, wave), actions.send_invitations)


@require_POST
def remind_sample(request: Request, slug: str, public_id: str, wave: str) -> HttpResponse:
    return _sent(request, (slug, public_id, wave), actions.send_reminders)


def _sent(request: Request, address: tuple[str, str, str], send: Callable[..., int]) -> HttpResponse:
    found: Wave = queries.wave_for_desk(request.viewer, *address)
    try:
        number = send(by=request.viewer, at=clock.now(), wave=found)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        words = ngettext("%(number)s message is on its way.", "%(number)s messages are on their way.", number)
        messages.success(request, words % {"number": f"{number:,}"})
    return redirect("survey_sample", *address)


@require_POST
def note_contact(request: Request, slug: str, public_id: str, wave: str, case: str) -> HttpResponse:
    found = queries.wave_for_desk(request.viewer, slug, public_id, wave)
    drawn = get_object_or_404(found.sample.select_related("wave__survey"), public_id=case)
    form = ContactForm(request.POST)
    status = form.cleaned_data["status"] if form.is_valid() else ""
    try:
        actions.note_contact(by=request.viewer, at=clock.now(), case=drawn, status=status)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Noted."))
    return redirect("survey_sample", slug, public_id, wave)
