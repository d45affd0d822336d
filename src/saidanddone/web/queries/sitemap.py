"""The public addresses for search engines, in both languages, in parts of a size that they take."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import override

from saidanddone.contributions.models import Contribution
from saidanddone.people.models import Organisation
from saidanddone.places.models import Place

SIZE = 10_000
"""Addresses in one part; the protocol allows 50,000, and each stands here in two languages."""
PAGES = (
    "home",
    "contributions",
    "organisations",
    "places",
    "about",
    "accessibility",
    "privacy",
    "cookies",
    "about_data",
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def index() -> str:
    public = Contribution.objects.public().count()
    parts = [("pages", 1), *(("contributions", number) for number in range(1, -(-public // SIZE) + 1))]
    locations = (f"{settings.SITE_URL}{reverse('sitemap_part', args=part)}" for part in parts)
    entries = "".join(f"<sitemap><loc>{escape(location)}</loc></sitemap>" for location in locations)
    return f"{_HEAD}<sitemapindex {_XMLNS}>{entries}</sitemapindex>"


def part(kind: str, number: int) -> str:
    if kind == "pages" and number == 1:
        return _urls(_pages())
    if kind == "contributions":
        found = Contribution.objects.public().order_by("pk").values_list("public_id", flat=True)
        ids = list(found[(number - 1) * SIZE : number * SIZE])
        if ids:
            return _urls(("contribution", [public_id]) for public_id in ids)
    raise Http404


def _pages() -> Iterable[tuple[str, list[str]]]:
    yield from ((name, []) for name in PAGES)
    yield from (("organisation", [slug]) for slug in Organisation.objects.order_by("pk").values_list("slug", flat=True))
    yield from (("place", [slug]) for slug in Place.objects.order_by("pk").values_list("slug", flat=True)[:SIZE])


def _urls(addresses: Iterable[tuple[str, list[str]]]) -> str:
    entries = "".join(
        f"<url><loc>{escape(settings.SITE_URL + path)}</loc></url>"
        for name, arguments in addresses
        for path in _in_each_language(name, arguments)
    )
    return f"{_HEAD}<urlset {_XMLNS}>{entries}</urlset>"


def _in_each_language(name: str, arguments: list[str]) -> list[str]:
    paths = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            paths.append(reverse(name, args=arguments))
    return paths
