"""What those who were asked say."""

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.commitments.models import FollowUp
from saidanddone.contributions.forms.fields import WordsField
from saidanddone.ui.forms import Radios


class WorkedForm(forms.Form):
    """Did it work for you? One press beside the promise, or here with words."""

    value = forms.ChoiceField(
        label=_("Did it work for you?"),
        choices=FollowUp.Value.choices,
        widget=Radios,
        error_messages={"required": _("Choose yes, partly, no or cannot tell.")},
    )
    words = WordsField(
        label=_("Would you like to say how it is now?"),
        help_text=_("Everyone can read this beside the promise, with the name you chose."),
        max_length=2000,
        required=False,
        rows=4,
    )
