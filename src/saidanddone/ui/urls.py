"""The gallery of components."""

from django.urls import path

from saidanddone.ui import views

urlpatterns = [path("", views.gallery, name="gallery")]
