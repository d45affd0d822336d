"""Places on the desk, for administrators."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from saidanddone.core import clock
from saidanddone.core.requests import Request, posted
from saidanddone.places import actions, queries
from saidanddone.places.forms import FigureForm, PlaceForm
from saidanddone.places.models import Place, Profile
from saidanddone.places.permissions import check_add_place


@require_GET
def desk_places(request: Request) -> HttpResponse:
    check_add_place(by=request.viewer)
    return render(request, "places/desk_places.html", {"places": queries.tree()})


@require_http_methods(["GET", "POST"])
def add_place(request: Request) -> HttpResponse:
    check_add_place(by=request.viewer)
    form = PlaceForm(posted(request), request.FILES or None)
    if request.method == "GET" or not form.is_valid():
        return render(request, "places/place_form.html", {"form": form}, status=400 if form.errors else 200)
    place = actions.add_place(by=request.viewer, facts=form.facts, parent=form.cleaned_data["parent"], at=clock.now())
    messages.success(request, _("%(place)s is added.") % {"place": place.local_name})
    return redirect("desk_place", slug=place.slug)


@require_GET
def desk_place(request: Request, slug: str) -> HttpResponse:
    check_add_place(by=request.viewer)
    place = get_object_or_404(Place.objects.select_related("parent"), slug=slug)
    context = {"place": place, "profile": queries.profile_of(place), "map": queries.map_of(place)}
    return render(request, "places/desk_place.html", context)


@require_http_methods(["GET", "POST"])
def edit_place(request: Request, slug: str) -> HttpResponse:
    check_add_place(by=request.viewer)
    place = get_object_or_404(Place.objects.select_related("parent"), slug=slug)
    form = PlaceForm(posted(request), request.FILES or None, place=place)
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "place": place}
        return render(request, "places/place_form.html", context, status=400 if form.errors else 200)
    parent = form.cleaned_data["parent"]
    actions.edit_place(by=request.viewer, place=place, facts=form.facts, parent=parent, at=clock.now())
    messages.success(request, _("Your changes are saved."))
    return redirect("desk_place", slug=place.slug)


@require_http_methods(["GET", "POST"])
def set_figure(request: Request, slug: str) -> HttpResponse:
    check_add_place(by=request.viewer)
    place = get_object_or_404(Place, slug=slug)
    form = FigureForm(posted(request))
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "place": place}
        return render(request, "places/figure_form.html", context, status=400 if form.errors else 200)
    actions.set_figure(by=request.viewer, place=place, at=clock.now(), **form.cleaned_data)
    messages.success(request, _("The figure is saved."))
    return redirect("desk_place", slug=place.slug)


@require_POST
def remove_figure(request: Request, slug: str, pk: int) -> HttpResponse:
    figure = get_object_or_404(Profile, place__slug=slug, pk=pk)
    actions.remove_figure(by=request.viewer, figure=figure, at=clock.now())
    messages.success(request, _("The figure is removed."))
    return redirect("desk_place", slug=slug)
