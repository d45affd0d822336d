"""What tellings say: many about one person become one message, a paragraph or two for each thing that moved.

The words of each movement stand in `thread/messages/<movement>.txt`; the frame around them in `news.txt`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from saidanddone.commitments.models import Commitment, Setback
from saidanddone.contributions.models import Answer, Contribution
from saidanddone.core.languages import said_in
from saidanddone.core.refs import Ref, urls_of
from saidanddone.core.viewer import STRANGER
from saidanddone.decisions.models import Decision, Finding, Use
from saidanddone.messaging import private_links, short_messages
from saidanddone.messaging.wording import Words, write
from saidanddone.people.queries import Reach, return_link_url
from saidanddone.people.tokens import SHORT_LENGTH
from saidanddone.thread import unsubscribing
from saidanddone.thread.models import Telling, TellingWish, Thanks

MOST_QUOTES = 3
MOST_TEXT_PARTS = 2
Things = Mapping[Ref, Any]


def things_of(tellings: Iterable[Telling]) -> dict[Ref, Any]:
    """What the tellings are about, a query a kind; what is hidden or gone meanwhile is left out."""
    wanted: dict[str, set[str]] = {}
    for telling in tellings:
        wanted.setdefault(telling.about_kind, set()).add(telling.about_id)
    return {
        Ref(kind, row.public_id): row for kind, ids in wanted.items() if kind in _LOADERS for row in _LOADERS[kind](ids)
    }


_LOADERS: dict[str, Callable[[set[str]], Iterable[Any]]] = {
    "answer": lambda ids: Answer.objects.filter(public_id__in=ids, hidden_at=None).select_related(
        "organisation", "passed_to", "contribution"
    ),
    "contribution": lambda ids: Contribution.objects.visible_to(STRANGER).filter(public_id__in=ids),
    "finding": lambda ids: Finding.objects.filter(public_id__in=ids, hidden_at=None).select_related("organisation"),
    "decision": lambda ids: Decision.objects.public().filter(public_id__in=ids).select_related("organisation"),
    "commitment": lambda ids: Commitment.objects.public().filter(public_id__in=ids).select_related("organisation"),
    "setback": lambda ids: Setback.objects.public().filter(public_id__in=ids).select_related("organisation"),
    "thanks": lambda ids: Thanks.objects.filter(public_id__in=ids).select_related("organisation"),
}


def uses_of(tellings: Iterable[Telling]) -> dict[tuple[str, int], Use]:
    """What a decision did with each contribution, by the decision's public id and the contribution's key."""
    decided = [each for each in tellings if each.what == "decided"]
    if not decided:
        return {}
    rows = Use.objects.filter(
        decision__public_id__in={each.about_id for each in decided},
        contribution__in={each.contribution_id for each in decided},
    )
    return {(row.decision.public_id, row.contribution_id or 0): row for row in rows.select_related("decision")}


@dataclass(frozen=True, slots=True)
class News:
    """All that is known of a batch of tellings, to write the words for each person."""

    things: Things
    uses: Mapping[tuple[str, int], Use]
    links: Mapping[str, Mapping[Ref, str]]
    """By language: a page has its own address in each."""

    @classmethod
    def of(cls, tellings: Sequence[Telling]) -> "News":
        things = things_of(tellings)
        links = {}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                links[language] = urls_of(things)
        return cls(things, uses_of(tellings), links)

    def words(self, tellings: Sequence[Telling], reach: Reach, *, by: str) -> Words:
        """One message for all of them; a text message says only what moved, and where to read it."""
        parts = [self._part(group, reach.language) for group in _groups(tellings)]
        subject = parts[0].subject if len(parts) == 1 else _many(len(parts), reach.language)
        if by == TellingWish.By.TEXT:
            return Words(subject, _text(subject, len(parts), reach))
        frame = {
            "subject": subject,
            "parts": "\n\n".join(part.body for part in parts),
            "signs_in": reach.signs_in,
            "back": _back(reach),
            "is_email": by == TellingWish.By.EMAIL,
            "stop": unsubscribing.address(tellings[0].contributor, {each.what for each in tellings}, reach.language),
        }
        return write("thread/messages/news.txt", reach.language, **frame)

    def _part(self, group: list[Telling], language: str) -> Words:
        first = group[0]
        thing = self.things[first.about]
        quotes = [each.contribution.excerpt for each in group[:MOST_QUOTES]]
        link = self.links[language].get(first.about, "")
        facts = {
            "quotes": quotes,
            "more": len(group) - len(quotes),
            "own": first.contribution.contributor_id == first.contributor_id,
            "link": settings.SITE_URL + link if link else "",
            "thing": thing,
            **_facts(first, thing, self.uses, language),
        }
        return write(f"thread/messages/{first.what}.txt", language, **facts)


def _text(subject: str, number: int, reach: Reach) -> str:
    """What moved and where to read it; in fewer words where names are long or hold letters that cost more."""
    back = _back(reach)
    real = back if reach.signs_in else return_link_url("0" * SHORT_LENGTH, reach.language)
    said = [f"{words}: {back}" for words in (subject, _many(number, reach.language))]
    said = [short_messages.plain(words) for words in said]
    fitting = (words for words in said if short_messages.parts(words.replace(back, real)) <= MOST_TEXT_PARTS)
    return next(fitting, back)


def _groups(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """Several things of one person in one decision are one paragraph."""
    found: dict[tuple[str, Ref], list[Telling]] = {}
    for each in tellings:
        found.setdefault((each.what, each.about), []).append(each)
    return list(found.values())


def _many(number: int, language: str) -> str:
    with translation.override(language):
        words = ngettext("%(number)d thing came of what you said", "%(number)d things came of what you said", number)
        return words % {"number": number}


def _back(reach: Reach) -> str:
    """Where they come back: by signing in, or by a private link that is made as the message leaves."""
    if not reach.signs_in:
        return private_links.mark(1)
    with translation.override(reach.language):
        return settings.SITE_URL + reverse("yours")


def _facts(telling: Telling, thing: Any, uses: Mapping[tuple[str, int], Use], language: str) -> dict[str, Any]:
    organisation = getattr(thing, "organisation", None)
    facts: dict[str, Any] = {"organisation": said_in(organisation, "name", language) if organisation else ""}
    if isinstance(thing, Answer):
        facts["other"] = said_in(thing.passed_to, "name", language) if thing.passed_to else ""
    elif isinstance(thing, Contribution):
        facts["is_first"] = telling.contribution.same_as_id == thing.pk
    else:
        facts["title"] = title_of(thing, language)
    if telling.what == "decided":
        use = uses.get((telling.about_id, telling.contribution_id))
        facts |= {"use": use.value if use else "", "because": use.because if use else ""}
    return facts


def title_of(thing: Any, language: str = "") -> str:
    """What a thing is called, in the reader's language where it has words in it."""
    if isinstance(thing, Decision):
        return str(thing.said("headline" if thing.headline else "question", language))
    if isinstance(thing, Commitment):
        return str(thing.said("promise", language))
    if isinstance(thing, Finding | Setback):
        return str(thing.said("title", language))
    if isinstance(thing, Thanks):
        return gettext("Thanks from %(organisation)s") % {"organisation": said_in(thing.organisation, "name", language)}
    if isinstance(thing, Answer):
        return gettext("Answer by %(organisation)s") % {"organisation": said_in(thing.organisation, "name", language)}
    return str(thing.excerpt)
