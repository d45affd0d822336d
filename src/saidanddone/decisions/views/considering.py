"""What a decision considers, on the desk: cite, say the use of many at once, leave out."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saidanddone.contributions.models import Contribution
from saidanddone.core import clock
from saidanddone.core.paging import page_number, paginate
from saidanddone.core.requests import Request
from saidanddone.core.rules import Refused
from saidanddone.decisions import actions
from saidanddone.decisions.forms.deciding import CiteForm, LeaveOutForm, UseForm
from saidanddone.decisions.forms.references import ReferenceForm
from saidanddone.decisions.models import Decision, Finding
from saidanddone.decisions.queries import decision_pages
from saidanddone.decisions.queries import editor as queries

PAGE = 50


@never_cache
@require_http_methods(["GET", "POST"])
def considered(request: Request, slug: str, public_id: str) -> HttpResponse:
    """One page with three forms: what is pressed says which was sent."""
    decision = queries.decision_of(request.viewer, slug, public_id)
    what = next((name for name in FORMS if name in request.POST), "")
    make, carry_out = FORMS.get(what, FORMS["cite"])
    form = make(decision, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, carry_out(request, decision, form))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(request.get_full_path())
    return _page(request, decision, what, form)


def _page(request: Request, decision: Decision, what: str, form: Any) -> HttpResponse:
    rows = decision.uses.select_related("contribution", "finding").order_by("value", "pk")
    page = paginate(rows, number=page_number(request.GET.get("page")), size=PAGE)
    others = {name: form if name == what else make(decision, None) for name, (make, _act) in FORMS.items()}
    context = {"decision": decision, "page": page, "form": form, "forms": others}
    context |= {"cited": decision_pages.cited(page.rows, viewer=request.viewer)}
    context |= {"unsaid": decision.uses.without_use().count()}
    return render(request, "decisions/desk_considered.html", context, status=400 if form.errors else 200)


def _cite(request: Request, decision: Decision, form: CiteForm) -> str:
    cleaned = form.cleaned_data
    said = Contribution.objects.visible_to(request.viewer).filter(public_id__in=cleaned["cited"])
    found = Finding.objects.visible_to(request.viewer).filter(public_id__in=cleaned["cited"])
    contributions, findings = list(said), list(found)
    known = {each.public_id for each in contributions} | {each.public_id for each in findings}
    if strange := [each for each in cleaned["cited"] if each not in known]:
        raise Refused(_("There is nothing with this number: %(number)s") % {"number": strange[0]})
    return _told(actions.consider(**_facts(request, decision), contributions=contributions, findings=findings))


def _cite_source(request: Request, decision: Decision, form: ReferenceForm) -> str:
    return _told(actions.consider(**_facts(request, decision), refs=[form.source]))


def _cite_views(request: Request, decision: Decision, form: LeaveOutForm) -> str:
    """Everything that came in while it was open for views."""
    said = Contribution.objects.public().filter(source_kind="decision", source_id=decision.public_id)
    return _told(actions.consider(**_facts(request, decision), contributions=list(said.order_by("pk"))))


def _set_use(request: Request, decision: Decision, form: UseForm) -> str:
    uses = decision.uses.without_use() if "all" in request.POST else _ticked(request, decision)
    number = actions.set_use(**_facts(request, decision), uses=list(uses), **form.cleaned_data)
    return ngettext("%(n)s has its use now.", "%(n)s have their use now.", number) % {"n": number}


def _leave_out(request: Request, decision: Decision, form: LeaveOutForm) -> str:
    reason = form.cleaned_data["reason"]
    actions.leave_out(**_facts(request, decision), uses=list(_ticked(request, decision)), reason=reason)
    return _("They are no longer considered.")


def _ticked(request: Request, decision: Decision) -> Any:
    chosen = request.POST.getlist("chosen")[:PAGE]
    if not chosen:
        raise Refused(_("Tick at least one."))
    return decision.uses.filter(public_id__in=chosen)


def _facts(request: Request, decision: Decision) -> dict[str, Any]:
    return {"by": request.viewer, "at": clock.now(), "decision": decision}


def _told(number: int) -> str:
    return ngettext("%(n)s is considered now.", "%(n)s are considered now.", number) % {"n": number}


def _plain(form_class: type[Form]) -> Callable[[Decision, Any], Form]:
    return lambda _decision, data: form_class(data)


def _reference_form(decision: Decision, data: Any) -> ReferenceForm:
    return ReferenceForm(data, exercises=queries.exercises_to_cite(decision))


FORMS: dict[str, tuple[Callable[[Decision, Any], Any], Callable[[Request, Decision, Any], str]]] = {
    "cite": (_plain(CiteForm), _cite),
    "cite_source": (_reference_form, _cite_source),
    "cite_views": (_plain(LeaveOutForm), _cite_views),
    "use": (_plain(UseForm), _set_use),
    "leave_out": (_plain(LeaveOutForm), _leave_out),
}
"""Name of the button → the form that goes with it, and what it does."""
