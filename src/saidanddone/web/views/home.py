"""The front page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from saidanddone.core import clock
from saidanddone.web.loop import steps
from saidanddone.web.queries.home import home as what_it_shows


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    found = what_it_shows(clock.now())
    contributions = reverse("contributions")
    context = {
        "home": found,
        "steps": steps(found.figures.said, found.loop),
        **{f"{state}_url": f"{contributions}?state={state}" for state in ("answered", "waiting", "late")},
    }
    return render(request, "web/home.html", context)
