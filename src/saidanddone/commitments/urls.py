"""Names and paths."""

from django.urls import URLPattern, path

from saidanddone.commitments.views import commitments, desk, desk_outcomes, outcomes, setbacks, translating, wall

COMMITMENT = "commitments/<public_id:public_id>/"
OUTCOME = "outcomes/<public_id:public_id>/"
DESK_OUTCOMES = "desk/<slug:slug>/outcomes/"

urlpatterns: list[URLPattern] = [
    path("commitments/", wall.commitments, name="commitments"),
    path("commitments/download.<ending:ending>", wall.commitments_download, name="commitments_download"),
    path("pledges/", wall.pledges, name="pledges"),
    path(COMMITMENT, commitments.commitment, name="commitment"),
    path(f"{COMMITMENT}worked/", commitments.say_if_it_worked, name="say_if_it_worked"),
    path(f"{COMMITMENT}update/", desk.update_commitment, name="update_commitment"),
    path("commitments/files/<public_id:public_id>/", commitments.update_file, name="update_file"),
    path(f"{COMMITMENT}change/", desk.change_commitment, name="change_commitment"),
    path(f"{COMMITMENT}replace/", desk.replace_commitment, name="replace_commitment"),
    path(f"{COMMITMENT}period/", desk.record_period, name="record_period"),
    path(f"{COMMITMENT}partners/", desk.commitment_partners, name="commitment_partners"),
    path(f"{COMMITMENT}partners/<int:pk>/remove/", desk.remove_partner, name="remove_partner"),
    path(f"{COMMITMENT}translation/", translating.translate_commitment, name="translate_commitment"),
    path(f"{COMMITMENT}steps/", desk.commitment_steps, name="commitment_steps"),
    path("setbacks/", setbacks.setbacks, name="setbacks"),
    path("setbacks/download.<ending:ending>", setbacks.setbacks_download, name="setbacks_download"),
    path("setbacks/<public_id:public_id>/", setbacks.setback, name="setback"),
    path("setbacks/<public_id:public_id>/again/", desk.check_setback_again, name="check_setback_again"),
    path("setbacks/<public_id:public_id>/translation/", translating.translate_setback, name="translate_setback"),
    path("desk/commitments/", desk.desk_promises, name="desk_promises"),
    path("desk/<slug:slug>/commitments/", desk.desk_commitments, name="desk_commitments"),
    path("desk/<slug:slug>/commitments/new/", desk.make_promise, name="make_promise"),
    path("desk/<slug:slug>/setbacks/", desk.desk_setbacks, name="desk_setbacks"),
    path("desk/<slug:slug>/setbacks/new/", desk.say_setback, name="say_setback"),
    path("outcomes/", outcomes.outcomes, name="outcomes"),
    path("outcomes/download.<ending:ending>", outcomes.outcomes_download, name="outcomes_download"),
    path(OUTCOME, outcomes.outcome, name="outcome"),
    path(f"{OUTCOME}figures.<ending:ending>", outcomes.figures_download, name="figures_download"),
    path(f"{OUTCOME}report.pdf", outcomes.outcome_pdf, name="outcome_pdf"),
    path(f"{OUTCOME}hand-over/", outcomes.hand_over, name="hand_over"),
    path(f"{OUTCOME}hand-over.pdf", outcomes.hand_over_pdf, name="hand_over_pdf"),
    path("desk/outcomes/", desk_outcomes.desk_own_outcomes, name="desk_own_outcomes"),
    path(DESK_OUTCOMES, desk_outcomes.desk_outcomes, name="desk_outcomes"),
    path(f"{DESK_OUTCOMES}new/", desk_outcomes.set_outcome, name="set_outcome"),
    path(f"{DESK_OUTCOMES}<public_id:public_id>/", desk_outcomes.desk_outcome, name="desk_outcome"),
    path(f"{DESK_OUTCOMES}<public_id:public_id>/translation/", translating.translate_outcome, name="translate_outcome"),
    path(
        "desk/<slug:slug>/indicators/<public_id:public_id>/translation/",
        translating.translate_indicator,
        name="translate_indicator",
    ),
    path(f"{DESK_OUTCOMES}<public_id:public_id>/<slug:deed>/", desk_outcomes.outcome_deed, name="outcome_deed"),
    path(
        "desk/<slug:slug>/indicators/<public_id:public_id>/<slug:deed>/",
        desk_outcomes.indicator_deed,
        name="indicator_deed",
    ),
    path("desk/<slug:slug>/reports/<public_id:public_id>/", desk_outcomes.publish_report, name="publish_report"),
]
