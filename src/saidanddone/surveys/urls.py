"""Addresses of surveys: for everyone, for whoever answers, and at the desk."""

from django.urls import path

from saidanddone.surveys.views import answering, kiosk, paper, sample

_WAVE = "desk/<slug:slug>/surveys/<slug:public_id>/waves/<slug:wave>"

urlpatterns = [
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
