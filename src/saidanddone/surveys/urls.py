"""Addresses of surveys: for everyone, for whoever answers, and at the desk."""

from django.urls import path

from saidanddone.surveys.views import answering, kiosk, results

_ROUND = "surveys/<slug:public_id>/<slug:wave>/"
_DESK_RESULTS = "desk/<slug:slug>/surveys/<slug:public_id>/waves/<slug:wave>/results/"

urlpatterns = [
    path(_ROUND, results.survey_results, name="survey_results"),
    path(f"{_ROUND}method/", results.survey_method, name="survey_method"),
    path(f"{_ROUND}figures.<ending:ending>", results.survey_figures, name="survey_figures"),
    path(f"{_ROUND}report.pdf", results.survey_pdf, name="survey_pdf"),
    path(_DESK_RESULTS, results.desk_results, name="desk_results"),
    path(f"{_DESK_RESULTS}analyse/", results.analyse_wave, name="analyse_wave"),
    path(f"{_DESK_RESULTS}publish/", results.publish_results, name="publish_results"),
    path(f"{_DESK_RESULTS}seen/", results.see_alert, name="see_alert"),
    path("answer/", answering.code, name="answer"),
    path("answer/<slug:way>/", answering.start, name="answer_wave"),
    path("answer/<slug:way>/kiosk/", kiosk.kiosk, name="answer_kiosk"),
    path("answer/<slug:way>/page/<int:number>/", answering.page, name="answer_page"),
    path("answer/<slug:way>/check/", answering.check, name="answer_check"),
    path("answer/<slug:way>/thanks/", answering.thanks, name="answer_thanks"),
]
