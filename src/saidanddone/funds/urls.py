"""Names and paths."""

from django.urls import URLPattern, path

from saidanddone.funds.views import public

FUND = "funds/<public_id:public_id>/"

urlpatterns: list[URLPattern] = [
    path("funds/", public.funds, name="funds"),
    path(FUND, public.fund, name="fund"),
    path(f"{FUND}what-if/", public.fund_what_if, name="fund_what_if"),
    path(f"{FUND}lines.csv", public.fund_csv, name="fund_csv"),
]
