"""Names and paths."""

from django.urls import URLPattern, URLResolver, path, re_path

from saidanddone.core.ids import PATTERN
from saidanddone.decisions.views import (
    backings,
    considering,
    deciding,
    decisions,
    exercises,
    finding_steps,
    findings,
    translating,
    workspace,
)

DESK = "desk/<slug:slug>/findings/"
ONE = f"{DESK}<public_id:public_id>/"
_OF = "desk/<slug:slug>/decisions/<public_id:public_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("findings/", findings.findings, name="findings"),
    path("findings/download.<ending:ending>", findings.findings_download, name="findings_download"),
    path("findings/<public_id:public_id>/", findings.finding, name="finding"),
    path("findings/<public_id:public_id>/finding.pdf", findings.finding_pdf, name="finding_pdf"),
    path("findings/<public_id:public_id>/check/", findings.check_meaning, name="check_meaning"),
    path("findings/<public_id:public_id>/writers/leave/", findings.leave_writers, name="leave_writers"),
    path("findings/<public_id:public_id>/words/", findings.words, name="finding_words"),
    re_path(
        rf"^findings/(?P<public_id>{PATTERN})/words/(?P<name>[0-9]{{1,4}}-[0-9]{{1,15}}-[a-z_]{{1,40}})\.json$",
        findings.opening,
        name="finding_opening",
    ),
    path("findings/<public_id:public_id>/write/", finding_steps.write_finding, name="write_finding"),
    path("desk/findings/", workspace.own_findings, name="desk_own_findings"),
    path(f"{DESK}", workspace.desk_findings, name="desk_findings"),
    path(f"{DESK}new/", workspace.draft_finding, name="draft_finding"),
    path(f"{ONE}", workspace.finding_workspace, name="finding_workspace"),
    path(f"{ONE}words/", workspace.edit_finding, name="edit_finding"),
    path(f"{ONE}cite/", workspace.cite_in_finding, name="cite_in_finding"),
    path(f"{ONE}uncite/", workspace.uncite_from_finding, name="uncite_from_finding"),
    path(f"{ONE}source/", workspace.cite_source, name="cite_source"),
    path(f"{ONE}writers/add/", workspace.add_finding_writer, name="add_finding_writer"),
    path(f"{ONE}writers/remove/", workspace.remove_finding_writer, name="remove_finding_writer"),
    path(f"{ONE}translation/", translating.translate_finding, name="translate_finding"),
    path(f"{ONE}ask/", finding_steps.ask_those_cited, name="ask_those_cited"),
    path(f"{ONE}publish/", finding_steps.publish_finding, name="publish_finding"),
    path(f"{ONE}supersede/", finding_steps.supersede_finding, name="supersede_finding"),
    path(f"{ONE}withdraw/", finding_steps.withdraw_finding, name="withdraw_finding"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/download.<ending:ending>", decisions.decisions_download, name="decisions_download"),
    path("decisions/<public_id:public_id>/", decisions.decision, name="decision"),
    path("decisions/<public_id:public_id>/decision.pdf", decisions.decision_pdf, name="decision_pdf"),
    path("decisions/<public_id:public_id>/views/", decisions.views, name="decision_views"),
    path("decisions/<public_id:public_id>/try/", exercises.try_exercise, name="decision_try"),
    path("decisions/<public_id:public_id>/history/", decisions.history, name="decision_history"),
    path("decisions/<public_id:public_id>/back/", backings.back_decision, name="back_decision"),
    path("decisions/<public_id:public_id>/back/<public_id:backing>/end/", backings.end_backing, name="end_backing"),
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
    path(f"{_OF}translation/", translating.translate_decision, name="translate_decision"),
    path(f"{_OF}pilot/", deciding.pilot, name="decision_pilot"),
    path(f"{_OF}next/<str:action>/", deciding.move, name="move_decision"),
]
