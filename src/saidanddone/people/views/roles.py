"""Who holds which role, and who is invited to one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from saidanddone.core import clock
from saidanddone.core.languages import active
from saidanddone.core.requests import Request, posted
from saidanddone.people import actions, queries
from saidanddone.people.forms import AddMemberForm, InviteForm
from saidanddone.people.models import Invitation, Organisation
from saidanddone.people.permissions import check_add_membership, check_see_people, check_see_roles
from saidanddone.people.views.form_pages import form_page


def _page_of(organisation: Organisation | None) -> str:
    return reverse("desk_members", args=[organisation.slug]) if organisation else reverse("desk_people")


@require_GET
def desk_people(request: Request) -> HttpResponse:
    """The organisations whose roles one looks after; for administrators also the roles on the whole site."""
    check_see_people(by=request.viewer)
    context = queries.roles_on_page(request.viewer, None, at=clock.now())
    return render(request, "people/desk_people.html", context)


@require_GET
def desk_members(request: Request, slug: str) -> HttpResponse:
    organisation = queries.organisation_for_roles(request.viewer, slug)
    context = queries.roles_on_page(request.viewer, organisation, at=clock.now())
    return render(request, "people/desk_members.html", context)


@require_http_methods(["GET", "POST"])
def invite(request: Request, slug: str | None = None) -> HttpResponse:
    """Invite someone to an organisation, or (without one) to a role on the whole site."""
    organisation = queries.organisation_for_roles(request.viewer, slug) if slug else None
    check_see_roles(by=request.viewer, organisation=organisation)
    roles = queries.roles_to_give(request.viewer, organisation)
    form = InviteForm(posted(request), roles=roles, initial={"language": active()})
    if request.method == "GET" or not form.is_valid():
        intro = _("They get an email with a link that works once, for 7 days, for this address only.")
        back, button = _page_of(organisation), _("Send the invitation")
        return form_page(request, form, heading=_("Invite someone"), back=back, intro=intro, button=button)
    actions.invite(by=request.viewer, organisation=organisation, at=clock.now(), **form.cleaned_data)
    messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": form.cleaned_data["email"]})
    return redirect(_page_of(organisation))


@require_http_methods(["GET", "POST"])
def add_member(request: Request, slug: str | None = None) -> HttpResponse:
    """Give a role at once to someone who has an account: for administrators."""
    check_add_membership(by=request.viewer)
    organisation = queries.organisation_for_roles(request.viewer, slug) if slug else None
    form = AddMemberForm(posted(request), roles=queries.roles_to_give(request.viewer, organisation))
    if request.method == "GET" or not form.is_valid():
        intro = _("For someone who has an account and agrees. Anybody else is better invited.")
        back, button = _page_of(organisation), _("Give the role")
        return form_page(request, form, heading=_("Give someone a role"), back=back, intro=intro, button=button)
    person, role = form.cleaned_data["person"], form.cleaned_data["role"]
    actions.add_membership(by=request.viewer, person=person, organisation=organisation, role=role, at=clock.now())
    messages.success(request, _("%(person)s has the role now.") % {"person": person})
    return redirect(_page_of(organisation))


@require_http_methods(["GET", "POST"])
def end_membership(request: Request, public_id: str) -> HttpResponse:
    at = clock.now()
    membership = queries.membership_to_end(request.viewer, public_id, at=at)
    if request.method == "GET":
        context = {"membership": membership, "back": _page_of(membership.organisation)}
        return render(request, "people/end_membership.html", context)
    actions.end_membership(by=request.viewer, membership=membership, at=at)
    messages.success(request, _("The role has ended."))
    is_own = membership.person_id == request.viewer.person_id
    return redirect(reverse("home") if is_own else _page_of(membership.organisation))


@require_POST
def revoke_invitation(request: Request, public_id: str) -> HttpResponse:
    found = get_object_or_404(Invitation.objects.select_related("organisation"), public_id=public_id)
    actions.revoke_invitation(by=request.viewer, invitation=found, at=clock.now())
    messages.success(request, _("The invitation is withdrawn: its link does not work any more."))
    return redirect(_page_of(found.organisation))
