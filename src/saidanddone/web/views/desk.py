"""Where those who act for an organisation or look after the site begin."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from saidanddone.alliances.queries.waiting import waiting_for
from saidanddone.alliances.services import offers_of
from saidanddone.contributions.actions import acknowledge_many
from saidanddone.core import clock
from saidanddone.core.requests import Request
from saidanddone.web.forms import AcknowledgeForm, InboxForm
from saidanddone.web.queries import desk as of_desk


@never_cache
@require_safe
def desk(request: Request) -> HttpResponse:
    inboxes = of_desk.inboxes(request.viewer, clock.local_date(clock.now()))
    context = {"inboxes": inboxes, "edited": of_desk.edited(request.viewer, inboxes)}
    context["waits"] = waiting_for(request.viewer, on=clock.local_date(clock.now()))
    context["offers"] = offers_of(request.viewer)
    return render(request, "web/desk.html", context)


@never_cache
@require_safe
def inbox(request: Request) -> HttpResponse:
    organisations = of_desk.check_reads_inbox(request.viewer)
    asked = InboxForm.asked(request.GET, organisations)
    on = clock.local_date(clock.now())
    found = of_desk.inbox(request.viewer, asked.organisations, asked.part, asked.page, on)
    counts = of_desk.counts(asked.organisations, on)
    context = {
        "inbox": found,
        "asked": asked,
        "tabs": asked.tabs(counts),
        "can_acknowledge": of_desk.may_answer(request.viewer, asked.organisations) and asked.part != "answered",
    }
    return render(request, "web/inbox.html", context)


@require_POST
def acknowledge(request: Request) -> HttpResponse:
    """Tell all whose words were ticked that they have been seen: one action for each organisation."""
    organisations = of_desk.check_reads_inbox(request.viewer)
    form = AcknowledgeForm(request.POST, organisations=organisations)
    if not form.is_valid():
        messages.error(request, form.first_error)
        return redirect("desk_inbox")
    chosen = of_desk.waiting_among(request.viewer, form.in_name_of, form.cleaned_data["chosen"])
    done = acknowledge_many(
        by=request.viewer,
        at=clock.now(),
        organisation=form.in_name_of,
        contributions=chosen,
        text=form.cleaned_data["text"],
    )
    told = ngettext("%(n)s was marked as seen.", "%(n)s were marked as seen.", done)
    messages.success(request, told % {"n": done})
    return redirect(form.back)
