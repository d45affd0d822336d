"""An administrator's settings: whether all is well, and the list of topics."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from saidanddone.contributions import actions
from saidanddone.contributions.models import Topic
from saidanddone.contributions.permissions import check_add_topic
from saidanddone.core import clock
from saidanddone.core.requests import Request, posted
from saidanddone.web.forms import TopicForm
from saidanddone.web.queries import desk as of_desk
from saidanddone.web.queries import settings as of_settings


@never_cache
@require_GET
def settings(request: Request) -> HttpResponse:
    of_desk.check_administers(request.viewer)
    return render(request, "web/settings.html", {"found": of_settings.state(clock.now())})


@never_cache
@require_GET
def topics(request: Request) -> HttpResponse:
    check_add_topic(by=request.viewer)
    return render(request, "web/topics.html", {"topics": of_settings.topics()})


@require_http_methods(["GET", "POST"])
def add_topic(request: Request) -> HttpResponse:
    check_add_topic(by=request.viewer)
    form = TopicForm(posted(request))
    if request.method == "GET" or not form.is_valid():
        return _form(request, form, _("Add a topic"))
    topic = actions.add_topic(by=request.viewer, at=clock.now(), **form.cleaned_data)
    messages.success(request, _("“%(name)s” is added.") % {"name": topic.local_name})
    return redirect("desk_topics")


@require_http_methods(["GET", "POST"])
def edit_topic(request: Request, slug: str) -> HttpResponse:
    check_add_topic(by=request.viewer)
    topic = get_object_or_404(Topic, slug=slug)
    form = TopicForm(posted(request), topic=topic)
    if request.method == "GET" or not form.is_valid():
        return _form(request, form, _("Rename a topic"))
    actions.edit_topic(by=request.viewer, at=clock.now(), topic=topic, **form.names)
    messages.success(request, _("“%(name)s” is saved.") % {"name": topic.local_name})
    return redirect("desk_topics")


@require_POST
def retire_topic(request: Request, slug: str) -> HttpResponse:
    """Offer a topic no more; one that was retired is offered again."""
    check_add_topic(by=request.viewer)
    topic = get_object_or_404(Topic, slug=slug)
    at = clock.now()
    on = None if topic.retired_date else clock.local_date(at)
    actions.retire_topic(by=request.viewer, at=at, topic=topic, on=on)
    told = _("“%(name)s” is offered no more.") if on else _("“%(name)s” is offered again.")
    messages.success(request, told % {"name": topic.local_name})
    return redirect("desk_topics")


def _form(request: Request, form: TopicForm, heading: str) -> HttpResponse:
    context = {"form": form, "heading": heading}
    return render(request, "web/topic_form.html", context, status=400 if form.errors else 200)
