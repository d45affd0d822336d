"""Contributions in every state, made through the actions, so that clocks, record, index and figures go with them.

`ContributionFactory(held=True)`, `(hidden=True)`, `(withdrawn=True)`, `(answered=True)`, `(late=True)`,
`(for_one_organisation=True)`; each needs no more than it says. `organisations=[…]` addresses it; `at=…` is when it was
said. Rows of other models are made with their own factories below.
"""

from datetime import UTC, datetime, timedelta

import factory

from saidanddone.contributions import actions, models
from saidanddone.contributions.actions import Draft, Reply
from saidanddone.core.viewer import SITE, Viewer
from tests.people.factories import ContributorFactory, OrganisationFactory, PersonFactory
from tests.places.factories import PlaceFactory

MOMENT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
"""As in `tests.conftest`: Monday 2 March 2026."""
LONG_BEFORE = MOMENT - timedelta(days=90)


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Topic

    slug = factory.Sequence(lambda n: f"topic-{n}")
    name = factory.Sequence(lambda n: f"Topic {n}")


class DraftFactory(factory.Factory):
    """What `actions.say` takes."""

    class Meta:
        model = Draft

    kind = models.Contribution.Kind.CONCERN
    text = factory.Sequence(lambda n: f"The bus to the surgery did not come again, for the {n}th time.")
    language = "en"
    place = factory.SubFactory(PlaceFactory)
    credit = models.Contribution.Credit.NAME
    credit_name = "Mair Pugh"
    contributor = factory.SubFactory(ContributorFactory)

    class Params:
        uncredited = factory.Trait(credit=models.Contribution.Credit.UNCREDITED, credit_name="")


class ContributionFactory(factory.Factory):
    """Said through the action, at `at`, then brought into the state that its traits name."""

    class Meta:
        model = models.Contribution

    at = MOMENT
    organisations = ()
    held = hidden = withdrawn = answered = acknowledged = late = False
    for_organisations = for_one_organisation = with_point = supported = False
    by = SITE

    @classmethod
    def _create(cls, model_class, *args, **facts):
        return _contribution(**facts)


def _contribution(*, at, organisations, held, hidden, withdrawn, answered, acknowledged, late, **facts):
    for_organisations, alone = facts.pop("for_organisations"), facts.pop("for_one_organisation")
    supported, by = facts.pop("supported"), facts.pop("by")
    if facts.pop("with_point"):
        facts |= {"latitude": 52.41, "longitude": -4.08}
    needs_one = alone or for_organisations or answered or acknowledged or late
    organisations = tuple(organisations) or ((OrganisationFactory(promising=True),) if needs_one else ())
    if alone or for_organisations:
        audience = models.Contribution.Audience
        facts["audience"] = audience.ORGANISATION if alone else audience.ORGANISATIONS
    said = actions.say(by=by, at=LONG_BEFORE if late else at, draft=DraftFactory(organisations=organisations, **facts))
    if answered or acknowledged:
        AnswerFactory(contribution=said, kind="answered" if answered else "acknowledged", at=at)
    for _ in range(int(supported)):
        actions.support(by=Viewer(contributor_ids=frozenset({ContributorFactory().pk})), at=at, contribution=said)
    for state, wanted in (("held", held), ("hidden", hidden), ("withdrawn", withdrawn)):
        if wanted:
            _bring_into(said, state, at)
    return models.Contribution.objects.get(pk=said.pk)


def _bring_into(said, state, at):
    """Set the state as a moderator or the contributor would have; figures and index follow."""
    from saidanddone.contributions import publishing, tallies

    with tallies.kept([said.pk]):
        moments = {"held": {"published_at": None}, "hidden": {"hidden_at": at}, "withdrawn": {"withdrawn_at": at}}
        models.Contribution.objects.filter(pk=said.pk).update(state=state, **moments[state])
    publishing.index(models.Contribution.objects.get(pk=said.pk))


class AnswerFactory(factory.Factory):
    """Added through the action, by an officer of the first addressee, or of `organisation`."""

    class Meta:
        model = models.Answer

    at = MOMENT
    organisation = None
    officer = None
    kind = models.Answer.Kind.ANSWERED
    text = "We have spoken to the driver, and the bus runs again from Monday."

    @classmethod
    def _create(cls, model_class, *args, **facts):
        contribution, at, officer = facts.pop("contribution"), facts.pop("at"), facts.pop("officer")
        organisation = facts.pop("organisation") or contribution.addressees.order_by("pk").first().organisation
        by = officer_of(organisation, officer)
        return actions.answer(by=by, at=at, contribution=contribution, reply=Reply(organisation=organisation, **facts))


class VerdictFactory(factory.Factory):
    class Meta:
        model = models.Verdict

    at = MOMENT
    value = models.Verdict.Value.YES
    words = ""

    @classmethod
    def _create(cls, model_class, *args, **facts):
        contributor = facts["answer"].contribution.contributor_id
        return actions.give_verdict(by=Viewer(contributor_ids=frozenset({contributor})), **facts)


def officer_of(organisation, person=None) -> Viewer:
    """A viewer who may answer for the organisation."""
    from saidanddone.people.roles import Officer

    person = person or PersonFactory()
    return Viewer(
        person_id=person.pk,
        organisation_ids=frozenset({organisation.pk}),
        permissions=frozenset((permission.value, organisation.pk) for permission in Officer.permissions),
    )


def contributor_of(contribution) -> Viewer:
    """The viewer who said it, come by return link."""
    return Viewer(contributor_ids=frozenset({contribution.contributor_id}))
