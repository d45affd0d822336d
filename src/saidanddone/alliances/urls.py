"""Names and paths, by who answers: everybody's pages, the desk, and relationship checks."""

from django.urls import URLPattern, path

from saidanddone.alliances.views import (
    answering,
    checks,
    continuity,
    covers,
    deals,
    deeds,
    desk,
    network,
    openness,
    public,
    repairs,
    services,
    shown,
    signing,
    translating,
    trust,
)

ALLIANCE = "alliances/<public_id:public_id>/"
OWN_CHECKS = f"{ALLIANCE}checks/"
OWN_CHECK = f"{OWN_CHECKS}<public_id:check>/"

PUBLIC: list[URLPattern] = [
    path("alliances/", public.alliances, name="alliances"),
    path(f"{ALLIANCE}covers/", covers.cover_notes, name="cover_notes"),
    path(f"{ALLIANCE}covers/<public_id:note>/", covers.cover_note, name="cover_note"),
    path(f"{ALLIANCE}covers/<public_id:note>/note.pdf", covers.cover_note_pdf, name="cover_note_pdf"),
    path("alliances/download.<ending:ending>", public.alliances_download, name="alliances_download"),
    path("alliances/services/", services.alliance_services, name="alliance_services"),
    path(ALLIANCE, public.alliance, name="alliance"),
    path(f"{ALLIANCE}deal/", deals.alliance_deal, name="alliance_deal"),
    path(f"{ALLIANCE}deal.pdf", deals.alliance_deal_pdf, name="alliance_deal_pdf"),
    path(f"{ALLIANCE}continuity/", continuity.alliance_continuity, name="alliance_continuity"),
    path(f"{ALLIANCE}continuity.pdf", continuity.alliance_continuity_pdf, name="alliance_continuity_pdf"),
    path(f"{ALLIANCE}versions/", deals.alliance_versions, name="alliance_versions"),
    path(f"{ALLIANCE}versions/<int:number>.json", deals.alliance_text, name="alliance_text"),
    path(f"{ALLIANCE}words/", translating.alliance_words, name="alliance_words"),
    path(f"{ALLIANCE}words/alliance/", translating.translate_alliance, name="translate_alliance"),
    path(f"{ALLIANCE}words/<public_id:clause>/", translating.translate_alliance, name="translate_clause"),
]

ORGANISATION = "desk/<slug:slug>/alliances/"
SEAT = f"{ORGANISATION}<public_id:public_id>/"

DESK: list[URLPattern] = [
    path("desk/alliances/", desk.desk_own_alliances, name="desk_own_alliances"),
    path(ORGANISATION, desk.desk_alliances, name="desk_alliances"),
    path(f"{ORGANISATION}new/", deeds.start_alliance, name="start_alliance"),
    path(SEAT, desk.desk_alliance, name="desk_alliance"),
    path(f"{SEAT}relationship/", desk.desk_relationship, name="desk_relationship"),
    path(f"{SEAT}call-outs/<public_id:call_out>/", desk.answer_call_out, name="answer_call_out"),
    path(f"{SEAT}versions/<public_id:version>/", signing.read_version, name="read_version"),
    path(f"{SEAT}versions/<public_id:version>/sign/<public_id:party>/", signing.sign_deal, name="sign_deal"),
    path(f"{SEAT}write/<slug:kind>/", deeds.write_clause, name="write_clause"),
    path(f"{SEAT}do/<slug:deed>/", deeds.alliance_deed, name="alliance_deed"),
    path(f"{SEAT}do/<slug:deed>/<public_id:of>/", deeds.alliance_deed, name="alliance_deed_of"),
    path(f"{SEAT}press/<slug:press>/<public_id:of>/", deeds.alliance_press, name="alliance_press"),
]

CHECKS: list[URLPattern] = [
    path("alliances/network/", network.alliances_network, name="alliances_network"),
    path("checks/", answering.own_checks, name="own_checks"),
    path("check/<public_id:public_id>/", answering.take_check, name="take_check"),
    path("check/<public_id:public_id>/whole/", answering.take_check_whole, name="take_check_whole"),
    path("check/<public_id:public_id>/words/", answering.take_check_words, name="take_check_words"),
    path("check/<public_id:public_id>/of/<public_id:party>/", answering.take_check_of, name="take_check_of"),
    path(OWN_CHECKS, checks.alliance_checks, name="alliance_checks"),
    path(f"{OWN_CHECKS}plan/", checks.plan_check, name="plan_check"),
    path(OWN_CHECK, checks.alliance_check, name="alliance_check"),
    path(f"{OWN_CHECK}shown/", shown.check_shown, name="check_shown"),
    path(f"{OWN_CHECK}agenda/", shown.check_agenda, name="check_agenda"),
    path(f"{OWN_CHECK}agenda.pdf", shown.check_agenda_pdf, name="check_agenda_pdf"),
    path(f"{OWN_CHECK}words/", shown.check_words_alone, name="check_words_alone"),
    path(f"{OWN_CHECK}repair/", repairs.agree_repair, name="agree_repair"),
    path(f"{OWN_CHECK}repair/<public_id:repair>/", repairs.end_repair, name="end_repair"),
    path(f"{OWN_CHECK}talked-over/", repairs.talk_over, name="talk_over"),
    path(f"{OWN_CHECK}between/<public_id:party>/<public_id:other>/", openness.check_between, name="check_between"),
    path(f"{ALLIANCE}trust/", trust.alliance_trust, name="alliance_trust"),
    path(f"{ALLIANCE}trust/bring/", trust.bring_scores, name="bring_scores"),
    path(f"{ALLIANCE}openness/", openness.alliance_openness, name="alliance_openness"),
    path(
        f"{ALLIANCE}openness/<public_id:party>/<public_id:other>/<slug:press>/",
        openness.press_openness,
        name="press_openness",
    ),
    path(f"{OWN_CHECK}asked/<public_id:party>/", checks.name_raters, name="name_raters"),
    path(f"{OWN_CHECK}press/<slug:press>/", checks.press_check, name="press_check"),
]

urlpatterns: list[URLPattern] = [*PUBLIC, *DESK, *CHECKS]
