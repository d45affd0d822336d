from collections.abc import Collection, Iterator
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

        register_kind("place", label=_("Place"), urls=_urls)
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


def _urls(public_ids: Collection[str]) -> dict[str, str]:
    from saidanddone.places.models import Place

    found = Place.objects.filter(public_id__in=public_ids).values_list("public_id", "slug")
    return {public_id: reverse("place", args=[slug]) for public_id, slug in found}


def _documents() -> "Iterator[Document]":
    from saidanddone.places.queries import documents

    return documents()
