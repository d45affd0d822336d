"""What somebody said, supported and judged, and what came of it: for them alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from saidanddone.contributions.models import Addressee, Answer, Contribution, Support
from saidanddone.contributions.permissions import (
    check_attach,
    check_change_consent,
    check_change_credit,
    check_correct,
    check_withdraw,
)
from saidanddone.core.paging import Page, paginate
from saidanddone.core.refs import Ref
from saidanddone.core.rules import allows
from saidanddone.core.viewer import Viewer
from saidanddone.moderation.models import Decision
from saidanddone.moderation.queries import decisions_about
from saidanddone.people.models import Contributor
from saidanddone.people.queries import reach_of


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a contribution, or is awaited. `state` names its look.

    A decision is about the contribution, or about the words beside a verdict.
    """

    state: str
    addressee: Addressee | None = None
    answer: Answer | None = None
    decision: Decision | None = None
    is_about_verdict: bool = False
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class Own:
    """One's own contribution with what came of it, oldest first."""

    contribution: Contribution
    steps: tuple[Step, ...]

    @property
    def is_asked(self) -> bool:
        """Whether an answer waits for a verdict."""
        return any(step.is_asked for step in self.steps)


def own(by: Viewer) -> QuerySet[Contribution]:
    """All that the viewer said, in whatever state; newest first."""
    answers = Answer.objects.select_related("organisation", "passed_to", "verdict").order_by("answered_at", "pk")
    addressees = Addressee.objects.select_related("organisation", "passed_on_by").order_by("asked_at", "pk")
    return (
        Contribution.objects.filter(contributor__in=by.contributor_ids)
        .select_related("place", "topic", "service", "same_as")
        .prefetch_related(Prefetch("answers", answers), Prefetch("addressees", addressees), "attachments")
        .order_by("-created_at", "-pk")
    )


def page_of_own(by: Viewer, *, number: int) -> Page[Contribution]:
    return paginate(own(by), number=number, size=10)


def with_steps(contributions: list[Contribution], *, on: date) -> list[Own]:
    """What came of each, in three queries for all."""
    answers = [answer for each in contributions for answer in each.answers.all()]
    verdicts = [answer.verdict.ref for answer in answers if hasattr(answer, "verdict")]
    decisions = decisions_about([*(each.ref for each in contributions), *verdicts])
    return [Own(each, _steps(each, decisions, on)) for each in contributions]


def _steps(contribution: Contribution, decisions: Mapping[Ref, list[Decision]], on: date) -> tuple[Step, ...]:
    steps = [Step(_look_of(decision), decision=decision) for decision in decisions.get(contribution.ref, [])]
    for answer in contribution.answers.all():
        is_asked = (
            answer.hidden_at is None
            and answer.kind not in (Answer.Kind.ACKNOWLEDGED, Answer.Kind.PASSED_ON)
            and contribution.state == Contribution.State.PUBLISHED
            and not hasattr(answer, "verdict")
        )
        steps.append(Step(str(answer.kind), answer=answer, is_asked=is_asked))
        about_verdict = decisions.get(answer.verdict.ref, []) if hasattr(answer, "verdict") else []
        steps += [Step(_look_of(each), decision=each, is_about_verdict=True) for each in about_verdict]
    if contribution.state == Contribution.State.PUBLISHED:
        for addressee in contribution.addressees.all():
            if addressee.state == Addressee.State.WAITING:
                steps.append(Step(_clock_of(addressee, on), addressee=addressee))
    return tuple(steps)


def _look_of(decision: Decision) -> str:
    looks = {Decision.Outcome.PUBLISH: "said", Decision.Outcome.HIDE: "hidden", Decision.Outcome.REDACT: "redacted"}
    return looks[Decision.Outcome(decision.outcome)]


def _clock_of(addressee: Addressee, on: date) -> str:
    if addressee.paused_at:
        return "paused"
    return "late" if addressee.is_late(on) else "waiting"


def abilities(by: Viewer, contribution: Contribution) -> dict[str, bool]:
    """What the contributor may do with it now."""
    held = contribution.attachments.count()
    return {
        "correct": allows(check_correct, by=by, contribution=contribution, text="."),
        "change_credit": allows(
            check_change_credit, by=by, contribution=contribution, credit=Contribution.Credit.UNCREDITED, credit_name=""
        ),
        "change_consent": allows(check_change_consent, by=by, contribution=contribution),
        "narrow": contribution.audience != Contribution.Audience.ORGANISATION
        and contribution.state != Contribution.State.WITHDRAWN
        and contribution.addressees.exists(),
        "attach": allows(check_attach, by=by, contribution=contribution, held=held),
        "withdraw": allows(check_withdraw, by=by, contribution=contribution),
    }


def supported(by: Viewer) -> QuerySet[Contribution]:
    """What the viewer added their voice to, as far as it stands."""
    given = Support.objects.filter(contributor__in=by.contributor_ids).values("contribution")
    return Contribution.objects.visible_to(by).public().filter(pk__in=given).newest_first().select_related("place")


def contributors(by: Viewer) -> list[Contributor]:
    """Whom the viewer is: mostly one; more with an account, or a return link of another day."""
    own = Contributor.objects.living().filter(pk__in=by.contributor_ids)
    return list(own.select_related("person").order_by("pk"))


def reached_here(by: Viewer) -> list[Contributor]:
    """Whose address is changed here: whose link is open, if that is not in the account; else all of the account."""
    own = contributors(by)
    return [each for each in own if each.person_id is None or each.person_id != by.person_id] or own


def addresses(by: Viewer) -> list[str]:
    """Where they are written to now."""
    return sorted({reach.address for reach in map(reach_of, contributors(by)) if reach})
