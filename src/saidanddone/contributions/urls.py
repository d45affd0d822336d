from django.urls import URLPattern, URLResolver, path

from saidanddone.contributions.views import feeds, lists

urlpatterns: list[URLPattern | URLResolver] = [
    path("contributions/", lists.contributions, name="contributions"),
    path("contributions/map.geojson", lists.contributions_map, name="contributions_map"),
    path("contributions/download.csv", lists.contributions_download, name="contributions_download"),
    path("contributions/feed.atom", feeds.contributions_atom, name="contributions_atom"),
    path("contributions/feed.json", feeds.contributions_json_feed, name="contributions_json_feed"),
]
