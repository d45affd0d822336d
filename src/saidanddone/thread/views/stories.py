"""The story of one thing: as a page, as a picture in other people's pages, as a file, and as a card to share."""

from csp.constants import NONE
from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from saidanddone.core import clock
from saidanddone.core.requests import Request
from saidanddone.core.throttle import ClientThrottle
from saidanddone.thread import share_cards, story
from saidanddone.thread.queries import stories

IN_OTHER_PAGES: dict[str, list[str]] = {"frame-ancestors": ["*"], "script-src": [NONE], "form-action": [NONE]}
CARDS = ClientThrottle("share-card", limit=60, address_limit=600, seconds=60)


def _story(kind: str, public_id: str) -> story.Story:
    try:
        return stories.story_of(kind, public_id, at=clock.now())
    except stories.NoStory:
        raise Http404 from None


@login_not_required
@require_safe
def story_page(request: Request, kind: str, public_id: str) -> HttpResponse:
    return render(request, "thread/story.html", {"story": _story(kind, public_id)})


@login_not_required
@require_safe
@xframe_options_exempt
@csp_replace(IN_OTHER_PAGES)
def story_embedded(request: HttpRequest, **which: str) -> HttpResponse:
    """For other people's pages: no cookie, no script, no form."""
    return render(request, "thread/embedded.html", {"story": _story(**which)})


@login_not_required
@require_safe
def story_json(request: Request, kind: str, public_id: str) -> HttpResponse:
    try:
        said = stories.provenance_of(kind, public_id)
    except stories.NoStory:
        raise Http404 from None
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 1})


@login_not_required
@require_safe
def story_card(request: Request, kind: str, public_id: str) -> HttpResponse:
    """1200 by 630, as places that show links to each other expect it."""
    CARDS.hit(request, at=clock.now().timestamp())
    picture = share_cards.png(_story(kind, public_id))
    return HttpResponse(picture, content_type="image/png", headers={"Cache-Control": "public, max-age=600"})
