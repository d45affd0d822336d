"""Pages for contributors alone, by account or by return link; others are shown how to come back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saidanddone.core import clock
from saidanddone.core.requests import Request
from saidanddone.core.throttle import ClientThrottle

Page = Callable[..., HttpResponse | FileResponse]
CHANGING = ClientThrottle("yours", limit=40, address_limit=600, seconds=600)


def own_page(*methods: str) -> Callable[[Page], Page]:
    def decorate(view: Page) -> Page:
        @login_not_required
        @never_cache
        @require_http_methods(methods)
        @wraps(view)
        def page(request: Request, *args: Any, **kwargs: Any) -> HttpResponse | FileResponse:
            if not request.viewer.contributor_ids:
                return redirect("ask_for_return_link")
            if request.method == "POST":
                CHANGING.hit(request, at=clock.now().timestamp())
            return view(request, *args, **kwargs)

        return page

    return decorate
