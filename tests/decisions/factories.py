"""Findings and decisions as rows, in the state that their traits name: for whoever reads them.

What goes with a write (record, search, `moved`) comes only through the actions; test those by calling them.
"""

from datetime import UTC, datetime, timedelta

import factory

from saidanddone.decisions import actions, models
from saidanddone.decisions.changes import BoundDraft, Changes, ItemDraft, OptionDraft
from tests.contributions.factories import ContributionFactory
from tests.people.factories import OrganisationFactory
from tests.places.factories import PlaceFactory

MOMENT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
"""As in `tests.conftest`: Monday 2 March 2026."""


class FindingFactory(factory.django.DjangoModelFactory):
    """A draft; `published=True`, `checking=True`, `withdrawn=True`."""

    class Meta:
        model = models.Finding

    title = factory.Sequence(lambda n: f"People on route {n} cannot get home after nine.")
    summary = "Shifts end at nine and the last bus has gone by then."
    language = "en"
    place = factory.SubFactory(PlaceFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    created_at = MOMENT

    class Params:
        checking = factory.Trait(state="checking", checking_at=MOMENT, checking_until_date=MOMENT.date())
        published = factory.Trait(state="published", published_at=MOMENT)
        withdrawn = factory.Trait(
            state="withdrawn", published_at=MOMENT, ended_at=MOMENT, reason="It rested on a mistake of ours."
        )


class EvidenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Evidence

    finding = factory.SubFactory(FindingFactory)
    contribution = factory.SubFactory(ContributionFactory)
    cited_at = MOMENT


class WriterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Writer

    finding = factory.SubFactory(FindingFactory)
    role = "interpreted"
    name = factory.Sequence(lambda n: f"Writer {n}")


class DecisionFactory(factory.django.DjangoModelFactory):
    """A draft; `announced=True`, `open_for_views=True`, `deciding=True`, `decided=True`, `withdrawn=True`."""

    class Meta:
        model = models.Decision

    question = factory.Sequence(lambda n: f"How late should bus {n} run?")
    language = "en"
    place = factory.SubFactory(PlaceFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    created_at = MOMENT

    class Params:
        announced = factory.Trait(state="announced", announced_at=MOMENT)
        open_for_views = factory.Trait(
            state="open_for_views", announced_at=MOMENT, views_close_date=MOMENT.date() + timedelta(days=28)
        )
        deciding = factory.Trait(state="being_decided", announced_at=MOMENT)
        decided = factory.Trait(
            state="decided",
            announced_at=MOMENT,
            decided_at=MOMENT,
            decided_date=MOMENT.date(),
            review_date=MOMENT.date() + timedelta(days=365),
            headline="Bus 7 runs until ten at night",
            reasons="Most shifts end at nine.",
            decided_by="The cabinet",
            authority="Transport Act 1985, section 63",
        )
        withdrawn = factory.Trait(state="withdrawn", announced_at=MOMENT, reason="The grant was cut.")


class UseFactory(factory.django.DjangoModelFactory):
    """Of a contribution, or of a finding: `UseFactory(contribution=None, finding=…)`."""

    class Meta:
        model = models.Use

    decision = factory.SubFactory(DecisionFactory)
    contribution = factory.SubFactory(ContributionFactory)
    value = "used"
    cited_at = MOMENT


class Story:
    """One decision brought along by its actions, as far as a test asks: `Story(cast, at).decided()`."""

    def __init__(self, cast, at):
        self.cast, self.at = cast, at
        self.lead, self.officer = cast.viewer("lead"), cast.viewer("officer")
        self.decision = actions.draft_decision(
            by=self.officer,
            at=at,
            organisation=cast.council,
            place=cast.bryn_teg,
            language="en",
            changes=Changes(
                {
                    "question": "How late should bus 7 run?",
                    "why_now": "The contract ends in May.",
                    "who_is_affected": "Everyone who works late in Bryn Teg.",
                },
                bounds=(
                    BoundDraft("open", "The time of the last bus."),
                    BoundDraft("constrained", "The money for it.", by="money", figures="£40,000 a year"),
                    BoundDraft("fixed", "The route."),
                ),
                options=(
                    OptionDraft("Until ten", cost_pence=3_800_000, gain="Those who work late.", asks="Two drivers."),
                    OptionDraft("As now", loss="Those who work late."),
                ),
            ),
        )

    def do(self, action, **facts):
        """By the lead, on the decision; it is as it stands afterwards."""
        done = action(by=self.lead, at=self.at, decision=self.decision, **facts)
        self.decision = models.Decision.objects.get(pk=self.decision.pk)
        return done

    def announced(self):
        self.do(actions.promise_date, state="decided", due_date=self.at.date() + timedelta(days=60))
        self.do(actions.announce)
        return self

    def open_for_views(self):
        self.announced()
        self.do(actions.open_for_views, close_date=self.at.date() + timedelta(days=21))
        return self

    def deciding(self):
        self.announced()
        self.do(actions.start_deciding)
        return self

    def cite(self, *contributions, value="used", because=""):
        self.do(actions.consider, contributions=contributions)
        if value:
            self.do(actions.set_use, uses=list(self.decision.uses.all()), value=value, because=because)
        return self

    def choose(self, **values):
        choice = self.decision.options.order_by("order").first()
        facts = {
            "choice": choice,
            "headline": "Bus 7 runs until ten at night",
            "where_from": "People who work late told us that they cannot get home.",
            "reasons": "Most shifts end at nine.",
            "decided_by": "The cabinet",
            "authority": "Transport Act 1985, section 63",
            "interests": "None were declared.",
            "decided_date": self.at.date(),
            "review_date": self.at.date() + timedelta(days=365),
        }
        self.do(actions.edit_draft, changes=Changes(facts | values))
        return self

    def decided(self, *contributions):
        self.deciding()
        self.cite(*(contributions or (ContributionFactory(place=self.cast.bryn_teg),)))
        self.choose()
        self.do(actions.decide)
        return self

    def through_the_gate(self):
        for voice in models.SignOff.Voice.values:
            self.do(actions.sign_off, voice=voice, name="Ann Rees", says="We can do this.")
        expected = {"text": "More people get home.", "measure": "Tickets after nine"}
        self.do(actions.expect, **expected, expected_date=self.at.date() + timedelta(days=180))
        values = {"trust_impact": "Drivers lose an evening.", "bed_in_until_date": self.at.date() + timedelta(days=200)}
        self.do(actions.revise_decision, changes=Changes(values))
        return self


def exercise_of(story):
    """A trade-off that people can try, set up for the decision of the story."""
    items = [ItemDraft("Later buses", 2000), ItemDraft("Earlier buses", 3000)]
    facts = {"kind": "budget", "question": "What would you run?", "limit": 4000}
    return story.do(actions.set_exercise, items=items, **facts)
