"""How forms are drawn: every `{{ form }}` and `{% field form.name %}` comes out in GOV.UK's patterns, in our look.

Plain Django forms need nothing. For more, there are widgets:

    credit = forms.ChoiceField(choices=…, widget=Radios(hints={"none": _("Nobody …")}, reveals={"name": ["full_name"]}))
    said_date = forms.DateField(widget=DateParts)

A form that filters a list sets `says_optional = False`, since all its fields are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

CLASSES: list[tuple[tuple[type[forms.Widget], ...], str]] = [
    ((forms.CheckboxInput, forms.CheckboxSelectMultiple), "govuk-checkboxes__input"),
    ((forms.RadioSelect,), "govuk-radios__input"),
    ((forms.Select,), "govuk-select"),
    ((forms.Textarea,), "govuk-textarea"),
    ((forms.FileInput,), "govuk-file-upload"),
    ((forms.widgets.Input, forms.MultiWidget), "govuk-input"),
]


def pressed(sent: QueryDict, **kept: str) -> QueryDict:
    """What `{% verdict %}` sends, for a form with a `value`: the one press beside it, and what is `kept` as it was.

    A form that sends its own `value` is left as it is.
    """
    if "verdict" not in sent or "value" in sent:
        return sent
    data = sent.copy()
    data["value"] = "cannot_tell" if sent["verdict"] == "unknown" else str(sent["verdict"])
    for name, value in kept.items():
        data[name] = value
    return data


class _Choices:
    """`hints` by value; `reveals`: value → names of the fields that appear under it when it is chosen."""

    def __init__(
        self,
        *args: Any,
        hints: Mapping[Any, Any] | None = None,
        reveals: Mapping[Any, Sequence[str]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}
        self.reveals = {str(value): list(names) for value, names in (reveals or {}).items()}


class Radios(_Choices, forms.RadioSelect):
    """One of several, with a hint under each and fields that appear with it."""


class Checkboxes(_Choices, forms.CheckboxSelectMultiple):
    """Any of several."""


class DateParts(forms.MultiWidget):
    """Day, month and year to type, for a `DateField`: kinder than a calendar for a day that one knows."""

    template_name = "django/forms/widgets/date_parts.html"
    use_fieldset = True
    PARTS = (("day", _("Day"), 2), ("month", _("Month"), 2), ("year", _("Year"), 4))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {name: forms.TextInput(attrs={"inputmode": "numeric"}) for name, _label, _width in self.PARTS}, attrs
        )

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, date):
            return [value.day, value.month, value.year]
        if isinstance(value, str) and value.count("-") == 2:
            return value.split("-")[::-1]
        return [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for part, (_name, label, width) in zip(context["widget"]["subwidgets"], self.PARTS, strict=True):
            part["label"], part["width"] = label, width
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:  # type: ignore[override]
        day, month, year = ((part or "").strip() for part in super().value_from_datadict(data, files, name))
        return f"{year}-{month}-{day}" if day or month or year else None

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_


@dataclass(frozen=True, slots=True)
class Option:
    """One radio button or checkbox, with what belongs to it."""

    tag: str
    id: str
    label: Any
    hint: Any
    reveals: list[forms.BoundField]


class BoundField(forms.BoundField):
    """A field that knows how it is drawn."""

    def build_widget_attrs(self, attrs: Any, widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        built: dict[str, Any] = dict(super().build_widget_attrs(attrs, widget))
        name = next((name for kinds, name in CLASSES if isinstance(widget, kinds)), "")
        if name and not widget.is_hidden:
            given = [str(attributes.get("class", "")) for attributes in (widget.attrs, built)]
            built["class"] = " ".join([*filter(None, given), name, *([f"{name}--error"] if self.errors else [])])
        if "placeholder" in widget.attrs:
            built["placeholder"] = False  # gone as soon as one types; hints stay
        if self.kind in ("radios", "checkboxes"):
            built.pop("aria-invalid", None)  # belongs to the group, whose fieldset names the error
        if self.limit:
            described = [str(built.get("aria-describedby", "")), f"{self.auto_id}_count"]
            built |= {
                "data-count": str(self.limit),
                "maxlength": False,
                "aria-describedby": " ".join(filter(None, described)),
            }
        return built

    def get_context(self) -> dict[str, Any]:
        return {"field": self, "heading": False, "label": self.label, "hint": self.help_text}

    @property
    def limit(self) -> int | None:
        """How long the text may be, where its length is counted for the person who types."""
        counted = isinstance(self.field, forms.CharField) and isinstance(self.field.widget, forms.Textarea)
        return self.field.max_length if counted else None  # type: ignore[attr-defined]

    @property
    def kind(self) -> str:
        widget = self.field.widget
        if isinstance(widget, forms.CheckboxSelectMultiple):
            return "checkboxes"
        if isinstance(widget, forms.RadioSelect):
            return "radios"
        return "checkbox" if isinstance(widget, forms.CheckboxInput) else "other"

    @property
    def is_optional(self) -> bool:
        says = getattr(self.form, "says_optional", True)
        return bool(says and not self.field.required and self.kind != "checkbox")

    @property
    def first_id(self) -> str:
        """Where the error summary's link leads."""
        if self.kind in ("radios", "checkboxes"):
            return f"{self.auto_id}_0"
        return self.id_for_label or str(self.auto_id)

    @cached_property
    def is_revealed(self) -> bool:
        """Whether it appears under another field's option, and so not by itself."""
        widgets = (field.widget for field in self.form.fields.values())
        return any(self.name in names for widget in widgets for names in getattr(widget, "reveals", {}).values())

    @property
    def options(self) -> Iterator[Option]:
        hints = getattr(self.field.widget, "hints", {})
        reveals = getattr(self.field.widget, "reveals", {})
        for each in self.subwidgets:
            value, option_id = str(each.data["value"]), each.id_for_label
            hint = hints.get(value, "")
            if hint:
                each.data["attrs"]["aria-describedby"] = f"{option_id}_hint"
            yield Option(
                each.tag(), option_id, each.choice_label, hint, [self.form[name] for name in reveals.get(value, [])]
            )


class Renderer(TemplatesSetting):
    """Forms from our own templates (settings.FORM_RENDERER)."""

    form_template_name = "django/forms/form.html"
    bound_field_class = BoundField
