"""What people say as a feed: the newest of a filtered list, as everyone may see it."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext

from saidanddone.contributions.cards import about, credit
from saidanddone.contributions.filters import FilterForm, Sort
from saidanddone.contributions.models import Contribution
from saidanddone.contributions.queries import lists
from saidanddone.core.text import excerpt
from saidanddone.core.viewer import STRANGER

LENGTH = 50


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with all that both forms of it say."""

    title: str
    url: str
    page_url: str
    language: str
    rows: list[Contribution]

    def atom(self) -> str:
        """Atom (RFC 4287)."""
        feed = Atom1Feed(
            title=self.title, link=self.page_url, description="", language=self.language, feed_url=self.url
        )
        for row in self.rows:
            feed.add_item(
                title=_title(row),
                link=_url(row),
                description=row.html,
                author_name=credit(row),
                pubdate=row.published_at,
                updateddate=_updated(row),
                unique_id=_url(row),
                categories=[about(row), row.place.local_name],
            )
        return feed.writeString("utf-8")

    def json(self) -> str:
        """JSON Feed 1.1."""
        return json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": self.title,
                "home_page_url": self.page_url,
                "feed_url": self.url,
                "language": self.language,
                "items": [
                    {
                        "id": _url(row),
                        "url": _url(row),
                        "title": _title(row),
                        "content_html": row.html,
                        "date_published": row.published_at.isoformat() if row.published_at else None,
                        "date_modified": _updated(row).isoformat(),
                        "authors": [{"name": credit(row)}],
                        "tags": [about(row), row.place.local_name],
                        "language": row.language,
                    }
                    for row in self.rows
                ],
            },
            ensure_ascii=False,
        )


def feed(form: FilterForm, *, url: str, on: date) -> Feed:
    """The newest of what the filters ask for, whatever the order of the list."""
    filters = replace(form.filters, sort=Sort.NEWEST.value)
    shown = [words for words, _name in form.chosen]
    title = gettext("What people say in %(area)s") % {"area": settings.AREA[(get_language() or "en")[:2]]}
    query = f"?{form.parameters.urlencode()}" if form.parameters else ""
    return Feed(
        title=f"{title}: {', '.join(shown)}" if shown else title,
        url=settings.SITE_URL + url,
        page_url=settings.SITE_URL + reverse("contributions") + query,
        language=(get_language() or "en")[:2],
        rows=lists.page(filters, viewer=STRANGER, on=on, size=LENGTH).rows,
    )


def unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A 304 for whoever has just this already. The mark is of what is said, so what is hidden is gone at once."""
    etag = f'"{sha256(response.content).hexdigest()[:32]}"'
    response["Cache-Control"] = "no-cache"
    response["ETag"] = etag
    known = get_conditional_response(request, etag=etag, response=response)
    return known if known is not None else response


def _title(row: Contribution) -> str:
    return excerpt(row.text, 100)


def _url(row: Contribution) -> str:
    return settings.SITE_URL + reverse("contribution", args=[row.public_id])


def _updated(row: Contribution) -> datetime:
    moments = [moment for moment in (row.published_at, row.corrected_at) if moment]
    return max(moments, default=datetime.min.replace(tzinfo=UTC))
