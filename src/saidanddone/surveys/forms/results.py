"""For whom figures are published."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.core.rules import allows
from saidanddone.core.viewer import Viewer
from saidanddone.surveys.models import Analysis
from saidanddone.surveys.permissions.results import check_publish_results
from saidanddone.surveys.queries.results import usual_readers
from saidanddone.ui.forms import Radios


class ReadersForm(forms.Form):
    """Only who may still be chosen; where that is one, there is nothing to choose."""

    readers = forms.ChoiceField(
        label=_("Who may read these figures?"),
        widget=Radios(
            hints={
                "organisation": _("Whoever works for it and is signed in. Nothing enters the record."),
                "everyone": _("They stand on a public page and in the record. That cannot be undone."),
            }
        ),
    )

    def __init__(self, choices: list[tuple[str, Any]], usual: str) -> None:
        super().__init__()
        self.fields["readers"].choices = choices  # type: ignore[attr-defined]
        self.fields["readers"].initial = usual if usual in dict(choices) else choices[0][0]
        if len(choices) == 1:
            self.fields["readers"].widget = forms.HiddenInput()


def readers_form(analysis: Analysis, *, by: Viewer) -> ReadersForm | None:
    """Of the newest working-out; nothing where it may not be published for anyone."""
    facts = {"by": by, "analysis": analysis, "newest": analysis}
    choices = [each for each in Analysis.Readers.choices if allows(check_publish_results, **facts, readers=each[0])]
    return ReadersForm(choices, usual_readers(analysis.wave.survey)) if choices else None
