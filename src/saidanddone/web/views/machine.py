"""What programs ask of a site: may they come in, what is there, whom to tell of a hole, is it well."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saidanddone.core import clock
from saidanddone.web.queries import health as of_health
from saidanddone.web.queries import sitemap as of_sitemap


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /desk/", "Disallow: /account/", "Disallow: /yours/", "Disallow: /r/"]
    lines += ["Disallow: /cy/desk/", "Disallow: /cy/account/", "Disallow: /cy/yours/", "Disallow: /cy/r/"]
    return _text("\n".join([*lines, f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]))


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of the site's maps, each with at most so many addresses."""
    return HttpResponse(of_sitemap.index(), content_type="application/xml")


@login_not_required
@require_safe
def sitemap_part(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    return HttpResponse(of_sitemap.part(kind, number), content_type="application/xml")


@login_not_required
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116. It expires by itself, so that nobody writes to an address that was given up."""
    expires = clock.now().replace(microsecond=0) + timedelta(days=180)
    lines = [
        f"Contact: mailto:{settings.CONTACT_EMAIL}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: en, cy",
        f"Canonical: {settings.SITE_URL}{reverse('security_txt')}",
    ]
    return _text("\n".join([*lines, ""]))


@never_cache
@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    found = of_health.health(clock.now())
    return JsonResponse(found.as_json(), status=200 if found.is_well else 503)


def _text(words: str) -> HttpResponse:
    return HttpResponse(words, content_type="text/plain; charset=utf-8")
