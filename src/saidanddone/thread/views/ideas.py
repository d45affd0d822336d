"""“What would you add?”: an open list of ideas that build trust."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from saidanddone.contributions import actions as contributions
from saidanddone.contributions.permissions import check_add_topic
from saidanddone.core import clock
from saidanddone.core.paging import page_number
from saidanddone.core.requests import Request
from saidanddone.core.rules import allows
from saidanddone.thread.queries import ideas as queries


@login_not_required
@require_safe
def ideas(request: Request) -> HttpResponse:
    on = clock.local_date(clock.now())
    page, found = queries.ideas(request.viewer, number=page_number(request.GET.get("page")), on=on)
    context: dict[str, object] = {"page": page, "ideas": found, "topic": queries.topic(), "slug": queries.SLUG}
    context["may_open"] = context["topic"] is None and allows(check_add_topic, by=request.viewer)
    return render(request, "thread/ideas.html", context)


@require_POST
def open_ideas(request: Request) -> HttpResponse:
    """An administrator opens the collection: its topic is ready made."""
    name, name_cy = queries.NAMES
    contributions.add_topic(by=request.viewer, at=clock.now(), slug=queries.SLUG, name=name, name_cy=name_cy)
    return redirect("ideas")
