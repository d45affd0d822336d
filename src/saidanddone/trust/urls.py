from django.urls import URLPattern, path

from saidanddone.trust.views import desk, pages

ONE = "trust/<slug:kind>/<public_id:public_id>"

urlpatterns: list[URLPattern] = [
    path("trust/", pages.trust, name="trust_area"),
    path("trust/area.json", pages.trust_json, name="trust_json_area"),
    path("trust/feed.atom", pages.trust_atom, name="trust_atom_area"),
    path("trust/area/<slug:determinant>/", pages.determinant, name="trust_determinant_area"),
    path(f"{ONE}/", pages.trust, name="trust"),
    path(f"{ONE}.json", pages.trust_json, name="trust_json"),
    path(f"{ONE}/feed.atom", pages.trust_atom, name="trust_atom"),
    path(f"{ONE}/<slug:determinant>/", pages.determinant, name="trust_determinant"),
    path("desk/trust/", desk.own_trust, name="desk_own_trust"),
    path("desk/<slug:slug>/trust/", desk.desk_trust, name="desk_trust"),
    path("desk/<slug:slug>/trust/new/", desk.plan_action, name="plan_trust_action"),
    path("desk/<slug:slug>/trust/comparison/", desk.declare_comparison, name="declare_comparison"),
    path("desk/trust/<public_id:public_id>/translate/", desk.translate_action, name="translate_trust_action"),
    path(
        "desk/trust/comparisons/<public_id:public_id>/withdraw/", desk.withdraw_comparison, name="withdraw_comparison"
    ),
    path("desk/trust/<public_id:public_id>/end/", desk.end_action, name="end_trust_action"),
]
