"""A request as our views receive it: with the viewer that `people.middleware` has put on it."""

from django.http import HttpRequest, QueryDict

from saidanddone.core.viewer import Viewer


class Request(HttpRequest):
    """For annotations: `def page(request: Request) -> HttpResponse`."""

    viewer: Viewer


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the data of a POST, also when it is empty; nothing otherwise."""
    return request.POST if request.method == "POST" else None
