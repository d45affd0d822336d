"""The words of a message, in the recipient's language, from a text template.

A template's first line is the subject; what follows the empty line is the body. Both languages come from one template,
by gettext: `{% blocktranslate %}`.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context, Engine
from django.utils import translation

from saidanddone.core.text import clean_line, clean_text

LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class Words:
    subject: str
    body: str


def write(template: str, language: str, **facts: Any) -> Words:
    """The words of `<app>/messages/<name>.txt`. It is plain text, so nothing is escaped as HTML would be.

    `site_name`, `area` and `site_url` are there for every template.
    """
    frame = {"site_name": "Said & Done", "area": settings.AREA[language], "site_url": settings.SITE_URL}
    with translation.override(language):
        found = Engine.get_default().get_template(template)
        text = found.render(Context({**frame, **facts}, autoescape=False))
    subject, _, body = text.strip().partition("\n")
    return Words(subject_line(subject), clean_text(body))


def subject_line(subject: str) -> str:
    """One line without control characters, so that no header can be smuggled in; cut to what the field holds."""
    return clean_line(subject)[:LONGEST_SUBJECT]
