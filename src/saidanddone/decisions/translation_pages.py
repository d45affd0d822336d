"""The page on which words are put into the other language: the same for whatever an organisation writes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from saidanddone.core import clock
from saidanddone.core.languages import Language
from saidanddone.core.requests import Request, posted
from saidanddone.core.rules import Refused
from saidanddone.decisions.bilingual import Bilingual
from saidanddone.decisions.forms.translating import TranslationForm


def translation_page(
    request: Request, thing: Bilingual, action: Callable[..., object], *, back: str, name: str
) -> HttpResponse:
    """The words beside a field for each; `name` is what the action calls the thing, `back` where its desk is."""
    form = TranslationForm(posted(request), thing=thing)
    if form.is_valid():
        facts: dict[str, Any] = {name: thing, "words": form.words, "still": form.still}
        try:
            action(by=request.viewer, at=clock.now(), **facts)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The translation is saved."))
            return redirect(back)
    context = {"form": form, "thing": thing, "back": back, "language": Language(thing.other_language).label}
    return render(request, "decisions/translate.html", context, status=400 if form.errors else 200)
