"""One search across what people say, organisations and places."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from saidanddone.core import clock
from saidanddone.core.paging import page_number
from saidanddone.search.throttle import SEARCHING
from saidanddone.web.forms import SearchForm
from saidanddone.web.queries import searching


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm.asked(request.GET)
    if form.words:
        SEARCHING.hit(request, at=clock.now().timestamp())
    number = page_number(request.GET.get("page"))
    found = searching.found(form.words, number, clock.local_date(clock.now())) if form.words else None
    list_url = f"{reverse('contributions')}?{urlencode({'q': form.words})}"
    return render(request, "web/search.html", {"form": form, "asked": form.words, "found": found, "list_url": list_url})
