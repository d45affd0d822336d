from django.urls import URLPattern, URLResolver, path, re_path

from saidanddone.core.ids import PATTERN
from saidanddone.thread import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("contributions/<public_id:public_id>/", views.contribution, name="contribution"),
    path("contributions/<public_id:public_id>/words/", views.check_words, name="check_words"),
    re_path(
        rf"^contributions/(?P<public_id>{PATTERN})/words/(?P<name>[0-9]{{1,4}}-[0-9]{{1,15}}-[a-z_]{{1,40}})\.json$",
        views.opening,
        name="opening",
    ),
]
