"""One page of questions, drawn from the questions as they were asked; the page on which a code is typed; handing in."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.core.languages import active
from saidanddone.core.rules import Refused
from saidanddone.surveys import codes
from saidanddone.surveys.models import Question
from saidanddone.surveys.questionnaire import LONGEST, Answer, Asked, cleaned
from saidanddone.surveys.wording import Worded
from saidanddone.ui.forms import Checkboxes

Kind = Question.Kind
PREFIX = "q"
"""Before the names of questions, so that none can be the name of something else in the form."""


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Twelve letters and numbers, in your letter or message, such as 7K3M-9QX2-PD4T."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "answer-code"}
        ),
        error_messages={"required": _("Type the code from your letter or message.")},
    )

    def clean_code(self) -> str:
        code = codes.as_made(self.cleaned_data["code"])
        if not code:
            raise ValidationError(_("A code has twelve letters and numbers. Look at it once more, and type all of it."))
        return code


class Scale(forms.widgets.ChoiceWidget):
    """Points in a row, or two on a phone, with words at the ends; or a list of them, where each has words of its own.

    What is no answer ("don't know") stands apart.
    """

    input_type = "radio"
    template_name = "surveys/widgets/scale.html"
    option_template_name = "django/forms/widgets/radio_option.html"
    use_fieldset = True

    def __init__(self, asked: Asked, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.asked = asked

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return super().id_for_label(id_, "0" if index is None else index)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        options = [option for _group, options, _index in context["widget"]["optgroups"] for option in options]
        points = [each for each in options if int(each["value"]) not in self.asked.missing]
        labels = [self.asked.label(int(each["value"])) for each in points]
        for each, label in zip(points, labels, strict=True):
            each["said"] = label
        context["widget"] |= {"points": points, "aside": options[len(points) :], "is_row": not all(map(str, labels))}
        context["widget"] |= {"lowest": (points[:1], labels[:1]), "highest": (points[-1:], labels[-1:])}
        return context


class Ranks(forms.Widget):
    """Which place each has: first, second and so on, chosen from a list."""

    template_name = "surveys/widgets/ranks.html"
    use_fieldset = True

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        self.asked = asked

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_{self.asked.codes[0]}"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        places = value if isinstance(value, dict) else {code: place for place, code in enumerate(value or (), start=1)}
        context["widget"]["rows"] = [
            {"name": f"{name}-{code}", "id": f"{context['widget']['attrs'].get('id', name)}_{code}"}
            | {"said": self.asked.label(code), "place": str(places.get(code, ""))}
            for code in self.asked.codes
        ]
        context["widget"]["places"] = [str(place) for place in range(1, len(self.asked.codes) + 1)]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[int, str]:
        given = ((code, str(data.get(f"{name}-{code}", "")).strip()) for code in self.asked.codes)
        return {code: place for code, place in given if place}


class AnswerField(forms.Field):
    """Takes what the question takes, and says why where it does not."""

    def __init__(self, asked: Asked, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.asked = asked

    def clean(self, value: Any) -> Answer | None:
        try:
            return cleaned(self.asked, _in_order(value) if isinstance(value, dict) else value)
        except Refused as refused:
            raise ValidationError(str(refused)) from None


def _in_order(places: Mapping[int, str]) -> list[int]:
    if len(set(places.values())) < len(places):
        raise Refused(gettext("Give each place once."))
    if not all(place.isdecimal() and len(place) < 4 for place in places.values()):
        raise Refused(gettext("Choose one of the answers shown."))
    return sorted(places, key=lambda code: int(places[code]))


class PageForm(forms.Form):
    """The questions of one page. `clean_answers` gives them by name, `None` for what was left."""

    says_optional = False

    def __init__(self, data: Any, *, questions: Sequence[Asked], answers: Mapping[str, Answer]) -> None:
        initial = {each.name: answers[each.name] for each in questions if each.name in answers}
        super().__init__(data, prefix=PREFIX, initial=initial)
        for each in questions:
            self.fields[each.name] = field_of(each)

    @property
    def answers(self) -> dict[str, Answer | None]:
        given = {name: self.cleaned_data.get(name) for name in self.fields}
        return {name: None if answer in ("", []) else answer for name, answer in given.items()}


def field_of(asked: Asked) -> forms.Field:
    facts: dict[str, Any] = {
        "label": in_its_language(asked.said("wording")),
        "help_text": in_its_language(asked.said("help")),
    }
    if asked.kind == Kind.TEXT:
        widget: Any = forms.Textarea(attrs={"rows": 4})
        return forms.CharField(max_length=LONGEST, required=False, widget=widget, **facts)
    widgets = {
        Kind.SEVERAL: lambda: Checkboxes(choices=partial(_choices, asked)),
        Kind.RANKING: lambda: Ranks(asked),
        Kind.NUMBER: lambda: forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-4"}),
    }
    widget = widgets.get(Kind(asked.kind), lambda: _one_of(asked))()
    return AnswerField(asked, widget=widget, **facts)


def _one_of(asked: Asked) -> Scale:
    return Scale(asked, choices=partial(_choices, asked))  # made when a page is drawn, and not when it is sent


def _choices(asked: Asked) -> list[tuple[int, str | SafeString]]:
    return [(code, in_its_language(asked.label(code)) or str(code)) for code in asked.codes]


def in_its_language(words: Worded) -> str | SafeString:
    """Words that the survey has in another language than the page say so."""
    if not words.text or words.language == active():
        return words.text
    return format_html('<span lang="{}">{}</span>', words.language, words.text)


class FinishForm(forms.Form):
    """Hand it in; and which of one's words are given as a contribution too."""

    def __init__(self, data: Any, *, written: Sequence[tuple[Asked, str]]) -> None:
        super().__init__(data)
        for asked, _words in written:
            self.fields[asked.name] = forms.BooleanField(
                label=_("Give these words as a contribution too"), required=False
            )
            self.fields[asked.name].widget.attrs["aria-describedby"] = f"written-{asked.name}"

    def add_prefix(self, field_name: str) -> str:
        return f"give-{field_name}"

    @property
    def given(self) -> list[str]:
        return [name for name in self.fields if self.cleaned_data.get(name)]
