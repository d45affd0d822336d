"""A relationship as those who look after it need it: who has answered a call, what is in the way, what comes round."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from saidanddone.alliances.models import Acknowledgement, Barrier, CallOut, Party, PlanStep, Review
from saidanddone.alliances.queries.seats import Seat


@dataclass(frozen=True, slots=True)
class Called:
    """A call-out: who has heard and what they do, who has not, and whether one's own party has."""

    call_out: CallOut
    answers: Sequence[Acknowledgement]
    silent: Sequence[Party]
    waits_for_own: bool

    @property
    def asked(self) -> int:
        return len(self.answers) + len(self.silent)


@dataclass(frozen=True, slots=True)
class LookedAfter:
    called: Sequence[Called]
    barriers: Sequence[Barrier]
    past_barriers: Sequence[Barrier]
    plan: Sequence[PlanStep]
    reviews: Sequence[Review]

    @property
    def open_calls(self) -> list[Called]:
        return [each for each in self.called if not each.call_out.stood_down_at]

    @property
    def past_calls(self) -> list[Called]:
        return [each for each in self.called if each.call_out.stood_down_at]


def looked_after(seat: Seat) -> LookedAfter:
    """Five queries."""
    alliance = seat.alliance
    answers = Acknowledgement.objects.select_related("party__organisation").order_by("made_at", "pk")
    calls = alliance.call_outs.prefetch_related(Prefetch("acknowledgements", answers)).order_by("-called_at", "-pk")
    barriers = list(alliance.barriers.select_related("owner__organisation").order_by("due_date", "pk"))
    plan = alliance.plan.filter(ended_date=None).select_related("owner__organisation").order_by("next_date", "pk")
    return LookedAfter(
        called=[called(each, seat) for each in calls[:30]],
        barriers=[each for each in barriers if each.ended_date is None],
        past_barriers=[each for each in barriers if each.ended_date is not None],
        plan=list(plan),
        reviews=list(alliance.reviews.order_by("-held_date", "-pk")),
    )


def called(call_out: CallOut, seat: Seat) -> Called:
    answers = list(call_out.acknowledgements.all())
    heard = {each.party_id for each in answers}
    silent = [each for each in seat.parties if each.pk not in heard]
    is_open = call_out.stood_down_at is None
    return Called(call_out, answers, silent, is_open and any(each in silent for each in seat.own))
