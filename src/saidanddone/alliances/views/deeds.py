"""One form on one page of the desk of alliances: what it says, who may, and what it does with what was typed."""

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from saidanddone.alliances import actions
from saidanddone.alliances.clauses import KINDS
from saidanddone.alliances.forms import building, covers, relationship, signing
from saidanddone.alliances.models import Alliance
from saidanddone.alliances.permissions import check_is_partner, check_leads, check_looks_after, check_writes
from saidanddone.alliances.queries import seats as queries
from saidanddone.alliances.queries.deeds import FIND
from saidanddone.alliances.views.doing import DO, PRESS
from saidanddone.core import clock
from saidanddone.core.requests import Request, posted
from saidanddone.core.rules import Refused
from saidanddone.funds.forms.setting_up import FundForm
from saidanddone.ui.deeds import Deed, answer

RELATIONSHIP = (
    *("barrier", "end-barrier", "step", "end-step", "call-out", "acknowledge", "review"),
    *("go-live", "begin-review", "end-review", "end"),
)
"""These stand on the page of the relationship, and lead back to it."""

DEEDS = {
    "cover": Deed(
        _("Write a cover note"),
        _("Write it"),
        _("It is written. A lead of each party can back it."),
        covers.CoverForm,
        check_looks_after,
        takes=("own",),
        intro=_("Before it is tried, and on one page. It is not edited later: who backs it, backs these words."),
    ),
    "back-cover": Deed(
        _("We back this"),
        _("Back it"),
        _("Your party backs it."),
        covers.BackCoverForm,
        check_looks_after,
        of="cover-note",
        takes=("own",),
    ),
    "end-cover": Deed(
        _("How did it end?"),
        _("Save"),
        _("It is saved."),
        covers.EndCoverForm,
        check_looks_after,
        of="cover-note",
    ),
    "facts": Deed(
        _("What is said of it"), _("Save"), _("It is saved."), building.FactsForm, check_writes, takes=("alliance",)
    ),
    "party": Deed(
        _("Add a party"),
        _("Add it"),
        _("It is in it, and reads and writes the deal."),
        building.PartyForm,
        check_writes,
    ),
    "group": Deed(
        _("Add a group that is not here yet"),
        _("Add and invite it"),
        _("The group is in it. Whoever speaks for it is invited by email."),
        building.GroupForm,
        check_writes,
        intro=_("A group needs no legal form to be an equal party: a name, and somebody who speaks for it."),
    ),
    "remove-party": Deed(
        _("Take this party out"),
        _("Take it out"),
        _("It is not in it any more."),
        forms.Form,
        check_writes,
        of="party",
        kind="warning",
        intro=_("What it wrote of itself goes with it."),
    ),
    "template": Deed(
        _("Take words from a usual form"),
        _("Take them"),
        _("They stand where nothing was written yet. Change them as you like."),
        building.TemplateForm,
        check_writes,
    ),
    "brings": Deed(
        _("What they bring, as we see it"),
        _("Save"),
        _("It stands beside what they say themselves."),
        building.BringsForm,
        check_writes,
        of="party",
        takes=("own",),
    ),
    "rewrite": Deed(
        _("Change these words"),
        _("Save"),
        _("It is saved. Whoever agreed to the earlier words is asked again."),
        building.RewriteForm,
        check_writes,
        of="clause",
        takes=("clause",),
    ),
    "remove": Deed(
        _("Take this clause out"),
        _("Take it out"),
        _("It is out. A version that was signed keeps it."),
        forms.Form,
        check_writes,
        of="clause",
        kind="warning",
    ),
    "comment": Deed(
        _("What do you think of it?"),
        _("Say it"),
        _("The other parties can read it."),
        building.CommentForm,
        check_writes,
        of="clause",
        takes=("own",),
    ),
    "link-fund": Deed(
        _("A fund that is here already"),
        _("Make it part of the deal"),
        _("Its terms are part of the deal from the next version on."),
        signing.LinkFundForm,
        check_writes,
        takes=("funds",),
        intro=_("Everybody whose money is in it has to be a party of the alliance."),
    ),
    "new-fund": Deed(
        _("Set up a fund for this alliance"),
        _("Set it up"),
        _("It is set up. Say there who pays what, what for, and who bears the risk."),
        FundForm,
        check_writes,
        takes=("organisation",),
        intro=_("Its partners alone see it until all have signed. Then it opens by itself, as it was signed."),
    ),
    "unlink-fund": Deed(
        _("Take this fund out of the deal"),
        _("Take it out"),
        _("It is no part of the deal. The fund itself stays."),
        forms.Form,
        check_writes,
        of="fund",
        kind="warning",
    ),
    "facilitator": Deed(
        _("Who looks after the relationship?"),
        _("Save"),
        _("It is saved."),
        signing.FacilitatorForm,
        check_is_partner,
        takes=("people",),
    ),
    "propose": Deed(
        _("Propose this deal"),
        _("Propose it"),
        _("It waits for the signature of each party. Nobody changes a word meanwhile."),
        signing.ProposeForm,
        check_writes,
        takes=("alliance",),
        intro=_("The text is frozen as it stands, so that all sign the same. Anybody can take it back with a reason."),
    ),
    "take-back": Deed(
        _("Take this version back"),
        _("Take it back"),
        _("It can be written further. Signatures under it count no more."),
        signing.ReasonForm,
        check_is_partner,
        of="version",
        kind="warning",
    ),
    "go-live": Deed(
        _("Begin the work"), _("Begin"), _("It is at work. Everyone can see that."), forms.Form, check_leads
    ),
    "begin-review": Deed(
        _("Begin a review"),
        _("Begin"),
        _("It is in review. The work goes on meanwhile."),
        forms.Form,
        check_leads,
    ),
    "end-review": Deed(
        _("End the review"), _("End it"), _("The review is over, and the work goes on."), forms.Form, check_leads
    ),
    "end": Deed(
        _("End this alliance"),
        _("End it"),
        _("It has ended. All that it was stays in sight."),
        signing.EndForm,
        check_leads,
        kind="warning",
    ),
    "leave": Deed(
        _("Leave this alliance"),
        _("Leave"),
        _("Your party has left. The others go on."),
        signing.ReasonForm,
        check_leads,
        of="party",
        kind="warning",
        intro=_("How a party leaves, and with what notice, stands in the deal."),
    ),
    "barrier": Deed(
        _("Name what is in the way"),
        _("Save"),
        _("It is named. The party that can remove it says more by its day."),
        relationship.BarrierForm,
        check_looks_after,
        takes=("parties",),
    ),
    "end-barrier": Deed(
        _("How did it end?"),
        _("Save"),
        _("It is saved."),
        relationship.EndBarrierForm,
        check_looks_after,
        of="barrier",
    ),
    "step": Deed(
        _("Plan something for the relationship"),
        _("Save"),
        _("It is planned, and comes round."),
        relationship.StepForm,
        check_looks_after,
        takes=("parties",),
    ),
    "end-step": Deed(
        _("Do this no more"),
        _("End it"),
        _("It comes round no more."),
        forms.Form,
        check_looks_after,
        of="step",
        kind="warning",
    ),
    "call-out": Deed(
        _("Call everybody out"),
        _("Call out"),
        _("Everybody is called. Here you see who has heard."),
        relationship.CallOutForm,
        check_looks_after,
        kind="warning",
    ),
    "acknowledge": Deed(
        _("Say what you do"),
        _("Send"),
        _("The others see it."),
        relationship.AcknowledgeForm,
        check_looks_after,
        of="call-out",
        takes=("own",),
    ),
    "review": Deed(
        _("Write down a review"),
        _("Save"),
        _("It is written down."),
        relationship.ReviewForm,
        check_looks_after,
        intro=_("What all found together. Most alliances fail in the relationship: say it while it can be mended."),
    ),
}


@never_cache
@require_http_methods(["GET", "POST"])
def start_alliance(request: Request, slug: str) -> HttpResponse:
    organisation = queries.organisation_with_alliances(request.viewer, slug)
    queries.check_starts(request.viewer, organisation)
    form = building.StartForm(posted(request), organisation=organisation, initial=_keyed())
    deed = Deed(
        _("Begin an alliance"),
        _("Begin"),
        _("It has begun. Its parties alone see it until all have signed."),
        building.StartForm,
        check_writes,
    )

    def do() -> Alliance:
        return actions.start_alliance(by=request.viewer, at=clock.now(), draft=form.draft())

    def on(made: Alliance) -> str:
        return reverse("desk_alliance", args=[slug, made.public_id])

    return answer(request, deed, form, do, back=reverse("desk_alliances", args=[slug]), on=on)


def _keyed() -> dict[str, Any]:
    return {"submission_key": secrets.token_hex(32), "held_date": clock.local_date(clock.now())}


@never_cache
@require_http_methods(["GET", "POST"])
def alliance_deed(request: Request, slug: str, public_id: str, deed: str, of: str = "") -> HttpResponse:
    chosen = DEEDS.get(deed)
    if chosen is None or bool(chosen.of) != bool(of):
        raise Http404
    seat = queries.seat_of(request.viewer, slug, public_id)
    chosen.may(by=request.viewer, alliance=seat.alliance)
    queries.check_sits(seat)
    thing = FIND[chosen.of](seat.alliance, of) if chosen.of else seat.alliance
    form = chosen.form(posted(request), initial=_initial(seat), **_known(seat, chosen, thing))
    back = reverse("desk_relationship" if deed in RELATIONSHIP else "desk_alliance", args=[slug, public_id])
    if deed in ("cover", "back-cover", "end-cover"):
        back = reverse("cover_notes", args=[public_id])
    if deed == "leave":
        back = reverse("desk_alliances", args=[slug])
    about = thing if chosen.of else seat.alliance.said("title")
    return answer(request, chosen, form, lambda: DO[deed](request, thing, form), back=back, about=about)


def _initial(seat: queries.Seat) -> dict[str, Any]:
    """What a form begins with: of a fund, what the deal says already."""
    alliance = seat.alliance
    of_fund: dict[str, Any] = {"name": alliance.title, "purpose": alliance.purpose, "language": alliance.language}
    of_fund |= {"starts_date": alliance.starts_date, "ends_date": alliance.ends_date}
    others = [each.organisation.slug for each in seat.parties if each.organisation_id != seat.organisation.pk]
    return _keyed() | of_fund | {"partners": others, "party": None}


def _known(seat: queries.Seat, deed: Deed, thing: Any) -> dict[str, Any]:
    """What a form needs to know."""
    known = {"alliance": seat.alliance, "own": seat.own, "parties": seat.parties, deed.of: thing}
    known |= {
        "organisation": seat.organisation,
        "people": queries.people_at(seat),
        "funds": queries.funds_to_link(seat),
    }
    return {name: known[name] for name in deed.takes}


@never_cache
@require_http_methods(["GET", "POST"])
def write_clause(request: Request, slug: str, public_id: str, kind: str) -> HttpResponse:
    """One question of the deal, on a page of its own."""
    if kind not in KINDS:
        raise Http404
    seat, asked = queries.seat_of(request.viewer, slug, public_id), KINDS[kind]
    check_writes(by=request.viewer, alliance=seat.alliance)
    queries.check_sits(seat)
    form = building.ClauseForm(posted(request), kind=asked, seat=seat)
    deed = Deed(asked.question, _("Save"), _("It is written. The others can agree."), building.ClauseForm, check_writes)

    def do() -> Any:
        return actions.write_clause(by=request.viewer, at=clock.now(), alliance=seat.alliance, draft=form.draft())

    back = reverse("desk_alliance", args=[slug, public_id])
    return answer(request, deed, form, do, back=back, about=asked.label)


@never_cache
@require_POST
def alliance_press(request: Request, slug: str, public_id: str, press: str, of: str) -> HttpResponse:
    """What one press does: agree, settle, done, coming."""
    if press not in PRESS:
        raise Http404
    seat = queries.seat_of(request.viewer, slug, public_id)
    check_is_partner(by=request.viewer, alliance=seat.alliance)
    queries.check_sits(seat)
    kind, do, done = PRESS[press]
    try:
        do(request, seat, FIND[kind](seat.alliance, of))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, str(done))
    page = reverse("desk_alliance" if kind in ("clause", "comment") else "desk_relationship", args=[slug, public_id])
    return redirect(f"{page}#{of}" if kind == "clause" else page)
