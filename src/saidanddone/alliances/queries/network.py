"""What organisations do together in public: alliances, funds, promises, outcomes; and the picture kept of it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from saidanddone.alliances.models import Alliance, NetworkPicture, Party
from saidanddone.alliances.ties import Ties
from saidanddone.commitments.models import Commitment, Outcome, Owner
from saidanddone.commitments.models import Partner as PartOf
from saidanddone.funds.models import Fund
from saidanddone.funds.models import Partner as Payer
from saidanddone.people.models import Organisation

ALLIANCE, FUND, PROMISE, OUTCOME = "alliance", "fund", "promise", "outcome"


def ties_on(on: date) -> Ties:
    """Five queries, whatever there is. What a moderator hid is no tie."""
    there = Organisation.objects.filter(Q(ended_date=None) | Q(ended_date__gt=on))
    ties = Ties(dict(there.values_list("slug", "kind")))
    for what, rows in (
        (ALLIANCE, _alliances(on)),
        (FUND, _funds(on)),
        (PROMISE, _promises(on)),
        (OUTCOME, _outcomes(on)),
    ):
        together: defaultdict[int, set[str]] = defaultdict(set)
        for thing, organisation in rows:
            together[thing].add(organisation)
        for organisations in together.values():
            ties.share(what, organisations)
    return ties


Rows = Iterable[tuple[int, str]]


def _since(name: str, on: date) -> Q:
    """Not ended by that day."""
    return Q(**{name: None}) | Q(**{f"{name}__gt": on})


def _alliances(on: date) -> Rows:
    rows = Alliance.objects.public().filter(_since("ended_date", on), signed_at__date__lte=on)
    parties = Party.objects.filter(_since("left_date", on), alliance__in=rows, joined_date__lte=on)
    return parties.values_list("alliance", "organisation__slug")


def _funds(on: date) -> Rows:
    rows = Fund.objects.public().filter(_since("closed_at__date", on), opened_at__date__lte=on)
    return Payer.objects.filter(fund__in=rows).values_list("fund", "organisation__slug")


def _promises(on: date) -> Rows:
    """Those that stand, or were kept: what was dropped or replaced by then was not done together."""
    rows = Commitment.objects.filter(_since("dropped_date", on), hidden_at=None, made_at__date__lte=on)
    rows = rows.filter(replaced_by=None, partners__isnull=False).distinct()
    own = rows.values_list("pk", "organisation__slug")
    return [*own, *PartOf.objects.filter(commitment__in=rows).values_list("commitment", "organisation__slug")]


def _outcomes(on: date) -> Rows:
    rows = Outcome.objects.filter(_since("ended_date", on), hidden_at=None, set_date__lte=on)
    owners = Owner.objects.filter(_since("until_date", on), outcome__in=rows, since_date__lte=on)
    return owners.filter(agreed_at__isnull=False).values_list("outcome", "organisation__slug")


def newest_picture() -> NetworkPicture | None:
    return NetworkPicture.objects.order_by("-on_date").first()


def organisations_named(slugs: Iterable[str]) -> dict[str, Organisation]:
    return {each.slug: each for each in Organisation.objects.filter(slug__in=list(slugs))}


def tied(picture: NetworkPicture) -> QuerySet[Organisation]:
    """Everybody who has a tie, by name."""
    slugs = {slug for one, other, _shared in picture.data["shared"] for slug in (one, other)}
    return Organisation.objects.filter(slug__in=slugs).order_by("name", "pk")


def nobody() -> QuerySet[Organisation]:
    return Organisation.objects.none()
