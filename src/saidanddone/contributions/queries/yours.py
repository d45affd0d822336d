"""What somebody said, supported and judged, and what came of it: for them alone."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from saidanddone.contributions.models import Addressee, Answer, Contribution, Support, Verdict
from saidanddone.contributions.permissions import (
    check_attach,
    check_change_consent,
    check_change_credit,
    check_correct,
    check_withdraw,
)
from saidanddone.core.paging import Page, paginate
from saidanddone.core.rules import allows
from saidanddone.core.viewer import Viewer
from saidanddone.moderation.models import Decision
from saidanddone.moderation.queries import decisions_about
from saidanddone.people.models import Contributor


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a contribution, or is awaited. `state` names its look."""

    state: str
    addressee: Addressee | None = None
    answer: Answer | None = None
    decision: Decision | None = None
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
    decisions = decisions_about(each.ref for each in contributions)
    return [Own(each, _steps(each, decisions.get(each.ref, []), on)) for each in contributions]


def _steps(contribution: Contribution, decisions: list[Decision], on: date) -> tuple[Step, ...]:
    steps = [Step(_look_of(decision), decision=decision) for decision in decisions]
    for answer in contribution.answers.all():
        is_asked = (
            answer.hidden_at is None
            and answer.kind not in (Answer.Kind.ACKNOWLEDGED, Answer.Kind.PASSED_ON)
            and contribution.state == Contribution.State.PUBLISHED
            and not hasattr(answer, "verdict")
        )
        steps.append(Step(str(answer.kind), answer=answer, is_asked=is_asked))
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
    """Whom the viewer is: mostly one; two with an account and a return link of another day."""
    return list(Contributor.objects.filter(pk__in=by.contributor_ids, erased_at__isnull=True).order_by("pk"))


def held_about(contributor: Contributor, *, at: datetime) -> dict[str, object]:
    """All that is held about somebody, to be handed to them."""
    said = Contribution.objects.filter(contributor=contributor).order_by("created_at", "pk")
    return {
        "made_at": at.isoformat(),
        "you": {
            "name": contributor.name,
            "email": contributor.email,
            "language": contributor.language,
            "known_since": contributor.created_at.isoformat(),
            "has_account": contributor.person_id is not None,
            "return_links": [
                _link(*each)
                for each in contributor.return_links.order_by("created_at").values_list(
                    "created_at", "expires_at", "revoked_at"
                )
            ],
        },
        "said": [_held(each) for each in said.select_related("place", "topic", "service")],
        "voices_added": [
            {"contribution": public_id, "given_at": given_at.isoformat()}
            for public_id, given_at in Support.objects.filter(contributor=contributor)
            .order_by("given_at")
            .values_list("contribution__public_id", "given_at")
        ],
        "verdicts": [
            {
                "answer": each.answer.public_id,
                "value": each.value,
                "words": each.words,
                "given_at": each.given_at.isoformat(),
            }
            for each in Verdict.objects.filter(contributor=contributor).select_related("answer").order_by("given_at")
        ],
    }


def _link(created_at: datetime, expires_at: datetime | None, revoked_at: datetime | None) -> dict[str, str | None]:
    return {
        "created_at": created_at.isoformat(),
        "expires_at": expires_at.isoformat() if expires_at else None,
        "revoked_at": revoked_at.isoformat() if revoked_at else None,
    }


def _held(contribution: Contribution) -> dict[str, object]:
    return {
        "id": contribution.public_id,
        "kind": contribution.kind,
        "text": contribution.text,
        "language": contribution.language,
        "place": contribution.place.name,
        "latitude": contribution.latitude,
        "longitude": contribution.longitude,
        "topic": contribution.topic.name if contribution.topic else None,
        "service": contribution.service.name if contribution.service else None,
        "said_date": contribution.said_date.isoformat(),
        "channel": contribution.channel,
        "credit": contribution.credit,
        "credit_name": contribution.credit_name,
        "may_be_quoted": contribution.may_be_quoted,
        "may_be_contacted": contribution.may_be_contacted,
        "audience": contribution.audience,
        "state": contribution.state,
        "created_at": contribution.created_at.isoformat(),
        "organisations": [
            each.organisation.name for each in contribution.addressees.select_related("organisation").order_by("pk")
        ],
        "versions": list(contribution.versions.order_by("number").values_list("text", flat=True)),
        "translations": list(contribution.translations.order_by("language").values("language", "text", "made_by")),
        "files": list(
            contribution.attachments.order_by("pk").values("public_id", "description", "sha256", "media_type")
        ),
        "answers": [
            {
                "organisation": each.organisation.name,
                "kind": each.kind,
                "text": each.text,
                "reason": each.reason,
                "answered_at": each.answered_at.isoformat(),
            }
            for each in contribution.answers.select_related("organisation").order_by("answered_at", "pk")
        ],
    }
