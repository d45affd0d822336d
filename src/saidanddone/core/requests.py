"""A request as our views receive it: with the viewer that `people.middleware` has put on it."""

from django.http import HttpRequest

from saidanddone.core.viewer import Viewer


class Request(HttpRequest):
    """For annotations: `def page(request: Request) -> HttpResponse`."""

    viewer: Viewer
