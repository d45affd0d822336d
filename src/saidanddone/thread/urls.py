from django.urls import URLPattern, URLResolver, path

from saidanddone.thread import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("contributions/<public_id:public_id>/", views.contribution, name="contribution"),
]
