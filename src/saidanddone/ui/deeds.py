"""A desk of many small deeds: for each, one form on one page, what it says, who may, and what came of it.

DEEDS = {"scheme": Deed(_("Add what the money does"), _("Add it"), _("It is added."), SchemeForm, check_draft)}
return answer(request, DEEDS["scheme"], form, do, back=back)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from saidanddone.ui.form_pages import form_page


@dataclass(frozen=True, slots=True)
class Deed:
    """`of` names what it is done to within the page's thing; nothing where it is done to the thing itself."""

    heading: Any
    button: Any
    done: Any
    form: Callable[..., forms.Form]
    may: Callable[..., None]
    of: str = ""
    kind: str = ""
    intro: Any = ""
    takes: tuple[str, ...] = ()
    """What its form needs to know, by name."""


def answer(
    request: HttpRequest,
    deed: Deed,
    form: forms.Form,
    do: Callable[[], Any],
    *,
    back: str,
    on: Callable[[Any], str] | None = None,
    about: object = "",
) -> HttpResponse:
    """The form with what was typed; what the action refuses stands above it. `on`: where what was made is shown."""
    context = {"deed": deed, "back": back, "about": about}
    to = on or (lambda _made: back)
    return form_page(request, form, do, template="ui/deed.html", to=to, done=deed.done, context=context)
