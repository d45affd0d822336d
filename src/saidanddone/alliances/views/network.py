"""Who works with whom in the area, of what is public."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saidanddone.alliances import network_pages
from saidanddone.alliances.queries import network as queries
from saidanddone.core.paging import page_number, paginate
from saidanddone.core.requests import Request


@login_not_required
@require_safe
def alliances_network(request: Request) -> HttpResponse:
    """The picture with its table, the figures with their intervals, who bridges, who cannot be spared."""
    picture = queries.newest_picture()
    told = network_pages.told(picture) if picture else None
    rows = queries.tied(picture) if picture else queries.nobody()
    page = paginate(rows, number=page_number(request.GET.get("page")))
    context = {"told": told, "page": page, "partners": told.partners_of(page.rows) if told else []}
    return render(request, "alliances/network.html", context)
