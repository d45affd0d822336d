"""One's own account: what allauth does not look after."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from saidanddone.core import clock
from saidanddone.core.requests import Request, posted
from saidanddone.people import actions, queries
from saidanddone.people.forms import CloseAccountForm, DetailsForm


@require_http_methods(["GET", "POST"])
def your_details(request: Request) -> HttpResponse:
    person = queries.person_of(request.viewer)
    form = DetailsForm(posted(request), initial={"name": person.name, "language": person.language})
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "memberships": queries.memberships_in_force(person, at=clock.now())}
        return render(request, "people/your_details.html", context, status=400 if form.errors else 200)
    actions.change_person(by=request.viewer, person=person, at=clock.now(), **form.cleaned_data)
    messages.success(request, _("Your changes are saved."))
    return redirect(queries.in_language("your_details", person.language))


@require_http_methods(["GET", "POST"])
def close_account(request: Request) -> HttpResponse:
    """Close one's account. What one said stays with the credit that one chose, unless it is erased first."""
    form = CloseAccountForm(posted(request))
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "back": reverse("your_details")}
        return render(request, "people/close_account.html", context, status=400 if form.errors else 200)
    actions.erase_person(by=request.viewer, person=queries.person_of(request.viewer), at=clock.now())
    logout(request)
    messages.success(request, _("Your account is closed."))
    return redirect("home")
