"""One form on a page: how most pages of the desk look."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from saidanddone.core.requests import Request


def form_page(
    request: Request, form: forms.Form, *, heading: str, back: str, button: str, intro: str = "", kind: str = ""
) -> HttpResponse:
    """The form with what was typed; 400 where something did not fit. `kind="warning"` colours the button."""
    context = {"form": form, "heading": heading, "back": back, "button": button, "intro": intro, "kind": kind}
    return render(request, "people/form.html", context, status=400 if form.errors else 200)
