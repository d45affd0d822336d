"""Names and paths."""

from django.urls import URLPattern, URLResolver, path

from saidanddone.decisions.views import decisions

urlpatterns: list[URLPattern | URLResolver] = [
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/download.<ending:ending>", decisions.decisions_download, name="decisions_download"),
    path("decisions/<public_id:public_id>/", decisions.decision, name="decision"),
    path("decisions/<public_id:public_id>/views/", decisions.views, name="decision_views"),
    path("decisions/<public_id:public_id>/history/", decisions.history, name="decision_history"),
]
