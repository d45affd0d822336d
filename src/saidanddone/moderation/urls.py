from django.urls import path

from saidanddone.moderation.views import desk, public

urlpatterns = [
    path("report/<slug:kind>/<public_id:public_id>/", public.report, name="report"),
    path("report/<slug:kind>/<public_id:public_id>/thanks/", public.reported, name="reported"),
    path("moderation/policy/", public.policy, name="moderation_policy"),
    path("moderation/counts/", public.counts, name="moderation_counts"),
    path("moderation/counts.<ending:ending>", public.counts_download, name="moderation_counts_download"),
    path("moderation/decisions/", public.decisions, name="moderation_decisions"),
    path("moderation/decisions.<ending:ending>", public.decisions_download, name="moderation_decisions_download"),
    path("moderation/decisions/<public_id:public_id>/", public.decision, name="moderation_decision"),
    path("moderation/decisions/<public_id:public_id>/appeal/", public.appeal, name="appeal"),
    path("desk/moderation/", desk.queue, name="desk_moderation"),
    path("desk/moderation/channels/", desk.channels, name="desk_channels"),
    path("desk/moderation/<public_id:public_id>/", desk.case, name="desk_case"),
    path("desk/moderation/<public_id:public_id>/claim/", desk.claim, name="claim_case"),
    path("desk/moderation/<public_id:public_id>/release/", desk.release, name="release_case"),
    path("desk/moderation/<public_id:public_id>/decide/", desk.decide, name="decide_case"),
]
