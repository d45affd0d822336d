"""Addresses of surveys: for everyone, for whoever answers, and at the desk."""

from django.urls import path

from saidanddone.surveys.views import answering, kiosk, paper, results, sample

_ROUND = "surveys/<slug:public_id>/<slug:wave>/"
_WAVE = "desk/<slug:slug>/surveys/<slug:public_id>/waves/<slug:wave>"

urlpatterns = [
    path(_ROUND, results.survey_results, name="survey_results"),
    path(f"{_ROUND}method/", results.survey_method, name="survey_method"),
    path(f"{_ROUND}figures.<ending:ending>", results.survey_figures, name="survey_figures"),
    path(f"{_ROUND}report.pdf", results.survey_pdf, name="survey_pdf"),
    path(f"{_WAVE}/results/", results.desk_results, name="desk_results"),
    path(f"{_WAVE}/results/analyse/", results.analyse_wave, name="analyse_wave"),
    path(f"{_WAVE}/results/publish/", results.publish_results, name="publish_results"),
    path(f"{_WAVE}/results/seen/", results.see_alert, name="see_alert"),
    path("answer/", answering.code, name="answer"),
    path("answer/<slug:way>/", answering.start, name="answer_wave"),
    path("answer/<slug:way>/kiosk/", kiosk.kiosk, name="answer_kiosk"),
    path("answer/<slug:way>/page/<int:number>/", answering.page, name="answer_page"),
    path("answer/<slug:way>/check/", answering.check, name="answer_check"),
    path("answer/<slug:way>/thanks/", answering.thanks, name="answer_thanks"),
    path(f"{_WAVE}/paper/", paper.paper, name="survey_paper"),
    path(f"{_WAVE}/paper/<slug:number>/", paper.settle, name="settle_sheet"),
    path(f"{_WAVE}/sample/", sample.sample, name="survey_sample"),
    path(f"{_WAVE}/sample/codes/", sample.make_codes, name="make_codes"),
    path(f"{_WAVE}/sample/invite/", sample.invite_sample, name="invite_sample"),
    path(f"{_WAVE}/sample/remind/", sample.remind_sample, name="remind_sample"),
    path(f"{_WAVE}/sample/<slug:case>/noted/", sample.note_contact, name="note_contact"),
]
