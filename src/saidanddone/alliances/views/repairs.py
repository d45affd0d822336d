"""After a check: agree what is mended, say how it ended, and name the day of the next."""

import secrets
from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saidanddone.alliances import actions
from saidanddone.alliances.forms.repairs import EndRepairForm, RepairForm, TalkOverForm
from saidanddone.alliances.permissions import check_runs_checks
from saidanddone.alliances.queries import checks as queries
from saidanddone.alliances.views.checks import formed
from saidanddone.core import clock
from saidanddone.core.requests import Request, posted

HALF_A_YEAR = timedelta(days=182)


@never_cache
@require_http_methods(["GET", "POST"])
def agree_repair(request: Request, public_id: str, check: str) -> HttpResponse:
    found = queries.partners_check(request.viewer, public_id, check)
    check_runs_checks(by=request.viewer, alliance=found.alliance)
    parties = list(found.alliance.parties.current())
    form = RepairForm(posted(request), parties=parties, initial={"submission_key": secrets.token_hex(32)})
    back = reverse("check_shown", args=[public_id, check])

    def do() -> str:
        actions.agree_repair(by=request.viewer, at=clock.now(), check=found, **form.agreed)
        return back

    said = {"heading": _("What is mended?"), "button": _("Agree on it"), "done": _("It is agreed.")}
    return formed(request, form, do, back=back, about=found.alliance.said("title"), **said)


@never_cache
@require_http_methods(["GET", "POST"])
def end_repair(request: Request, public_id: str, check: str, repair: str) -> HttpResponse:
    found = queries.partners_check(request.viewer, public_id, check)
    own = queries.own_repair(found, request.viewer, repair)
    form, back = EndRepairForm(posted(request)), reverse("check_shown", args=[public_id, check])

    def do() -> str:
        actions.end_repair(by=request.viewer, at=clock.now(), repair=own, **form.cleaned_data)
        return back

    said = {"heading": _("How did it end?"), "button": _("Save"), "done": _("Partners see how it ended.")}
    return formed(request, form, do, back=back, about=own.words, **said)


@never_cache
@require_http_methods(["GET", "POST"])
def talk_over(request: Request, public_id: str, check: str) -> HttpResponse:
    found = queries.partners_check(request.viewer, public_id, check)
    check_runs_checks(by=request.viewer, alliance=found.alliance)
    coming = clock.local_date(clock.now()) + HALF_A_YEAR
    form = TalkOverForm(posted(request), initial={"next_date": coming})
    back = reverse("check_shown", args=[public_id, check])

    def do() -> str:
        actions.talk_over(by=request.viewer, at=clock.now(), check=found, **form.cleaned_data)
        return back

    said = {"heading": _("You have talked it over"), "button": _("Save"), "done": _("The next check has its day.")}
    return formed(request, form, do, back=back, about=found.alliance.said("title"), **said)
