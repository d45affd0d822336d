"""The addresses of the API, version 1. Whatever else stands under /api/ is a 404 that a program can read."""

from django.urls import URLPattern, URLResolver, path, re_path, register_converter
from django.urls.converters import get_converters

from saidanddone.api.reading import api, open_to_all
from saidanddone.api.views import (
    alliances,
    area,
    commitments,
    contributions,
    decisions,
    docs,
    funds,
    record,
    surveys,
    trust,
)
from saidanddone.core.ids import PublicIdConverter

if "public_id" not in get_converters():
    register_converter(PublicIdConverter, "public_id")

for router in (
    contributions.router,
    decisions.router,
    commitments.router,
    alliances.router,
    funds.router,
    surveys.router,
    trust.router,
    area.router,
    record.router,
):
    api.add_router("", router)

reads: list[URLPattern | URLResolver] = [
    path(f"v1/{pattern.pattern}", open_to_all(pattern.callback), name=pattern.name)
    for bound in api._get_bound_routers()
    for pattern in bound.urls_paths("")
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/docs", docs.docs, name="api_docs"),
    path("v1/openapi.json", open_to_all(docs.openapi), name="api_openapi"),
    *reads,
    re_path(r"", open_to_all(docs.nothing_here), name="api_nothing_here"),
]
