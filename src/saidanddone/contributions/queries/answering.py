"""What an officer has before them when answering: the contribution, its clock, and first words to take."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.safestring import mark_safe

from saidanddone.contributions.models import Addressee, Answer, CannedOpening, Contribution
from saidanddone.contributions.permissions import check_pauses_for, check_resume_clock
from saidanddone.core.rules import allows
from saidanddone.core.text import to_html
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission


@dataclass(frozen=True, slots=True)
class Desk:
    """For which of their organisations somebody may answer, and to whom else it could go."""

    addressees: tuple[Addressee, ...]
    others: tuple[Organisation, ...]

    def of(self, slug: str | None) -> Addressee | None:
        """The addressee of the organisation asked for; the only one if none is named."""
        if slug is None:
            return self.addressees[0] if self.addressees else None
        return next((each for each in self.addressees if each.organisation.slug == slug), None)


def desk_of(by: Viewer, contribution: Contribution) -> Desk:
    """Waiting ones first."""
    addressees = list(contribution.addressees.select_related("organisation", "contribution").order_by("pk"))
    own = [each for each in addressees if by.may(Permission.ANSWER, each.organisation_id)]
    own.sort(key=lambda each: each.state != Addressee.State.WAITING)
    taken = [each.organisation_id for each in addressees]
    others = Organisation.objects.open().exclude(pk__in=taken)
    if contribution.audience != Contribution.Audience.PUBLIC:
        others = others.filter(pk__in=contribution.shared_with.values("pk"))
    return Desk(tuple(own), tuple(others.order_by("name", "pk")))


def clock_of(addressee: Addressee, *, by: Viewer, on: date) -> dict[str, bool]:
    """What may be done with the clock instead of answering."""
    is_paused = addressee.paused_at is not None
    return {
        "pause": not is_paused and allows(check_pauses_for, by=by, addressee=addressee, on=on),
        "resume": is_paused and allows(check_resume_clock, by=by, addressee=addressee),
    }


def preview_of(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The answer as everyone will see it."""
    return {
        "kind": Answer.Kind(answer["kind"]).label,
        "state": answer["kind"],
        "html": mark_safe(to_html(answer["text"])),  # noqa: S308 - sanitised
        "reason": mark_safe(to_html(answer["reason"])),  # noqa: S308 - sanitised
        "passed_to": answer["passed_to"],
    }


def openings_for(organisation: Organisation | None) -> QuerySet[CannedOpening]:
    """First words of the site, and of the organisation if one is given, in both languages."""
    of_site = Q(organisation__isnull=True)
    rows = CannedOpening.objects.filter(of_site | Q(organisation=organisation) if organisation else of_site)
    return rows.order_by("language", "text", "pk")
