"""Who does what here: the lines that alliances have agreed on, to look up and to print."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saidanddone.alliances.forms.filters import ServicesForm
from saidanddone.alliances.queries.alliances import matching
from saidanddone.alliances.services import offers
from saidanddone.commitments.forms.wall import Choices
from saidanddone.core.requests import Request
from saidanddone.core.viewer import STRANGER


@login_not_required
@require_safe
def alliance_services(request: Request) -> HttpResponse:
    """The same for everyone: what is for partners alone is on no such list."""
    form = ServicesForm(request.GET, Choices.read())
    if not form.is_valid():
        return render(request, "alliances/services.html", {"form": form}, status=400)
    found = offers(matching(STRANGER, form.filters), form.cleaned_data["q"])
    return render(request, "alliances/services.html", {"form": form, "offers": found})
