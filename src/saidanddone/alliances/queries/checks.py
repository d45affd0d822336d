"""Relationship checks: those of an alliance for its partners, and what somebody who is asked has answered so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from saidanddone.alliances.models import Alliance, Check, FacilitatorWords, Party, Rater, Rating, Repair
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Membership, Person
from saidanddone.people.roles import Permission


def partners_alliance(viewer: Viewer, public_id: str) -> Alliance:
    """An alliance for those who read what is between its partners; nobody else learns that there is anything."""
    rows = Alliance.objects.of_partner(viewer).select_related("facilitator")
    return get_object_or_404(rows, public_id=public_id)


def partners_check(viewer: Viewer, public_id: str, check: str) -> Check:
    """A check of an alliance, for the same."""
    alliance = partners_alliance(viewer, public_id)
    found = get_object_or_404(alliance.checks.select_related("facilitator"), public_id=check)
    found.alliance = alliance
    return found


def listed(alliance: Alliance) -> QuerySet[Check]:
    """The newest first, each with how many are asked."""
    return alliance.checks.annotate(asked=Count("raters")).order_by("-number")


@dataclass(frozen=True, slots=True)
class Due:
    """The day of the next check, as it was agreed when the last was talked over."""

    on_date: date
    is_late: bool


def next_due(alliance: Alliance, on: date) -> Due | None:
    """Nothing while one is planned or open, or where none was agreed."""
    last = alliance.checks.order_by("-number").first()
    if last is None or last.next_date is None:
        return None
    return Due(last.next_date, last.next_date < on)


def past_their_day(on: date) -> list[Check]:
    return list(Check.objects.filter(state=Check.State.OPEN, closes_date__lt=on).order_by("pk"))


def to_be_worked_out() -> list[Check]:
    return list(Check.objects.filter(closed_at__isnull=False, worked_out_at=None).order_by("closed_at", "pk"))


def to_be_forgotten(on: date) -> list[Check]:
    rows = Check.objects.filter(worked_out_at__isnull=False, forgotten_at=None).order_by("pk")
    return [each for each in rows if each.forgets_date <= on]


@dataclass(frozen=True, slots=True)
class Named:
    """A party, how many of its people are asked, and whether the viewer may name them."""

    party: Party
    people: int
    is_own: bool


def named(check: Check, viewer: Viewer) -> list[Named]:
    """How many each party has named; who they are, each party knows of its own alone."""
    asked = Count("pk", filter=Q(pk__isnull=False))
    counts = dict(check.raters.values_list("party").annotate(asked=asked).order_by())
    parties = check.alliance.parties.current().select_related("organisation")
    return [Named(each, counts.get(each.pk, 0), viewer.may(Permission.ALLY, each.organisation_id)) for each in parties]


def people_of(party: Party, on: date) -> list[Person]:
    """Whom a party may name: those who work for it."""
    current = Membership.objects.current(on).filter(organisation=party.organisation_id)
    rows = Person.objects.filter(is_active=True, pk__in=current.values("person"))
    return list(rows.order_by("name", "email"))


def named_of(check: Check, party: Party) -> list[Person]:
    return list(Person.objects.filter(pk__in=check.raters.filter(party=party).values("person")))


def own_party(check: Check, viewer: Viewer, public_id: str) -> Party:
    """A party for somebody who may name its people."""
    party = get_object_or_404(check.alliance.parties.current().select_related("organisation"), public_id=public_id)
    if not viewer.may(Permission.ALLY, party.organisation_id):
        raise Http404
    return party


def facilitators_words(check: Check, viewer: Viewer) -> list[str]:
    """In no order that says who wrote first: by the words themselves. 404 for everybody but the facilitator."""
    if viewer.person_id is None or viewer.person_id != check.facilitator_id:
        raise Http404
    rows = FacilitatorWords.objects.visible_to(viewer).filter(check_of=check)
    return sorted(rows.values_list("words", flat=True))


def open_repairs_before(check: Check) -> list[Repair]:
    """What was agreed after earlier checks and has not ended yet."""
    rows = Repair.objects.filter(check_of__alliance=check.alliance_id, check_of__number__lt=check.number)
    rows = rows.open().select_related("owner__organisation", "commitment__replaced_by")
    return list(rows.order_by("due_date", "pk"))


def own_repair(check: Check, viewer: Viewer, public_id: str) -> Repair:
    """A repair for somebody of the party that sees to it."""
    rows = check.repairs.select_related("owner__organisation", "check_of")
    repair = get_object_or_404(rows, public_id=public_id)
    if not viewer.may(Permission.ALLY, repair.owner.organisation_id):
        raise Http404
    return repair


@dataclass(frozen=True, slots=True)
class Taking:
    """Somebody who is asked, the partners they are asked about, and of which they have answered."""

    check: Check
    rater: Rater
    partners: Sequence[Party] = ()
    answered: frozenset[int | None] = field(default_factory=frozenset)

    @property
    def is_open(self) -> bool:
        return self.check.state == Check.State.OPEN

    @property
    def all(self) -> int:
        return len(self.partners) if self.check.is_of_pairs else 1

    @property
    def done(self) -> int:
        if self.check.is_of_pairs:
            return sum(each.pk in self.answered for each in self.partners)
        return int(None in self.answered)

    def partner(self, public_id: str) -> Party:
        found = next((each for each in self.partners if each.public_id == public_id), None)
        if found is None:
            raise Http404
        return found

    def after(self, partner: Party) -> Party | None:
        """The next of which nothing is said yet, beginning with those after this one."""
        place = self.partners.index(partner) + 1
        onward = [*self.partners[place:], *self.partners[:place]]
        return next((each for each in onward if each != partner and each.pk not in self.answered), None)


def asked_of(viewer: Viewer) -> list[Rater]:
    """The checks that somebody is asked in and that have not closed."""
    rows = Rater.objects.filter(person=viewer.person_id or 0, check_of__closed_at=None)
    rows = rows.select_related("check_of__alliance", "party__organisation")
    return list(rows.order_by("check_of__closes_date", "pk"))


def facilitated_by(viewer: Viewer) -> list[Alliance]:
    """Those whose relationship somebody looks after, of whose parties they may be none."""
    rows = Alliance.objects.filter(facilitator=viewer.person_id or 0).exclude(state=Alliance.State.ENDED)
    return list(rows.order_by("-pk"))


def taking(viewer: Viewer, public_id: str) -> Taking:
    """What somebody is asked; a 404 for whoever is not."""
    rows = Rater.objects.select_related("check_of__alliance", "check_of__facilitator", "party__organisation")
    is_asked = Q(check_of__public_id=public_id, person=viewer.person_id or 0)
    rater = get_object_or_404(rows, is_asked)
    check, partners = rater.check_of, []
    if check.is_of_pairs:
        others = check.alliance.parties.current().exclude(organisation=rater.party.organisation_id)
        partners = list(others.select_related("organisation"))
    answered = frozenset(rater.ratings.values_list("about", flat=True))
    return Taking(check, rater, partners, answered)


def answers_of(rater: Rater, about: Party | None, viewer: Viewer) -> dict[str, int | None]:
    """What the viewer has said of a partner, or of the whole."""
    rows = Rating.objects.visible_to(viewer).filter(rater=rater, about=about)
    return dict(rows.values_list("item", "points"))
