"""Names and paths."""

from django.urls import URLPattern, URLResolver, path

from saidanddone.decisions.views import considering, deciding, decisions, exercises

_OF = "desk/<slug:slug>/decisions/<public_id:public_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/download.csv", decisions.decisions_csv, name="decisions_csv"),
    path("decisions/download.json", decisions.decisions_json, name="decisions_json"),
    path("decisions/<public_id:public_id>/", decisions.decision, name="decision"),
    path("decisions/<public_id:public_id>/views/", decisions.views, name="decision_views"),
    path("decisions/<public_id:public_id>/try/", exercises.try_exercise, name="decision_try"),
    path("decisions/<public_id:public_id>/history/", decisions.history, name="decision_history"),
    path("desk/decisions/", deciding.own_decisions, name="own_decisions"),
    path("desk/<slug:slug>/decisions/", deciding.desk_decisions, name="desk_decisions"),
    path("desk/<slug:slug>/decisions/new/", deciding.draft_decision, name="draft_decision"),
    path(_OF, deciding.desk_decision, name="desk_decision"),
    path(f"{_OF}part/<slug:part>/", deciding.part, name="decision_part"),
    path(f"{_OF}considered/", considering.considered, name="decision_considered"),
    path(f"{_OF}dates/", deciding.dates, name="decision_dates"),
    path(f"{_OF}sign-offs/", deciding.sign_off, name="decision_sign_offs"),
    path(f"{_OF}expectations/", deciding.expect, name="decision_expectations"),
    path(f"{_OF}expectations/<public_id:expectation>/", deciding.compare, name="compare_expectation"),
    path(f"{_OF}exercise/", exercises.set_exercise, name="set_exercise"),
    path(f"{_OF}pilot/", deciding.pilot, name="decision_pilot"),
    path(f"{_OF}next/<str:action>/", deciding.move, name="move_decision"),
]
