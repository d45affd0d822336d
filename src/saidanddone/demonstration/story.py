"""Enter what happened, one thing after the other, each by whoever did it and through the action that they would use."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from saidanddone.contributions import actions as contributions
from saidanddone.contributions.models import Addressee, Answer, Contribution
from saidanddone.core.ids import drawn_from
from saidanddone.core.viewer import SITE, STRANGER, Viewer
from saidanddone.demonstration import telling
from saidanddone.demonstration.area import Area
from saidanddone.demonstration.content import Event, Said
from saidanddone.demonstration.timeline import Happening
from saidanddone.moderation import actions as moderation
from saidanddone.moderation import registry
from saidanddone.moderation.models import Case, Decision
from saidanddone.moderation.queries import reporter_key
from saidanddone.people import actions as people
from saidanddone.people.models import Contributor

FOR_OTHERS = {"conversation", "paper"}


class Story:
    """Keeps what a later happening needs of an earlier one."""

    def __init__(self, area: Area, *, seed: int, until: datetime) -> None:
        self._area = area
        self.seed = self._seed = seed
        self._until = until
        self._contributors: dict[str, Contributor] = {}
        self._contributions: dict[str, Contribution] = {}
        self._answers: dict[str, Answer] = {}
        self._categories: dict[str, str] = {}
        self._enter: dict[str, Callable[[Happening], None]] = {
            "said": self._said,
            "answer": self._answer,
            "pause": self._pause,
            "resume": self._resume,
            "verdict": self._verdict,
            "same_as": self._same_as,
            "correct": self._correct,
            "credit": self._credit,
            "withdraw": self._withdraw,
            "report": self._report,
            "hide": self._decide,
            "redact": self._decide,
            "publish": self._decide,
            "appeal": self._appeal,
            "decide-appeal": self._decide,
        }

    def tell(self, happening: Happening) -> None:
        with drawn_from(f"{self._seed}/{happening.said.key}/{happening.what}/{_number(happening)}"):
            self._enter[happening.what](happening)

    def contribution(self, key: str) -> Contribution:
        """As it stands now."""
        return Contribution.objects.select_related("contributor").get(pk=self._contributions[key].pk)

    def has(self, key: str) -> bool:
        """Whether it was said yet."""
        return key in self._contributions

    def whoever_said(self, key: str) -> Viewer:
        return Viewer(contributor_ids=frozenset({self._contributions[key].contributor_id}))

    # said

    def _said(self, happening: Happening) -> None:
        said, area = happening.said, self._area
        draft = self._draft(said, self._contributor(happening))
        contribution = contributions.say(by=self._writer(said), at=happening.at, draft=draft)
        self._contributions[said.key] = contribution
        self._support(contribution, happening)
        if said.translation and not said.held:
            contributions.add_translation(
                by=area.officers[said.to[0]],
                at=happening.at,
                contribution=contribution,
                language=said.translation.language,
                text=said.translation.text,
                made_by=said.translation.by,
            )

    def _support(self, contribution: Contribution, happening: Happening) -> None:
        """Others add their voice: most of them within days, none after the moment of loading."""
        if not happening.said.supports:
            return
        chance = random.Random(f"{self._seed}/{happening.said.key}")  # noqa: S311 - no secret
        voices = {
            voice: min(happening.at + timedelta(days=chance.expovariate(1 / 6)), self._until)
            for voice in chance.sample(self._area.voices, happening.said.supports)
        }
        contributions.support_many(by=SITE, at=happening.at, contribution=contribution, voices=voices)

    def _contributor(self, happening: Happening) -> Contributor:
        said = happening.said
        if said.contributor not in self._contributors:
            contributor = self._contributors[said.contributor] = people.new_contributor(
                by=SITE, at=happening.at, language=said.language, email=telling.email_of(said)
            )
            telling.wish(contributor, said, happening.at)
        return self._contributors[said.contributor]

    def _writer(self, said: Said) -> Viewer:
        if said.channel == "import":
            return self._area.steward
        if said.channel in FOR_OTHERS:
            return self._area.people.get(said.written_down_by) or self._area.officers[said.to[0]]
        return self._own(said)

    def _draft(self, said: Said, contributor: Contributor) -> contributions.Draft:
        area = self._area
        longitude, latitude = said.point or (None, None)
        return contributions.Draft(
            kind=said.kind,
            text=said.text,
            language=said.language,
            place=area.places[said.place],
            credit=said.credit,
            credit_name=said.credit_name,
            organisations=tuple(area.organisations[key] for key in said.to),
            topic=area.topics[said.topic],
            service=area.services.get(said.service),
            audience=said.audience,
            latitude=latitude,
            longitude=longitude,
            channel=said.channel,
            may_be_quoted=said.may_quote,
            may_be_contacted=said.may_contact,
            contributor=contributor,
        )

    # answered

    def _answer(self, happening: Happening) -> None:
        said, event = _both(happening)
        area = self._area
        self._answers[said.key] = contributions.answer(
            by=area.people.get(event.by) or area.officers[event.organisation],
            at=happening.at,
            contribution=self._of(said),
            reply=contributions.Reply(
                organisation=area.organisations[event.organisation],
                kind=event.kind,
                text=event.text,
                reason=event.reason,
                passed_to=area.organisations.get(event.passed_to),
                language=event.language or said.language,
            ),
        )

    def _pause(self, happening: Happening) -> None:
        said, event = _both(happening)
        contributions.pause_clock(
            by=self._area.officers[event.organisation],
            at=happening.at,
            addressee=self._addressee(said, event),
            reason=event.reason,
        )

    def _resume(self, happening: Happening) -> None:
        said, event = _both(happening)
        addressee = self._addressee(said, event)
        if addressee.paused_at:
            contributions.resume_clock(by=self._area.officers[event.organisation], at=happening.at, addressee=addressee)

    def _verdict(self, happening: Happening) -> None:
        said, event = _both(happening)
        contributions.give_verdict(
            by=self._own(said), at=happening.at, answer=self._answers[said.key], value=event.value, words=event.words
        )

    def _same_as(self, happening: Happening) -> None:
        said, event = _both(happening)
        contributions.link_same(
            by=self._area.people[event.by],
            at=happening.at,
            contribution=self._of(said),
            same_as=Contribution.objects.get(pk=self._contributions[event.of].pk),
        )

    # changed by whoever said it

    def _correct(self, happening: Happening) -> None:
        said, event = _both(happening)
        contributions.correct(by=self._own(said), at=happening.at, contribution=self._of(said), text=event.text)

    def _credit(self, happening: Happening) -> None:
        said, event = _both(happening)
        contributions.change_credit(
            by=self._own(said),
            at=happening.at,
            contribution=self._of(said),
            credit=event.credit,
            credit_name=event.credit_name,
        )

    def _withdraw(self, happening: Happening) -> None:
        said, _ = _both(happening)
        contributions.withdraw(by=self._own(said), at=happening.at, contribution=self._of(said))

    # moderated

    def _report(self, happening: Happening) -> None:
        said, event = _both(happening)
        about = self._of(said).ref
        session = f"{self._seed}/{said.key}/{_number(happening)}"
        self._categories[said.key] = event.reason
        moderation.report(
            by=STRANGER,
            about=about,
            reason=event.reason,
            words=event.words,
            reporter_key=reporter_key(STRANGER, session, about),
            at=happening.at,
        )

    def _decide(self, happening: Happening) -> None:
        said, event = _both(happening)
        contribution = self._of(said)
        moderator = self._area.people[event.by]
        case = Case.objects.open().about(contribution.ref).get()
        moderation.claim(by=moderator, public_id=case.public_id, at=happening.at)
        outcome = event.outcome or event.what
        ruling = moderation.Ruling(
            outcome=outcome,
            seen=registry.describe(contribution.ref).seen,  # type: ignore[union-attr]
            category="" if outcome == Decision.Outcome.PUBLISH else self._categories[said.key],
            reason=event.reason,
            is_reason_public=bool(event.reason),
            text=" ".join(contribution.text.replace(event.part, "").split()) if event.part else "",
        )
        moderation.decide(by=moderator, public_id=case.public_id, ruling=ruling, at=happening.at)

    def _appeal(self, happening: Happening) -> None:
        said, event = _both(happening)
        about = self._of(said).ref
        decisions = Decision.objects.filter(case__about_kind=about.kind, case__about_id=about.public_id)
        moderation.appeal(
            by=self._own(said), decision=decisions.latest("decided_at", "pk"), words=event.words, at=happening.at
        )

    # who and what

    def _own(self, said: Said) -> Viewer:
        """Whoever said it, by their return link."""
        return Viewer(contributor_ids=frozenset({self._contributors[said.contributor].pk}))

    def _of(self, said: Said) -> Contribution:
        """As it stands now."""
        return Contribution.objects.get(pk=self._contributions[said.key].pk)

    def _addressee(self, said: Said, event: Event) -> Addressee:
        return Addressee.objects.select_related("contribution", "organisation").get(
            contribution=self._contributions[said.key], organisation=self._area.organisations[event.organisation]
        )


def _both(happening: Happening) -> tuple[Said, Event]:
    assert happening.event is not None  # noqa: S101 - all but "said" has its event
    return happening.said, happening.event


def _number(happening: Happening) -> int:
    """Which of the events of its contribution this is."""
    return happening.said.then.index(happening.event) if happening.event else -1
