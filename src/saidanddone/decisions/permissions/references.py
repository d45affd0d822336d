"""What may be cited by reference: said in words, of a known kind, and leading nowhere dangerous."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from saidanddone.core.clock import local_date
from saidanddone.core.links import is_safe
from saidanddone.core.refs import kinds
from saidanddone.core.rules import Refused
from saidanddone.decisions.changes import SourceDraft
from saidanddone.decisions.models.references import SourceKind

LONGEST_WORDS, LONGEST_REF = 300, 40


def check_references(refs: Collection[SourceDraft], *, at: datetime) -> None:
    """What has rows here is cited as such, so that what is hidden later goes; an exercise has its own rule."""
    for each in refs:
        _check_reference(each, at)


def _check_reference(source: SourceDraft, at: datetime) -> None:
    ref = source.ref
    if ref.kind != SourceKind.EXERCISE and ref.kind in {each.name for each in kinds()}:
        raise Refused(_("A contribution or a finding is cited as such."))
    if not (ref.kind and ref.public_id and source.words):
        raise Refused(_("Say what it is that you cite."))
    if max(len(ref.kind), len(ref.public_id)) > LONGEST_REF or len(source.words) > LONGEST_WORDS:
        raise Refused(_("That is too long. Use 300 characters or fewer."))
    if source.kind not in SourceKind.values:
        raise Refused(_("Choose what kind of source it is."))
    if source.link and not is_safe(source.link):
        raise Refused(_("Give a whole address that begins with https://, with no name or password in it."))
    if source.source_date and source.source_date > local_date(at):
        raise Refused(_("The day of a source must be today or in the past."))
