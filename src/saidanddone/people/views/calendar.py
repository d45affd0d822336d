"""Bank holidays on the desk."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from saidanddone.core import clock
from saidanddone.core.requests import Request, posted
from saidanddone.people import actions, queries
from saidanddone.people.forms import BankHolidayForm
from saidanddone.people.models import BankHoliday
from saidanddone.people.permissions import check_add_bank_holiday
from saidanddone.people.views.form_pages import form_page


@require_GET
def desk_calendar(request: Request, year: int | None = None) -> HttpResponse:
    check_add_bank_holiday(by=request.viewer)
    year = clock.local_date(clock.now()).year if year is None else year
    if not 2000 <= year <= 2100:
        raise Http404
    context = {"year": year, "years": queries.calendar_years(), "nations": queries.calendar_of(year)}
    return render(request, "people/desk_calendar.html", context)


@require_http_methods(["GET", "POST"])
def add_bank_holiday(request: Request) -> HttpResponse:
    check_add_bank_holiday(by=request.viewer)
    form = BankHolidayForm(posted(request), initial={"nation": settings.NATION})
    if request.method == "GET" or not form.is_valid():
        intro = _("Promises that are given from now on do not run on this day. Days that are due already stay.")
        heading, back = _("Add a bank holiday"), reverse("desk_calendar")
        return form_page(request, form, heading=heading, back=back, intro=intro, button=_("Add"))
    holiday = actions.add_bank_holiday(by=request.viewer, at=clock.now(), **form.cleaned_data)
    messages.success(request, _("%(day)s is added.") % {"day": holiday.name})
    return redirect("desk_calendar_year", year=holiday.date.year)


@require_POST
def remove_bank_holiday(request: Request, pk: int) -> HttpResponse:
    check_add_bank_holiday(by=request.viewer)
    holiday = get_object_or_404(BankHoliday, pk=pk)
    year = holiday.date.year
    actions.remove_bank_holiday(by=request.viewer, holiday=holiday, at=clock.now())
    messages.success(request, _("The day is removed."))
    return redirect("desk_calendar_year", year=year)
