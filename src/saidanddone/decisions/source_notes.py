"""What is said on paper of something cited by reference: its kind, its day, and whose site it stands on."""

from saidanddone.decisions.models.references import Citing
from saidanddone.ui.templatetags.words import written


def source_note(source: Citing) -> str:
    day = written(source.source_date) if source.source_date else ""
    return " · ".join(filter(None, [source.kind_words, day, source.host]))
