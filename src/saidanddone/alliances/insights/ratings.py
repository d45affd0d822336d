"""What of a relationship check is shown, so that no partner's rating can be worked out."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from django.utils.crypto import salted_hmac

from saidanddone.alliances.models import Check, Openness, Party, Rating, Shown
from saidanddone.analysis.disclosure import Fineness, ShownRating, protect_ratings

Key = tuple[int | None, str]
"""About whom, and on which item."""
FEWEST_OF_A_SIDE = 3
"""So many people of each of two parties are asked at least, before these show each other anything."""


def shown_of(check: Check) -> list[Shown]:
    """All that a closed check shows, against everything that earlier checks of the same questions have shown."""
    given, organisations, people = _given(check)
    before, pairs = _shown_before(check), _pairs_to_show(check)
    of_a_pair = {each.pk for pair in pairs for each in pair}
    rows = []
    for (about, item), answers in given.items():
        finest = Fineness.TWO if about in of_a_pair else Fineness.TENTHS
        seen = protect_ratings(answers, organisations, earlier=before[about, item], finest=finest)
        before[about, item].append(seen)
        rows.append(_row(check, seen, about, item))
    return rows + list(_between_two(check, pairs, given, people, before))


def _pairs_to_show(check: Check) -> list[tuple[Party, Party]]:
    """Open pairs with enough people asked on both sides. What all say of these two is as broad as can be, to make
    room for what each says of the other."""
    asked = Counter(check.raters.values_list("party", flat=True))
    return [pair for pair in open_pairs(check) if min(asked[each.pk] for each in pair) >= FEWEST_OF_A_SIDE]


def open_pairs(check: Check) -> list[tuple[Party, Party]]:
    """Two parties that both offered before it opened, and have not taken it back; each pair once."""
    offers = Openness.objects.current().filter(by__alliance=check.alliance_id, opened_at__lt=check.opened_at)
    both = {(each.by, each.to) for each in offers.select_related("by", "to")}
    return sorted(
        ((one, other) for one, other in both if one.pk < other.pk and (other, one) in both),
        key=lambda pair: (pair[0].pk, pair[1].pk),
    )


def _between_two(
    check: Check,
    pairs: Sequence[tuple[Party, Party]],
    given: Mapping[Key, Mapping[str, int]],
    people: Mapping[str, int],
    before: Mapping[Key, list[ShownRating]],
) -> Iterator[Shown]:
    """What each of two says of the other, in a band of its own: for both of them on an item, or for neither.

    It is held against everything that is shown of the same question, this check's own band among it, and against each
    of the people who answered, as colleagues know their own answers too. How many were asked is public, so whether
    there is anything at all says nothing of an answer.
    """
    items = list(dict.fromkeys(item for _about, item in given))
    for one, other in pairs:
        for item in items:
            sides = [(one, other), (other, one)]
            seen = [_of_one_party(by, about, item, given, people, before) for by, about in sides]
            if all(each.shown for each in seen):
                for (by, about), each in zip(sides, seen, strict=True):
                    before[about.pk, item].append(each)
                    yield _row(check, each, about.pk, item, by=by)


def _of_one_party(
    by: Party,
    about: Party,
    item: str,
    given: Mapping[Key, Mapping[str, int]],
    people: Mapping[str, int],
    before: Mapping[Key, list[ShownRating]],
) -> ShownRating:
    answers = {name: points for name, points in given.get((about.pk, item), {}).items() if people[name] == by.pk}
    alone = {name: name for name in answers}
    earlier = [replace(each, raters={**each.raters, **_among(alone, each)}) for each in before[about.pk, item]]
    return protect_ratings(answers, alone, earlier=earlier)


def _among(alone: Mapping[str, str], shown: ShownRating) -> dict[str, str]:
    return {name: own for name, own in alone.items() if name in shown.raters}


def _row(check: Check, seen: ShownRating, about: int | None, item: str, *, by: Party | None = None) -> Shown:
    low, high = seen.window or (None, None)
    return Shown(
        check_of=check,
        about_id=about,
        by=by,
        item=item,
        fineness=str(seen.fineness),
        lowest_sum=low,
        highest_sum=high,
        raters=dict(sorted(seen.raters.items())),
    )


def _given(check: Check) -> tuple[dict[Key, dict[str, int]], dict[str, str], dict[str, int]]:
    """The answers with points by whom and what they are about, and the organisation and party of each rater."""
    given: defaultdict[Key, dict[str, int]] = defaultdict(dict)
    organisations: dict[str, str] = {}
    people: dict[str, int] = {}
    ratings = Rating.objects.filter(rater__check_of=check).select_related("rater__party__organisation", "rater__person")
    for each in ratings.order_by("about", "item", "pk"):
        name = _nameless(check, each.rater.person.public_id)
        organisations[name], people[name] = each.rater.party.organisation.slug, each.rater.party_id
        answers = given[each.about_id, each.item]
        if each.points is not None:
            answers[name] = each.points
    return dict(given), organisations, people


def _nameless(check: Check, person: str) -> str:
    """The same for the same person in each check of an alliance, and a way back for nobody without the site's key."""
    return salted_hmac("saidanddone.alliances.rater", f"{check.alliance_id}:{person}").hexdigest()[:16]


def _shown_before(check: Check) -> defaultdict[Key, list[ShownRating]]:
    """Only of the same version of the same questions: others are another line. What two show each other counts too."""
    same = Check.objects.filter(
        alliance=check.alliance_id,
        instrument=check.instrument,
        instrument_version=check.instrument_version,
        number__lt=check.number,
    )
    found: defaultdict[Key, list[ShownRating]] = defaultdict(list)
    for each in Shown.objects.filter(check_of__in=same).order_by("check_of__number", "pk"):
        window = None
        if each.lowest_sum is not None and each.highest_sum is not None:
            window = (each.lowest_sum, each.highest_sum)
        found[each.about_id, each.item].append(ShownRating(each.raters, Fineness(each.fineness), window))
    return found
