"""Names and paths, by who answers: everybody's pages, the desk, and relationship checks."""

from django.urls import URLPattern

PUBLIC: list[URLPattern] = []

DESK: list[URLPattern] = []

CHECKS: list[URLPattern] = []

urlpatterns: list[URLPattern] = [*PUBLIC, *DESK, *CHECKS]
