"""Addresses of surveys: for everyone, for whoever answers, and at the desk."""

from django.urls import path

from saidanddone.surveys.views import answering, kiosk

urlpatterns = [
    path("answer/", answering.code, name="answer"),
    path("answer/<slug:way>/", answering.start, name="answer_wave"),
    path("answer/<slug:way>/kiosk/", kiosk.kiosk, name="answer_kiosk"),
    path("answer/<slug:way>/page/<int:number>/", answering.page, name="answer_page"),
    path("answer/<slug:way>/check/", answering.check, name="answer_check"),
    path("answer/<slug:way>/thanks/", answering.thanks, name="answer_thanks"),
]
