"""A form on a page of its own: shown, carried out, or shown again with what was typed and the reason why not."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from saidanddone.core.rules import Refused


def form_page(
    request: HttpRequest,
    form: forms.Form,
    do: Callable[[], Any],
    *,
    template: str,
    to: Callable[[Any], Any],
    done: Any = "",
    context: Mapping[str, Any],
) -> HttpResponse:
    """`do` when what was typed is valid, and go on where what it made leads; what it refuses stands above the form."""
    if form.is_bound and form.is_valid():
        try:
            made = do()
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if done:
                messages.success(request, str(done))
            return redirect(to(made))
    return render(request, template, {"form": form, **context}, status=400 if form.errors else 200)
