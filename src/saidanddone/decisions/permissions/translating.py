"""Who may put an organisation's words into the other language, and when."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.bilingual import Bilingual
from saidanddone.decisions.models import Decision, Finding
from saidanddone.decisions.permissions.decisions import check_writes
from saidanddone.decisions.permissions.findings import check_edits_finding
from saidanddone.people.roles import Permission


def check_translate_finding(*, by: Viewer, finding: Finding, words: Mapping[str, str] | None = None) -> None:
    """Whoever may edit it; of what is published, which nobody edits, whoever writes for the organisation."""
    if finding.published_at is None or not by.may(Permission.WRITE, finding.organisation_id):
        check_edits_finding(by=by, finding=finding)
    check_words_fit(finding, words)
    check_is_shown(finding.hidden_at)


def check_translate_decision(*, by: Viewer, decision: Decision, words: Mapping[str, str] | None = None) -> None:
    """Whoever writes for the organisation, whatever has become of the decision: its page stays."""
    check_writes(by=by, organisation=decision.organisation)
    check_words_fit(decision, words)
    check_is_shown(decision.hidden_at)


def check_is_shown(hidden_at: object) -> None:
    if hidden_at:
        raise Refused(_("A moderator has hidden this, so nothing about it can be published at the moment."))


def check_words_fit(thing: Bilingual, words: Mapping[str, str] | None) -> None:
    """As long as the words themselves may be."""
    for name, text in (words or {}).items():
        longest = longest_of(thing, name)
        if len(text) > longest:
            raise Refused(_("That is too long. Use %(number)s characters or fewer.") % {"number": f"{longest:,}"})


def longest_of(thing: Bilingual, name: str) -> int:
    return getattr(thing._meta.get_field(name), "max_length", None) or 5000
