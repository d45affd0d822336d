from django.urls import URLPattern, URLResolver, path

from saidanddone.places import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/places/", views.desk_places, name="desk_places"),
    path("desk/places/new/", views.add_place, name="add_place"),
    path("desk/places/<slug:slug>/", views.desk_place, name="desk_place"),
    path("desk/places/<slug:slug>/change/", views.edit_place, name="edit_place"),
    path("desk/places/<slug:slug>/profile/new/", views.set_figure, name="set_figure"),
    path("desk/places/<slug:slug>/profile/<int:pk>/remove/", views.remove_figure, name="remove_figure"),
]
