"""What two parties show each other: who has offered it to whom, and what each says of the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from saidanddone.alliances.models import Alliance, Check, Openness, Party, Shown
from saidanddone.alliances.queries.shown import Band
from saidanddone.core.viewer import Viewer
from saidanddone.people.roles import Permission
from saidanddone.surveys.instruments import instrument


def own_parties(alliance: Alliance, viewer: Viewer, *permissions: Permission) -> list[Party]:
    """Those that the viewer works for with one of these permissions in the organisation itself."""
    wanted = permissions or (Permission.ALLY, Permission.COMMIT)
    rows = alliance.parties.current().select_related("organisation", "alliance")
    return [each for each in rows if any((of, each.organisation_id) in viewer.permissions for of in wanted)]


@dataclass(frozen=True, slots=True)
class Offer:
    """A party of one's own and another: whether each has offered, and whether the viewer decides for one's own."""

    own: Party
    other: Party
    offered: bool
    is_offered: bool
    decides: bool

    @property
    def is_open(self) -> bool:
        return self.offered and self.is_offered


def offers(alliance: Alliance, viewer: Viewer) -> list[Offer]:
    """Of each of the viewer's parties with each other one; what others offer to each other is theirs."""
    made = set(Openness.objects.current().filter(by__alliance=alliance).values_list("by", "to"))
    parties = list(alliance.parties.current().select_related("organisation"))
    leads = {each.pk for each in own_parties(alliance, viewer, Permission.COMMIT)}
    return [
        Offer(own, other, (own.pk, other.pk) in made, (other.pk, own.pk) in made, own.pk in leads)
        for own in own_parties(alliance, viewer)
        for other in parties
        if other.organisation_id != own.organisation_id
    ]


def party_of(alliance: Alliance, public_id: str) -> Party:
    rows = alliance.parties.current().select_related("organisation", "alliance")
    return get_object_or_404(rows, public_id=public_id)


def own_party(alliance: Alliance, viewer: Viewer, public_id: str) -> Party:
    """One of the viewer's own, or a 404."""
    found = next((each for each in own_parties(alliance, viewer) if each.public_id == public_id), None)
    if found is None:
        raise Http404
    return found


def are_open(one: Party, other: Party) -> bool:
    """Whether both offer it now."""
    made = set(Openness.objects.current().filter(by__in=(one, other)).values_list("by", "to"))
    return {(one.pk, other.pk), (other.pk, one.pk)} <= made


@dataclass(frozen=True, slots=True)
class Beside:
    """One question: what each says of the other."""

    ours: Band
    theirs: Band


def between(check: Check, own: Party, other: Party) -> Sequence[Beside]:
    """Only where both are open now, and were before it opened; a 404 else, as there is nothing to see."""
    if not are_open(own, other):
        raise Http404
    rows = {
        (each.by_id, each.item): each
        for each in Shown.objects.filter(check_of=check, by__in=(own, other), about__in=(own, other))
    }
    return [
        Beside(Band(item, other, rows.get((own.pk, item.name))), Band(item, own, rows.get((other.pk, item.name))))
        for item in instrument(check.instrument).items
    ]


def open_with(check: Check, own: Sequence[Party]) -> list[tuple[Party, Party]]:
    """With whom a party of one's own shows what each says, in this check."""
    made = Shown.objects.filter(check_of=check, by__in=own, about__isnull=False)
    pairs = set(made.values_list("by", "about"))
    parties = {each.pk: each for each in check.alliance.parties.current().select_related("organisation")}
    known = [(parties[by], parties[about]) for by, about in sorted(pairs) if by in parties and about in parties]
    return [pair for pair in known if are_open(*pair)]
