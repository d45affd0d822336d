"""The public addresses for search engines, in both languages, in parts of a size that they take."""

from collections.abc import Callable, Iterable
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import override

from saidanddone.alliances.models import Alliance
from saidanddone.commitments.models import Commitment, Outcome, Setback
from saidanddone.contributions.models import Contribution
from saidanddone.decisions.models import Decision, Finding
from saidanddone.funds.models import Fund
from saidanddone.people.models import Organisation
from saidanddone.places.models import Place

SIZE = 10_000
"""Addresses in one part; the protocol allows 50,000, and each stands here in two languages."""
PAGES = (
    "home",
    "contributions",
    "findings",
    "decisions",
    "commitments",
    "outcomes",
    "setbacks",
    "funds",
    "alliances",
    "alliance_services",
    "coverage",
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


_THINGS: dict[str, tuple[str, Callable[[], QuerySet]]] = {
    "contributions": ("contribution", Contribution.objects.public),
    "findings": ("finding", Finding.objects.public),
    "decisions": ("decision", Decision.objects.public),
    "commitments": ("commitment", Commitment.objects.public),
    "outcomes": ("outcome", Outcome.objects.public),
    "setbacks": ("setback", Setback.objects.public),
    "funds": ("fund", Fund.objects.public),
    "alliances": ("alliance", Alliance.objects.public),
}
"""Part → the name of a thing's page, and what everyone may read."""


def index() -> str:
    parts = [("pages", 1)]
    for kind, (_name, public) in _THINGS.items():
        parts += [(kind, number) for number in range(1, -(-public().count() // SIZE) + 1)]
    locations = (f"{settings.SITE_URL}{reverse('sitemap_part', args=part)}" for part in parts)
    entries = "".join(f"<sitemap><loc>{escape(location)}</loc></sitemap>" for location in locations)
    return f"{_HEAD}<sitemapindex {_XMLNS}>{entries}</sitemapindex>"


def part(kind: str, number: int) -> str:
    if kind == "pages" and number == 1:
        return _urls(_pages())
    if kind in _THINGS:
        name, public = _THINGS[kind]
        found = public().order_by("pk").values_list("public_id", flat=True)
        ids = list(found[(number - 1) * SIZE : number * SIZE])
        if ids:
            return _urls((name, [public_id]) for public_id in ids)
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
