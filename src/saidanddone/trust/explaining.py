"""Where feeling and record part: what might explain it, as links; it is not said that it does."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.trust.determinants import Determinant
from saidanddone.trust.parting import Parting
from saidanddone.trust.record.figures import Shown
from saidanddone.trust.record.lists import narrowed
from saidanddone.trust.subjects import Subject

Link = tuple[str, str]
"""Words and address."""
Look = tuple[str | Promise, str, dict[str, str]]
"""Words, a list, and what of it."""

LATE_PROMISES: Look = (_("promises that are late"), "commitments", {"state": "overdue"})
LATE_ANSWERS: Look = (_("answers that are late"), "contributions", {"state": "late"})
SETBACKS: Look = (_("what went wrong"), "setbacks", {})
DECISIONS: Look = (_("decisions, and whether they give reasons"), "decisions", {})
NOT_UNDERSTOOD: Look = (_("those who say that they were not understood"), "contributions", {"verdict": "no"})
LOOKS: Mapping[Determinant, tuple[Look, ...]] = {
    Determinant.ABILITY: (SETBACKS, (_("promises kept late"), "commitments", {"state": "kept_late"})),
    Determinant.UNDERSTANDING: (NOT_UNDERSTOOD, DECISIONS),
    Determinant.FAIRNESS: (LATE_ANSWERS, DECISIONS),
    Determinant.OPENNESS: (DECISIONS, LATE_ANSWERS),
    Determinant.INTEGRITY: (SETBACKS, (_("promises that were dropped"), "commitments", {"state": "dropped"})),
    Determinant.CONSISTENCY: (LATE_PROMISES, LATE_ANSWERS, SETBACKS),
}
"""What of the record speaks of a ground beyond its figures."""


def explains(subject: Subject, determinant: Determinant, parted: Parting, shown: Iterable[Shown]) -> Iterator[Link]:
    """How it was asked, what of the record belongs to the ground, the rows behind its figures, and what people say."""
    if parted.feeling.url:
        yield gettext("how it was asked, and of whom"), parted.feeling.url
    seen: set[str] = set()
    for words, address, of_it in LOOKS[determinant]:
        url = narrowed(address, subject, **of_it)
        seen.add(url)
        yield str(words), url
    for each in shown:
        if each.rows and each.rows not in seen:
            seen.add(each.rows)
            yield gettext("the rows behind: %(label)s") % {"label": str(each.means.label).strip("“”‘’")}, each.rows
    if (said := narrowed("contributions", subject)) not in seen:
        yield gettext("what people say"), said
