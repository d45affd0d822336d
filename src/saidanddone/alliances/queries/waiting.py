"""What waits for somebody in their alliances: to sign, to answer a call-out, to do by a day, to agree to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.alliances.due import drill_date
from saidanddone.alliances.models import Acknowledgement, Alliance, Barrier, CallOut, Party, PlanStep, Signature
from saidanddone.alliances.models.alliances import allied_organisations
from saidanddone.alliances.queries.building import to_agree
from saidanddone.core.clock import local_date
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.bilingual import Said
from saidanddone.people.roles import Permission

SOON = timedelta(days=7)
State = Alliance.State
AT_WORK = (State.SIGNED, State.LIVE, State.IN_REVIEW)


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing that somebody can do now. `day`: by when; nothing where no day was agreed."""

    alliance: Said
    words: str
    url: str
    state: str
    day: date | None = None


def count_for(viewer: Viewer, *, on: date) -> int:
    """How much has a day or somebody waiting, in one query, as each page of the desk asks it."""
    own = _own(viewer)
    if not own.organisations:
        return 0
    parts: list[QuerySet] = [own.to_sign(), own.called(), own.in_hand(Barrier, on), own.in_hand(PlanStep, on)]
    first, *others = [each.order_by().values("pk") for each in parts]
    return first.union(*others, all=True).count()


def waiting_for(viewer: Viewer, *, on: date) -> list[Waits]:
    """Who is called out comes first; then what is late, then what has a day, then the rest."""
    own = _own(viewer)
    if not own.organisations:
        return []
    dated = sorted([*_barriers(own, on), *_steps(own, on)], key=lambda each: each.day or on)
    return [*_calls(own), *_signatures(own), *dated, *_agreements(own)]


@dataclass(frozen=True, slots=True)
class _Own:
    """The parties that somebody works for, and those for which they sign."""

    organisations: frozenset[int]
    signing: frozenset[int]

    def _parties(self, organisations: frozenset[int]) -> QuerySet[Party]:
        rows = Party.objects.current().filter(organisation__in=organisations)
        return rows.select_related("organisation", "alliance").order_by("pk")

    def parties(self) -> QuerySet[Party]:
        return self._parties(self.organisations)

    def to_sign(self) -> QuerySet[Party]:
        """Parties of one's own whose signature a version waits for."""
        signed = Signature.objects.filter(party=OuterRef("pk"), version__state="proposed")
        rows = self._parties(self.signing).filter(alliance__versions__state="proposed")
        return rows.exclude(Exists(signed)).distinct()

    def called(self) -> QuerySet[CallOut]:
        """Open call-outs that a party of one's own has not answered."""
        answered = Acknowledgement.objects.filter(call_out=OuterRef("pk"), party__organisation__in=self.organisations)
        rows = CallOut.objects.filter(stood_down_at=None, alliance__in=self.parties().values("alliance"))
        return rows.exclude(Exists(answered)).select_related("alliance").order_by("-called_at", "-pk")

    def in_hand(self, model: type[Barrier] | type[PlanStep], on: date) -> QuerySet[Any]:
        """What a party of one's own has in hand, within the week or late."""
        day = "due_date" if model is Barrier else "next_date"
        rows = model._default_manager.filter(ended_date=None, alliance__state__in=AT_WORK)
        rows = rows.filter(owner__organisation__in=self.organisations, **{f"{day}__lte": on + SOON})
        return rows.select_related("alliance", "owner__organisation").order_by(day, "pk")


def _own(viewer: Viewer) -> _Own:
    signing = {of for permission, of in viewer.permissions if permission == Permission.COMMIT and of is not None}
    return _Own(allied_organisations(viewer), frozenset(signing))


def _calls(own: _Own) -> Iterator[Waits]:
    seats = {each.alliance_id: each.organisation.slug for each in reversed(own.parties())}
    for each in own.called():
        url = reverse("answer_call_out", args=[seats[each.alliance_id], each.alliance.public_id, each.public_id])
        words = _("A drill: say that you have heard") if each.is_drill else _("You are called out: say that you come")
        yield Waits(each.alliance.said("title"), words, url, "late", local_date(each.called_at))


def _signatures(own: _Own) -> Iterator[Waits]:
    for party in own.to_sign():
        alliance = party.alliance
        version = alliance.versions.get(state="proposed")
        url = reverse("read_version", args=[party.organisation.slug, alliance.public_id, version.public_id])
        words = _("Read and sign for %(party)s") % {"party": party}
        yield Waits(alliance.said("title"), words, url, "waiting")


def _barriers(own: _Own, on: date) -> Iterator[Waits]:
    for each in own.in_hand(Barrier, on):
        url = _relationship(each.alliance, each.owner) + "#barriers"
        yield Waits(each.alliance.said("title"), each.words, url, _state(each.due_date, on), each.due_date)


def _steps(own: _Own, on: date) -> Iterator[Waits]:
    for each in own.in_hand(PlanStep, on):
        url = _relationship(each.alliance, each.owner) + "#plan"
        yield Waits(each.alliance.said("title"), each.what, url, _state(each.next_date, on), each.next_date)


def _relationship(alliance: Alliance, party: Party) -> str:
    return reverse("desk_relationship", args=[party.organisation.slug, alliance.public_id])


def _state(day: date, on: date) -> str:
    return "late" if day < on else "due_soon"


def _agreements(own: _Own) -> Iterator[Waits]:
    """Clauses that one's own party has not agreed to as they read now, while the deal is first written."""
    written = own.parties().filter(alliance__state=State.DRAFT)
    for party, waiting, comments in to_agree(list(written)):
        url = reverse("desk_alliance", args=[party.organisation.slug, party.alliance.public_id])
        if waiting:
            words = ngettext("%(n)s clause waits for you to agree", "%(n)s clauses wait for you to agree", waiting)
            yield Waits(party.alliance.said("title"), words % {"n": waiting}, url, "waiting")
        if comments:
            words = ngettext("%(n)s comment is open", "%(n)s comments are open", comments)
            yield Waits(party.alliance.said("title"), words % {"n": comments}, url, "waiting")


def drills_due(on: date) -> list[tuple[Alliance, date]]:
    """Alliances at work whose day for a drill has come, with that day."""
    rows = Alliance.objects.filter(state__in=(State.LIVE, State.IN_REVIEW), drill_months__isnull=False)
    found: list[tuple[Alliance, date]] = []
    for alliance in rows.annotate(called_at=Max("call_outs__called_at")).order_by("pk"):
        due = drill_date(alliance, local_date(alliance.called_at) if alliance.called_at else None)
        if due <= on:
            found.append((alliance, due))
    return found


def late_things(on: date) -> list[Barrier | PlanStep]:
    """What a party has in hand whose day has passed."""
    at_work = Q(ended_date=None, alliance__state__in=AT_WORK, owner__left_date=None)
    related = ("alliance", "owner__organisation")
    barriers = Barrier.objects.filter(at_work, due_date__lt=on).select_related(*related).order_by("pk")
    steps = PlanStep.objects.filter(at_work, next_date__lt=on).select_related(*related).order_by("pk")
    return [*barriers, *steps]
