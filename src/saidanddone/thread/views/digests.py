"""“Said and done” of a place: a page, a feed, and a poster."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from saidanddone.core import clock
from saidanddone.core.downloads import throttle
from saidanddone.core.languages import active
from saidanddone.core.requests import Request
from saidanddone.places.models import Place
from saidanddone.thread import posters
from saidanddone.thread.queries import digest as queries
from saidanddone.ui.states import look


@login_not_required
@require_safe
def digest(request: Request, slug: str) -> HttpResponse:
    found = _digest(request, slug)
    earlier = found.start_date.toordinal() - 1
    context = {"digest": found, "earlier": date.fromordinal(earlier)}
    return render(request, "thread/digest.html", context)


@login_not_required
@require_safe
def digest_poster(request: Request, slug: str) -> HttpResponse:
    throttle(request)
    content = posters.as_pdf(_digest(request, slug), at=clock.now())
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": "inline"})


@login_not_required
@require_safe
def digest_atom(request: Request, slug: str) -> HttpResponse:
    found = _digest(request, slug)
    page = settings.SITE_URL + reverse("digest", args=[slug])
    title = gettext("Said and done in %(place)s") % {"place": found.place.local_name}
    feed = Atom1Feed(title=title, link=page, description="", language=active(), feed_url=f"{page}feed.atom")
    for part in found.parts:
        for line in part.lines:
            link = settings.SITE_URL + line.url
            name = f"{look(part.stage).word}: {line.title}"
            mark, moment = f"{link}#{part.stage}", _moment(line.moment)
            feed.add_item(title=name, link=link, description="", unique_id=mark, updateddate=moment)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _moment(day: datetime | date) -> datetime:
    if isinstance(day, datetime):
        return day
    return datetime.combine(day, time(), tzinfo=ZoneInfo(settings.LOCAL_TIME_ZONE))


def _digest(request: Request, slug: str) -> queries.Digest:
    place = get_object_or_404(Place.objects.defer("boundary", "outline"), slug=slug)
    return queries.digest(place, end_date=_end(request.GET.get("to"), clock.local_date(clock.now())))


def _end(given: str | None, today: date) -> date:
    try:
        chosen = date.fromisoformat(given) if given else today
    except ValueError:
        raise BadRequest(gettext("There is no such day.")) from None
    if not 2000 <= chosen.year <= today.year:
        raise BadRequest(gettext("There is no such day."))
    return min(chosen, today)
