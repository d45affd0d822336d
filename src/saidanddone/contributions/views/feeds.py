"""Every filtered list as a feed: Atom and JSON Feed."""

from django.http import HttpResponse

from saidanddone.contributions import feeds
from saidanddone.contributions.filters import FilterForm
from saidanddone.contributions.views.lists import filtered
from saidanddone.core import clock
from saidanddone.core.requests import Request


@filtered
def contributions_atom(request: Request, form: FilterForm) -> HttpResponse:
    feed = feeds.feed(form, url=request.get_full_path(), on=clock.local_date(clock.now()))
    return feeds.unless_known(request, HttpResponse(feed.atom(), content_type="application/atom+xml; charset=utf-8"))


@filtered
def contributions_json_feed(request: Request, form: FilterForm) -> HttpResponse:
    feed = feeds.feed(form, url=request.get_full_path(), on=clock.local_date(clock.now()))
    return feeds.unless_known(request, HttpResponse(feed.json(), content_type="application/feed+json"))
