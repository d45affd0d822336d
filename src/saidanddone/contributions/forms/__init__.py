"""What people fill in, by noun."""

from saidanddone.contributions.forms.answering import AnswerForm, OpeningForm, ReasonForm, SameForm, TranslationForm
from saidanddone.contributions.forms.speaking import SendForm, WhatForm, WhereForm, WhomForm, YouForm
from saidanddone.contributions.forms.yours import (
    CodeForm,
    ConfirmForm,
    ConsentForm,
    ContactForm,
    CreditForm,
    FilesForm,
    NarrowForm,
    TextForm,
    VerdictForm,
)

__all__ = [
    "AnswerForm",
    "CodeForm",
    "ConfirmForm",
    "ConsentForm",
    "ContactForm",
    "CreditForm",
    "FilesForm",
    "NarrowForm",
    "OpeningForm",
    "ReasonForm",
    "SameForm",
    "SendForm",
    "TextForm",
    "TranslationForm",
    "VerdictForm",
    "WhatForm",
    "WhereForm",
    "WhomForm",
    "YouForm",
]
