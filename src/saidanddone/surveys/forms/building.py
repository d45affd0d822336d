"""What is typed at the desk of surveys: the survey, its own questions, what it takes from an instrument."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.core.languages import Language
from saidanddone.core.refs import Ref
from saidanddone.surveys.drafts import QuestionWords, SurveyWords
from saidanddone.surveys.forms.words import AnswersField, in_languages, initial_of, lines_of, said
from saidanddone.surveys.instruments import Instrument
from saidanddone.surveys.models import Question, Survey
from saidanddone.surveys.permissions.building import LONGEST
from saidanddone.surveys.wording import worded
from saidanddone.ui.forms import Checkboxes, Radios

AROUND = {
    "title": (_("Title"), 0),
    "introduction": (_("What it is for, and what comes of it"), 4),
    "thanks": (_("What people read at the end"), 3),
}
"""What stands around the questions: its label, and how many rows it is typed in."""


class SurveyWordsForm(forms.Form):
    """Title, introduction and thanks, in each language."""

    def __init__(self, data: Any, *, survey: Survey | None = None, **settings: Any) -> None:
        super().__init__(data, **settings)
        for name, (label, rows) in AROUND.items():
            in_languages(self, name, label, rows=rows, required=False, max_length=LONGEST[name])
            if survey:
                self.initial.update(initial_of(name, getattr(survey, name)))

    def words(self) -> SurveyWords:
        return SurveyWords(**{name: said(self, name) for name in AROUND})


class SurveyForm(SurveyWordsForm):
    kind = forms.ChoiceField(
        label=_("Whom does it ask?"),
        choices=Survey.Kind.choices,
        widget=Radios(
            hints={
                "staff": _(
                    "Only your organisation sees what is asked, and its results until you publish them for everyone."
                ),
                "pulse": _("A few questions for people who have just dealt with a service."),
            }
        ),
    )
    about = forms.ChoiceField(label=_("Whom is it about?"))
    submission_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, data: Any, *, about: Mapping[str, list[tuple[str, str]]], **settings: Any) -> None:
        super().__init__(data, **settings)
        self.fields["about"].choices = list(about.items())  # type: ignore[attr-defined]

    def clean_about(self) -> Ref:
        return Ref.parse(self.cleaned_data["about"])


class TakeForm(forms.Form):
    """Which questions of an instrument, and whom they are about by name."""

    says_optional = False

    items = forms.MultipleChoiceField(label=_("Which questions?"), widget=Checkboxes)

    def __init__(self, data: Any, *, instrument: Instrument, names: Mapping[str, str]) -> None:
        super().__init__(data, initial={"items": [item.name for item in instrument.items]})
        choices = [(item.name, _asked(item.asked(names))) for item in instrument.items]
        self.fields["items"].choices = choices  # type: ignore[attr-defined]
        if instrument.names_whom:
            in_languages(self, "whom", _("whom they are about, as it is said in the question"), max_length=120)
            self.initial.update(initial_of("whom", names))
        self.fields["suffix"] = forms.SlugField(
            label=_("A word to set them apart"),
            help_text=_("Only where the survey asks the same questions about somebody else too, such as “homes”."),
            required=False,
            max_length=12,
        )

    def taken(self) -> dict[str, Any]:
        whom = said(self, "whom")
        facts = {"items": self.cleaned_data["items"], "suffix": self.cleaned_data["suffix"]}
        return {**facts, "whom": {language: name for language, name in whom.items() if name}}


def _asked(words: Mapping[str, str]) -> str:
    return worded(words).text


class TranslationForm(forms.Form):
    """All words of a survey in one language; what the other language says stands beside each."""

    says_optional = False

    def __init__(self, data: Any, *, survey: Survey, questions: Sequence[Question], language: str) -> None:
        super().__init__(data)
        self.language, self.survey, self.questions = language, survey, questions
        other = next(each.value for each in Language if each.value != language)
        self.rows: list[dict[str, Any]] = []
        for name, (label, rows) in AROUND.items():
            words = getattr(survey, name)
            self._add(name, label, words.get(other, ""), words.get(language, ""), rows=rows, longest=LONGEST[name])
        for each in questions:
            self._add_question(each, other)

    def _add_question(self, question: Question, other: str) -> None:
        start = f"{question.public_id}-"
        facts: dict[str, Any] = {"heading": question.name, "longest": LONGEST["wording"]}
        words = question.wording
        self._add(
            f"{start}wording", _("The question"), words.get(other, ""), words.get(self.language, ""), rows=2, **facts
        )
        if question.help:
            words = question.help
            self._add(f"{start}help", _("Help"), words.get(other, ""), words.get(self.language, ""), rows=2, **facts)
        if question.labels:
            lines = [lines_of(question.labels.get(each, {})) for each in (other, self.language)]
            self._add(f"{start}labels", _("The answers, one a line"), *lines, is_answers=True, **facts)

    def _add(
        self,
        name: str,
        label: Any,
        original: str,
        words: str,
        *,
        rows: int = 0,
        longest: int = 500,
        heading: str = "",
        is_answers: bool = False,
    ) -> None:
        if is_answers:
            field: forms.Field = AnswersField(label=label)
        else:
            widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
            field = forms.CharField(label=label, required=False, max_length=longest, widget=widget)
        field.widget.attrs["lang"] = self.language
        self.fields[name], self.initial[name] = field, words
        is_new = not self.rows or self.rows[-1]["heading"] != heading
        self.rows.append({"original": original, "bound": self[name], "heading": heading, "is_new": is_new})

    def around(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in AROUND}

    def by_question(self) -> dict[str, QuestionWords]:
        return {
            each.name: QuestionWords(
                wording=self.cleaned_data[f"{each.public_id}-wording"],
                help=self.cleaned_data.get(f"{each.public_id}-help", ""),
                labels=self.cleaned_data.get(f"{each.public_id}-labels", {}),
            )
            for each in self.questions
        }


def name_from(wording: Mapping[str, str]) -> str:
    """A short name from the first words of a question, where none was given."""
    first = next((words for words in wording.values() if words), "")
    return slugify(" ".join(first.split()[:5]))[:40].strip("-") or _gettext("question")
