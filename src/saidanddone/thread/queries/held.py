"""What is held here of somebody: what they were told and how they wish it, how they were thanked, their open page."""

from collections.abc import Sequence

from saidanddone.contributions.holdings import Rows
from saidanddone.people.models import Contributor, Person
from saidanddone.thread.models import CreditsPage, Telling, TellingWish, Thanks


def tellings(own: Sequence[Contributor], person: Person | None) -> Rows:
    rows = Telling.objects.filter(contributor__in=own).select_related("contribution").order_by("moved_at", "pk")
    return [
        {
            "what": each.what,
            "about": str(each.about),
            "contribution": each.contribution.public_id,
            "moved_at": each.moved_at.isoformat(),
            "due_at": each.due_at.isoformat(),
            "by": each.by,
            "state": each.state,
            "settled_at": each.settled_at.isoformat() if each.settled_at else None,
            "seen_at": each.seen_at.isoformat() if each.seen_at else None,
        }
        for each in rows
    ]


def wishes(own: Sequence[Contributor], person: Person | None) -> Rows:
    return [
        {
            "often": each.often,
            "by": each.by,
            "address": each.address,
            "unwanted": each.unwanted,
            "wants_digest": each.wants_digest,
            "changed_at": each.changed_at.isoformat(),
        }
        for each in TellingWish.objects.filter(contributor__in=own).order_by("pk")
    ]


def thanks(own: Sequence[Contributor], person: Person | None) -> Rows:
    rows = Thanks.objects.filter(contribution__contributor__in=own).select_related("contribution", "organisation")
    return [
        {
            "contribution": each.contribution.public_id,
            "organisation": each.organisation.name,
            "kind": each.kind,
            "amount_pence": each.amount_pence,
            "words": each.shown_words,
            "given_date": each.given_date.isoformat(),
        }
        for each in rows.order_by("given_date", "pk")
    ]


def credits_pages(own: Sequence[Contributor], person: Person | None) -> Rows:
    return [
        {"page": each.public_id, "name": each.credit_name, "opened_at": each.opened_at.isoformat()}
        for each in CreditsPage.objects.filter(contributor__in=own).order_by("pk")
    ]
