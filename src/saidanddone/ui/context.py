"""What every page is given: one object, `site`, whose parts are worked out only when a template asks for them."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

from saidanddone.ui import navigation


class Site:
    """The area, the languages, the bars of links and the record's newest entry, for one request."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    name = "Said & Done"

    @property
    def area(self) -> str:
        names: dict[str, str] = settings.AREA
        return names.get((get_language() or "")[:2], settings.AREA_NAME)

    @property
    def invented(self) -> bool:
        """Whether the area and all that is said in it is made up, which every page then says."""
        return bool(settings.DEMONSTRATION)

    @property
    def contact_email(self) -> str:
        return str(settings.CONTACT_EMAIL)

    @cached_property
    def languages(self) -> list[dict[str, Any]]:
        """Each language of the site, with the address of this page in it."""
        active = (get_language() or settings.LANGUAGE_CODE)[:2]
        path = self._request.get_full_path()
        urls = {code: path if code == active else translate_url(path, code) for code, _name in settings.LANGUAGES}
        return [
            {"code": code, "name": name, "url": urls[code], "is_current": code == active}
            for code, name in settings.LANGUAGES
        ]

    @property
    def language(self) -> str:
        return (get_language() or settings.LANGUAGE_CODE)[:2]

    @property
    def signed_in(self) -> bool:
        user = getattr(self._request, "user", None)
        return bool(user and user.is_authenticated)

    @cached_property
    def sections(self) -> list[navigation.Link]:
        return navigation.links("main", self._request)

    @cached_property
    def account(self) -> list[navigation.Link]:
        return navigation.links("account", self._request)

    @cached_property
    def desk(self) -> list[navigation.Link]:
        return navigation.links("desk", self._request)

    @cached_property
    def footer(self) -> list[navigation.Link]:
        return navigation.links("footer", self._request)

    @cached_property
    def call(self) -> navigation.Link | None:
        return next(iter(navigation.links("call", self._request)), None)

    @cached_property
    def record(self) -> navigation.RecordLine | None:
        return navigation.record_line()


def site(request: HttpRequest) -> dict[str, Any]:
    return {"site": Site(request)}
