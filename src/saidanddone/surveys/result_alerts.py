"""What fell beyond chance in a round, in words, for whoever looks after it."""

from collections.abc import Iterable
from dataclasses import dataclass

from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation
from saidanddone.surveys import result_words
from saidanddone.surveys.models import Alert, Estimate, Wave
from saidanddone.surveys.queries import results as queries
from saidanddone.surveys.questionnaire import questionnaire

MOST_ALERTS = 20


@dataclass(frozen=True, slots=True)
class Drop:
    item: str
    words: str
    wave: Wave | None = None


def alerts(wave: Wave, found: Iterable[Alert]) -> list[Drop]:
    """What fell, in words."""
    asked = {each.name: each for each in questionnaire(wave)}
    drops = []
    for each in found:
        change = Estimate(
            kind=Estimate.Kind.DIFFERENCE, figure=each.figure, value=each.change, lower=each.lower, upper=each.upper
        )
        words = result_words.change_words(asked[each.item], change, "")
        drops.append(Drop(each.item, f"{asked[each.item].said('wording').text} {words}", wave))
    return drops


def unseen(viewer: Viewer, organisation: Organisation) -> list[Drop]:
    """What fell in any survey of an organisation and nobody has looked at yet, the newest first: one query."""
    rows = queries.unseen_alerts(viewer).filter(analysis__wave__survey__organisation=organisation)
    return [drop for each in rows[:MOST_ALERTS] for drop in alerts(each.analysis.wave, [each])]
