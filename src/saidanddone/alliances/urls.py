"""Names and paths, by who answers: everybody's pages, the desk, and relationship checks."""

from django.urls import URLPattern, path

from saidanddone.alliances.views import continuity, deals, public

ALLIANCE = "alliances/<public_id:public_id>/"

PUBLIC: list[URLPattern] = [
    path("alliances/", public.alliances, name="alliances"),
    path(ALLIANCE, public.alliance, name="alliance"),
    path(f"{ALLIANCE}deal/", deals.alliance_deal, name="alliance_deal"),
    path(f"{ALLIANCE}deal.pdf", deals.alliance_deal_pdf, name="alliance_deal_pdf"),
    path(f"{ALLIANCE}continuity/", continuity.alliance_continuity, name="alliance_continuity"),
    path(f"{ALLIANCE}continuity.pdf", continuity.alliance_continuity_pdf, name="alliance_continuity_pdf"),
    path(f"{ALLIANCE}versions/", deals.alliance_versions, name="alliance_versions"),
    path(f"{ALLIANCE}versions/<int:number>.json", deals.alliance_text, name="alliance_text"),
]

DESK: list[URLPattern] = []

CHECKS: list[URLPattern] = []

urlpatterns: list[URLPattern] = [*PUBLIC, *DESK, *CHECKS]
