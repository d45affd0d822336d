"""One form on one page of the desk: shown, carried out, or shown again with the reason why not."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from saidanddone.core.requests import Request
from saidanddone.core.rules import Refused
from saidanddone.ui import form_pages

Context = dict[str, Any]
_LEFT = {"button": _("Save"), "button_kind": "", "eyebrow": "", "instrument": None, "taken_from": None}
"""What a page need not say of itself."""


def form_page(
    request: Request,
    form: forms.Form,
    do: Callable[[], Any],
    *,
    to: Callable[[Any], Any],
    done: Any,
    template: str = "surveys/desk_form.html",
    **context: Any,
) -> HttpResponse:
    """`do` when what was typed is valid, and go on where what it made leads; what it refuses stands in the form."""
    return form_pages.form_page(request, form, do, template=template, to=to, done=done, context=_LEFT | context)


def pressed(request: Request, do: Callable[[], Any], *, to: str, done: Any = "") -> HttpResponse:
    """What one press does; where it is refused, the page that one comes back to says why."""
    try:
        do()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        if done:
            messages.success(request, str(done))
    return redirect(to)
