"""A question of one's own, with the fields that its kind has."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.core.languages import Language
from saidanddone.surveys.drafts import QuestionDraft
from saidanddone.surveys.forms.building import name_from
from saidanddone.surveys.forms.words import (
    DONT_KNOW,
    PREFER_NOT,
    AnswersField,
    in_languages,
    initial_of,
    lines_of,
    said,
)
from saidanddone.surveys.instruments import DETERMINANTS, SPEAKS_OF, standing_apart
from saidanddone.surveys.models import Question
from saidanddone.surveys.permissions.building import LONGEST
from saidanddone.surveys.readiness import CHOSEN
from saidanddone.ui.forms import Radios

Kind = Question.Kind
BANDS = {"low", "neutral", "high"}
_GROUNDS = {
    "ability": _("Ability"),
    "understanding": _("Understanding"),
    "fairness": _("Fairness"),
    "openness": _("Openness"),
    "integrity": _("Integrity"),
    "consistency": _("Consistency"),
}
_SPEAKS = {"character": _("Character: whether they mean well"), "competence": _("Competence: whether they can")}
OF_KIND = {
    Kind.SCALE: (
        *("lowest", "highest", "low_to", "high_from", "dont_know", "prefer_not", "dont_know_in_base", "is_reversed"),
        *("construct", "determinant", "speaks_of"),
    ),
    Kind.SINGLE: ("dont_know", "prefer_not", "splits_results"),
    Kind.SEVERAL: ("dont_know", "prefer_not"),
    Kind.RANKING: (),
    Kind.NUMBER: ("lowest", "highest"),
    Kind.TEXT: ("may_be_contribution",),
}
"""Kind → the fields that it has beside its words and when it is shown."""
ALWAYS = ("battery", "name", "shown_after", "shown_for")


_NUMBER = {"class": "govuk-input--width-5", "inputmode": "numeric"}


def _number(label: Any, **settings: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs=_NUMBER)
    return forms.IntegerField(
        label=label, required=False, min_value=-1_000_000, max_value=1_000_000, widget=widget, **settings
    )


class QuestionForm(forms.Form):
    says_optional = False

    lowest = _number(_("Lowest"))
    highest = _number(_("Highest"))
    low_to = _number(
        _("Counts as low up to"),
        help_text=_(
            "The net is the share of high answers less the share of low ones. What lies between counts as nought."
        ),
    )
    high_from = _number(_("Counts as high from"))
    dont_know = forms.BooleanField(label=_("Offer “Don't know”, apart from the answers"), required=False)
    prefer_not = forms.BooleanField(label=_("Offer “Prefer not to say”, apart from the answers"), required=False)
    dont_know_in_base = forms.BooleanField(
        label=_("Shares are of everyone who answered, those who do not know among them"), required=False
    )
    is_reversed = forms.BooleanField(label=_("A high number means something bad"), required=False)
    splits_results = forms.BooleanField(
        label=_("Show results by its answers, with small numbers protected"), required=False
    )
    may_be_contribution = forms.BooleanField(
        label=_("People may have it followed up as something they said"), required=False
    )
    construct = forms.SlugField(
        label=_("What it measures together with others"),
        help_text=_("One word for all of them, such as “openness”."),
        max_length=40,
        required=False,
    )
    determinant = forms.ChoiceField(
        label=_("Which ground of trust?"),
        choices=[("", _("None")), *((each, _GROUNDS[each]) for each in DETERMINANTS)],
        required=False,
    )
    speaks_of = forms.ChoiceField(
        label=_("What does it speak of?"),
        choices=[("", _("Neither")), *((each, _SPEAKS[each]) for each in SPEAKS_OF)],
        widget=Radios,
        required=False,
    )
    battery = forms.SlugField(
        label=_("The page that it stands on"),
        help_text=_("Neighbours with the same word here stand on one page, such as “institutions”."),
        max_length=40,
        required=False,
    )
    name = forms.SlugField(
        label=_("Its short name"),
        help_text=_("The same in every round: the column in files. Left empty, it is made from its first words."),
        max_length=40,
        required=False,
    )
    shown_after = forms.ChoiceField(label=_("Is it asked only of some?"), required=False)
    shown_for = forms.CharField(
        label=_("Of those who answered with the numbers"),
        help_text=_("The numbers of the answers, with commas between: 1, 2"),
        required=False,
        max_length=200,
    )

    def __init__(self, data: Any, *, kind: str, before: Sequence[Question], question: Question | None = None) -> None:
        self.kind, self.question = kind, question
        super().__init__(data, initial=_initial(question) if question else _FIRST.get(kind))
        kept = {*OF_KIND[Kind(kind)], *ALWAYS}
        for name in set(self.fields) - kept:
            del self.fields[name]
        if question and not _is_plain(question.scoring):
            del self.fields["low_to"], self.fields["high_from"]
        in_languages(self, "wording", _("the question"), rows=2, required=False, max_length=LONGEST["wording"])
        in_languages(self, "help", _("a line of help"), required=False, max_length=LONGEST["help"])
        if kind in CHOSEN:
            self._add_answers()
        self._order(before)

    def _add_answers(self) -> None:
        is_scale = self.kind == Kind.SCALE
        for language in Language:
            label = _("words at the points") if is_scale else _("the answers")
            field = AnswersField(
                label=_("In %(language)s: %(field)s") % {"language": language.label, "field": label},
                help_text=_("One a line: 0 = Not at all. Both ends need words.") if is_scale else _("One a line."),
            )
            field.widget.attrs["lang"] = language.value
            self.fields[f"answers_{language.value}"] = field

    def _order(self, before: Sequence[Question]) -> None:
        chosen = [(each.name, f"{each.name}: {each.said('wording')}") for each in before if each.kind in CHOSEN]
        self.fields["shown_after"].choices = [("", _("No, of everyone")), *chosen]  # type: ignore[attr-defined]
        words = [f"{name}_{each}" for name in ("wording", "help", "answers") for each in Language.values]
        self.order_fields([*words, *OF_KIND[Kind(self.kind)], *ALWAYS])

    def clean_shown_for(self) -> list[int]:
        given = [each.strip() for each in self.cleaned_data["shown_for"].split(",") if each.strip()]
        try:
            return [int(each) for each in given]
        except ValueError:
            raise forms.ValidationError(gettext("Write numbers with commas between.")) from None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.kind == Kind.SCALE:
            lowest, highest = cleaned.get("lowest"), cleaned.get("highest")
            if lowest is None or highest is None or not 1 <= highest - lowest <= 59:
                self.add_error("highest", gettext("A scale goes from a lowest to a highest point, up to 60 points."))
        if cleaned.get("shown_after") == "":
            cleaned["shown_for"] = []
        return cleaned

    def draft(self) -> QuestionDraft:
        """What was typed, and of a question that is changed what the form does not ask for."""
        kept = {} if self.question is None else _kept(self.question)
        typed = {name: value for name, value in self.cleaned_data.items() if name in _PLAIN}
        if self.kind == Kind.SCALE:
            typed["lowest"] = typed["highest"] = None
        wording = said(self, "wording")
        typed["name"] = typed.get("name") or name_from(wording)
        scoring = self._scoring()
        labels = self._labels(scoring)
        return QuestionDraft(
            **{**kept, **typed},
            kind=self.kind,
            wording=wording,
            help=said(self, "help"),
            labels=labels,
            scoring=scoring,
            places=_same_places(self.question, labels),
        )

    def _scoring(self) -> dict[str, Any]:
        given, before = self.cleaned_data, dict(self.question.scoring) if self.question else {}
        asked = {DONT_KNOW: ("dont_know", given.get("dont_know")), PREFER_NOT: ("prefer_not", given.get("prefer_not"))}
        missing = {str(code): meaning for code, (meaning, is_offered) in asked.items() if is_offered}
        if self.kind != Kind.SCALE:
            return {**before, "missing": missing} if missing or before.get("missing") else before
        points = list(range(given["lowest"], given["highest"] + 1))
        made = {
            "points": points,
            "bands": self._bands(points) if "low_to" in self.fields else before.get("bands", []),
            "missing": missing,
            "dont_know_in_base": given["dont_know_in_base"],
            "is_reversed": given["is_reversed"],
        }
        if made["bands"] != before.get("bands"):
            before.pop("net", None)  # its name and definition are those of other bands
        return {**before, **made}

    def _bands(self, points: Sequence[int]) -> list[dict[str, Any]]:
        low, high = self.cleaned_data.get("low_to"), self.cleaned_data.get("high_from")
        parts = [
            ("low", [point for point in points if low is not None and point <= low], -1),
            ("neutral", [p for p in points if low is not None and high is not None and low < p < high], 0),
            ("high", [point for point in points if high is not None and point >= high], 1),
        ]
        return [
            {"name": name, "lowest": part[0], "highest": part[-1], "side": side} for name, part, side in parts if part
        ]

    def _labels(self, scoring: Mapping[str, Any]) -> dict[str, dict[str, str]]:
        """Those that were typed, and of what stands apart the survey's own words, or ours."""
        if self.kind not in CHOSEN:
            return {}
        before = self.question.labels if self.question else {}
        return {
            language: {
                **self.cleaned_data[f"answers_{language}"],
                **{
                    code: before.get(language, {}).get(code) or standing_apart(language, int(code))
                    for code in scoring.get("missing", {})
                },
            }
            for language in Language.values
            if self.cleaned_data[f"answers_{language}"]
        }


_PLAIN = {
    *("lowest", "highest", "construct", "determinant", "speaks_of", "battery", "name", "shown_after", "shown_for"),
    *("splits_results", "may_be_contribution"),
}
_FIRST: dict[str, dict[str, Any]] = {
    Kind.SCALE: {"lowest": 0, "highest": 10, "low_to": 4, "high_from": 6, "dont_know": True, "dont_know_in_base": True}
}
"""What a new question of a kind begins with: the scale on which trust is asked."""


def _same_places(question: Question | None, labels: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """An answer is its place only as long as its words are what they were."""
    before = question.places if question else {}
    return {
        code: place
        for code, place in before.items()
        if question
        and all(labels.get(each, {}).get(code) == words.get(code) for each, words in question.labels.items())
    }


def _kept(question: Question) -> dict[str, Any]:
    return {name: getattr(question, name) for name in _PLAIN}


def _is_plain(scoring: Mapping[str, Any]) -> bool:
    """Whether two numbers say where its bands are; other bands are left as they are."""
    return {band["name"] for band in scoring.get("bands", ())} <= BANDS


def _initial(question: Question) -> dict[str, Any]:
    scoring = question.scoring
    missing = {int(code): meaning for code, meaning in scoring.get("missing", {}).items()}
    bands = {band["name"]: band for band in scoring.get("bands", ())}
    points = scoring.get("points") or [question.lowest, question.highest]
    answers = {language: lines_of(labels, without=missing) for language, labels in question.labels.items()}
    return {
        **_kept(question),
        **initial_of("wording", question.wording),
        **initial_of("help", question.help),
        **initial_of("answers", answers),
        "shown_for": ", ".join(str(code) for code in question.shown_for),
        "lowest": points[0],
        "highest": points[-1],
        "low_to": bands.get("low", {}).get("highest"),
        "high_from": bands.get("high", {}).get("lowest"),
        "dont_know": "dont_know" in missing.values(),
        "prefer_not": "prefer_not" in missing.values(),
        "dont_know_in_base": scoring.get("dont_know_in_base", False),
        "is_reversed": scoring.get("is_reversed", False),
    }
