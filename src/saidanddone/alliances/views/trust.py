"""How trust among partners moves, beside what came of their work; and scores of other instruments, brought in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saidanddone.alliances import actions
from saidanddone.alliances.forms.scores import ScoresForm
from saidanddone.alliances.pages import outcome_cards
from saidanddone.alliances.queries import checks as queries
from saidanddone.alliances.queries import openness, trust
from saidanddone.alliances.views.checks import formed
from saidanddone.commitments.queries import outcomes as of_outcomes
from saidanddone.core import clock
from saidanddone.core.requests import Request, posted
from saidanddone.core.rules import Refused
from saidanddone.people.roles import Permission


@never_cache
@require_safe
def alliance_trust(request: Request, public_id: str) -> HttpResponse:
    alliance = queries.partners_alliance(request.viewer, public_id)
    own = openness.own_parties(alliance, request.viewer, Permission.ALLY)
    shown = (
        of_outcomes.outcomes(request.viewer).filter(pk__in=alliance.outcomes.values("pk")).order_by("set_date", "pk")
    )
    outcomes, moved = outcome_cards(shown, on=clock.local_date(clock.now())), trust.trend(alliance)
    context = {"alliance": alliance, "trend": moved, "brings": bool(own), "outcomes": outcomes}
    context["baseline"] = bool(moved.lines)
    return render(request, "alliances/trust.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def bring_scores(request: Request, public_id: str) -> HttpResponse:
    alliance = queries.partners_alliance(request.viewer, public_id)
    own = openness.own_parties(alliance, request.viewer, Permission.ALLY)
    if not own:
        raise Refused(_("Only somebody who works with partners in one of the parties can do this."))
    form = ScoresForm(posted(request), parties=own, initial={"party": own[0]})
    back = reverse("alliance_trust", args=[public_id])

    def do() -> str:
        given = {**form.cleaned_data, "scores": form.cleaned_data["rows"]}
        del given["rows"]
        actions.bring_scores(by=request.viewer, at=clock.now(), **given)
        return back

    said = {"heading": _("Bring in scores of another instrument"), "button": _("Bring them in")}
    said["intro"] = _("Partners alone see them, as a line of their own: never joined to your checks.")
    return formed(request, form, do, back=back, about=alliance.said("title"), done=_("They are brought in."), **said)
