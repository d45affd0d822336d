"""Names and paths, grouped by the module that answers."""

from django.urls import URLPattern, path

from saidanddone.alliances.views import deals, public

ALLIANCE = "alliances/<public_id:public_id>/"

urlpatterns: list[URLPattern] = [
    # views/public.py
    path("alliances/", public.alliances, name="alliances"),
    path(ALLIANCE, public.alliance, name="alliance"),
    # views/deals.py
    path(f"{ALLIANCE}deal/", deals.alliance_deal, name="alliance_deal"),
    path(f"{ALLIANCE}versions/", deals.alliance_versions, name="alliance_versions"),
    path(f"{ALLIANCE}versions/<int:number>.json", deals.alliance_text, name="alliance_text"),
]
