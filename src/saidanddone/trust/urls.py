from django.urls import URLPattern, path

from saidanddone.trust import views

ONE = "trust/<slug:kind>/<public_id:public_id>"

urlpatterns: list[URLPattern] = [
    path("trust/", views.trust, name="trust_area"),
    path("trust/area.json", views.trust_json, name="trust_json_area"),
    path("trust/feed.atom", views.trust_atom, name="trust_atom_area"),
    path("trust/area/<slug:determinant>/", views.determinant, name="trust_determinant_area"),
    path(f"{ONE}/", views.trust, name="trust"),
    path(f"{ONE}.json", views.trust_json, name="trust_json"),
    path(f"{ONE}/feed.atom", views.trust_atom, name="trust_atom"),
    path(f"{ONE}/<slug:determinant>/", views.determinant, name="trust_determinant"),
]
