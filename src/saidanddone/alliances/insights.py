"""The door to `analysis`: what of a relationship check is shown, so that no partner's rating can be worked out."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.crypto import salted_hmac

from saidanddone.alliances.models import Check, Rating, Shown
from saidanddone.analysis.disclosure import Fineness, ShownRating, protect_ratings

Key = tuple[int | None, str]
"""About whom, and on which item."""


def shown_of(check: Check) -> list[Shown]:
    """All that a closed check shows, against everything that earlier checks of the same questions have shown."""
    given, organisations = _given(check)
    before = _shown_before(check)
    rows = []
    for (about, item), answers in given.items():
        seen = protect_ratings(answers, organisations, earlier=before[about, item])
        low, high = seen.window or (None, None)
        rows.append(
            Shown(
                check_of=check,
                about_id=about,
                item=item,
                fineness=str(seen.fineness),
                lowest_sum=low,
                highest_sum=high,
                raters=dict(sorted(seen.raters.items())),
            )
        )
    return rows


def _given(check: Check) -> tuple[dict[Key, dict[str, int]], dict[str, str]]:
    """The answers with points by whom and what they are about, and the organisation of each rater."""
    given: defaultdict[Key, dict[str, int]] = defaultdict(dict)
    organisations: dict[str, str] = {}
    ratings = Rating.objects.filter(rater__check_of=check).select_related("rater__party__organisation", "rater__person")
    for each in ratings.order_by("about", "item", "pk"):
        name = _nameless(check, each.rater.person.public_id)
        organisations[name] = each.rater.party.organisation.slug
        answers = given[each.about_id, each.item]
        if each.points is not None:
            answers[name] = each.points
    return dict(given), organisations


def _nameless(check: Check, person: str) -> str:
    """The same for the same person in each check of an alliance, and a way back for nobody without the site's key."""
    return salted_hmac("saidanddone.alliances.rater", f"{check.alliance_id}:{person}").hexdigest()[:16]


def _shown_before(check: Check) -> defaultdict[Key, Sequence[ShownRating]]:
    """Only of the same version of the same questions: others are another line."""
    same = Check.objects.filter(
        alliance=check.alliance_id,
        instrument=check.instrument,
        instrument_version=check.instrument_version,
        number__lt=check.number,
    )
    found: defaultdict[Key, list[ShownRating]] = defaultdict(list)
    for each in Shown.objects.filter(check_of__in=same).order_by("check_of__number"):
        window = None
        if each.lowest_sum is not None and each.highest_sum is not None:
            window = (each.lowest_sum, each.highest_sum)
        found[each.about_id, each.item].append(ShownRating(each.raters, Fineness(each.fineness), window))
    return found  # type: ignore[return-value]
