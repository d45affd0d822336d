"""The workspace of a finding: what could be cited on one side, the finding on the other."""

from dataclasses import dataclass

from django.http import QueryDict

from saidanddone.contributions.models import Contribution
from saidanddone.contributions.queries.speaking import similar
from saidanddone.core.paging import Page
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.insights.similar import groups_for, similar_to
from saidanddone.decisions.models import Finding
from saidanddone.decisions.queries.workspace import Candidate, candidates, of_keys, search_page

SHOWN = 20
GROUPS = 12


@dataclass(frozen=True, slots=True)
class GroupShown:
    """A proposed group, with those of its sentences that still stand and are not cited yet."""

    words: tuple[str, ...]
    voices: int
    candidates: list[Candidate]


@dataclass(frozen=True, slots=True)
class Offer:
    """What could be cited. `is_by_words`: there is no index yet, so it was found by words alone."""

    view: str
    candidates: list[Candidate]
    page: Page[Contribution] | None = None
    groups: tuple[GroupShown, ...] = ()
    is_by_words: bool = False
    is_waiting: bool = False


def offer_of(finding: Finding, asked: QueryDict, filters: dict[str, object], *, viewer: Viewer, number: int) -> Offer:
    """By what the address asks for: a search, what is similar, or groups."""
    view = asked.get("view", "search")
    if view == "similar":
        return _similar(finding, viewer)
    if view == "groups":
        return _groups(finding, viewer)
    page = search_page(finding, filters, viewer=viewer, number=number)
    return Offer("search", candidates(page.rows), page)


def _similar(finding: Finding, viewer: Viewer) -> Offer:
    cited = list(finding.evidence.standing().said().values_list("contribution", flat=True)[:500])
    keys = similar_to(finding, cited=cited, at_most=SHOWN * 3)
    if keys is None:
        text = f"{finding.title} {finding.summary}"
        found = [each.pk for each in similar(text, by=viewer)]
        return Offer("similar", of_keys(finding, found, viewer=viewer)[:SHOWN], is_by_words=True)
    return Offer("similar", of_keys(finding, keys, viewer=viewer)[:SHOWN])


def _groups(finding: Finding, viewer: Viewer) -> Offer:
    proposed = groups_for(finding)
    if proposed is None:
        return Offer("groups", [], is_waiting=True)
    pairs = [pair for group in proposed[:GROUPS] for pair in group.sentences]
    standing = {each.contribution.pk: each for each in of_keys(finding, [pk for pk, _ in pairs], viewer=viewer)}
    shown = [
        GroupShown(
            group.words,
            group.voices,
            [
                Candidate(standing[pk].contribution, sentence, sentence)
                for pk, sentence in group.sentences
                if pk in standing and sentence in standing[pk].contribution.text
            ],
        )
        for group in proposed[:GROUPS]
    ]
    return Offer("groups", [], groups=tuple(each for each in shown if each.candidates))
