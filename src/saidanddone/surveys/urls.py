"""Addresses of surveys: for everyone, for whoever answers, and at the desk."""

from django.urls import path

from saidanddone.surveys.views import answering, desk, kiosk, panels, paper, questions, results, sample, surveys, waves

_SURVEY = "desk/<slug:slug>/surveys/<slug:public_id>"
_WAVE = f"{_SURVEY}/waves/<slug:wave>"
_ROUND = "surveys/<slug:public_id>/<slug:wave>/"

urlpatterns = [
    path("surveys/", surveys.surveys, name="surveys"),
    path("surveys/download.<ending:ending>", surveys.surveys_download, name="surveys_download"),
    path("surveys/feed.atom", surveys.surveys_atom, name="surveys_atom"),
    path("surveys/<slug:public_id>/", surveys.survey, name="survey"),
    path("desk/surveys/", desk.own_surveys, name="own_surveys"),
    path("desk/<slug:slug>/surveys/", desk.desk_surveys, name="desk_surveys"),
    path("desk/<slug:slug>/surveys/new/", desk.create_survey, name="create_survey"),
    path(f"{_SURVEY}/", desk.desk_survey, name="desk_survey"),
    path(f"{_SURVEY}/words/", desk.edit_survey, name="edit_survey"),
    path(f"{_SURVEY}/preview/", desk.preview_survey, name="preview_survey"),
    path(f"{_SURVEY}/translate/<slug:language>/", desk.translate_survey, name="translate_survey"),
    path(f"{_SURVEY}/state/<slug:state>/", desk.move_survey, name="move_survey"),
    path(f"{_SURVEY}/take/", questions.survey_instruments, name="survey_instruments"),
    path(f"{_SURVEY}/take/<slug:name>/", questions.take_from_instrument, name="take_from_instrument"),
    path(f"{_SURVEY}/questions/new/place/", questions.ask_place, name="ask_place"),
    path(f"{_SURVEY}/questions/new/<slug:kind>/", questions.add_question, name="add_question"),
    path(f"{_SURVEY}/questions/<slug:question>/", questions.edit_question, name="edit_question"),
    path(f"{_SURVEY}/questions/<slug:question>/remove/", questions.remove_question, name="remove_question"),
    path(f"{_SURVEY}/questions/<slug:question>/<slug:way>/", questions.move_question, name="move_question"),
    path(f"{_SURVEY}/waves/new/", waves.plan_wave, name="plan_wave"),
    path(f"{_SURVEY}/waves/<slug:wave>/", waves.desk_wave, name="desk_wave"),
    path(f"{_SURVEY}/waves/<slug:wave>/edit/", waves.edit_wave, name="edit_wave"),
    path(f"{_SURVEY}/waves/<slug:wave>/withdraw/", waves.withdraw_wave, name="withdraw_wave"),
    path(f"{_SURVEY}/waves/<slug:wave>/last-day/", waves.move_last_day, name="move_last_day"),
    path(f"{_SURVEY}/waves/<slug:wave>/margin/<slug:question>/", waves.set_margin, name="set_margin"),
    path(f"{_SURVEY}/waves/<slug:wave>/quota/<slug:question>/", waves.set_quota, name="set_quota"),
    path(f"{_SURVEY}/waves/<slug:wave>/move/<slug:move>/", waves.move_wave, name="move_wave"),
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
    path(f"{_WAVE}/panel/", panels.draw_panel, name="draw_panel"),
    path("yours/panels/", panels.your_panels, name="your_panels"),
    path("yours/panels/<public_id:public_id>/leave/", panels.leave_panel, name="leave_panel"),
    path("stop-asking/<str:token>/", panels.stop_asking, name="stop_asking"),
    path(f"{_WAVE}/sample/codes/", sample.make_codes, name="make_codes"),
    path(f"{_WAVE}/sample/invite/", sample.invite_sample, name="invite_sample"),
    path(f"{_WAVE}/sample/remind/", sample.remind_sample, name="remind_sample"),
    path(f"{_WAVE}/sample/<slug:case>/noted/", sample.note_contact, name="note_contact"),
]
