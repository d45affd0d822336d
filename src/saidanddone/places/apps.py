from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saidanddone.core.refs import register_kind
from saidanddone.ui import navigation

if TYPE_CHECKING:
    from saidanddone.search.index import Document


class PlacesConfig(AppConfig):
    name = "saidanddone.places"
    label = "places"

    def ready(self) -> None:
        from saidanddone.search.index import register_source

        register_kind("place", label=_("Place"), url=_url)
        register_source("place", _documents)
        navigation.add(
            "desk",
            _("Places"),
            "desk_places",
            order=76,
            icon="place",
            group=_("Look after the site"),
            shown_to=lambda request: request.viewer.may("administer"),  # type: ignore[attr-defined]
        )


def _url(public_id: str) -> str:
    from saidanddone.places.models import Place

    return reverse("place", args=[Place.objects.only("slug").get(public_id=public_id).slug])


def _documents() -> "Iterator[Document]":
    from saidanddone.places.queries import documents

    return documents()
