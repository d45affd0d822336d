"""A thread on which everything has happened that can happen; and thanks for what somebody said."""

from datetime import timedelta

import factory

from saidanddone.contributions import actions
from saidanddone.contributions.models import Addressee, Contribution
from saidanddone.core.clock import local_date
from saidanddone.core.viewer import SITE
from saidanddone.thread import actions as thread
from saidanddone.thread.drafts import ThanksDraft
from saidanddone.thread.models import Thanks
from tests.contributions.factories import (
    MOMENT,
    AnswerFactory,
    ContributionFactory,
    TopicFactory,
    VerdictFactory,
    contributor_of,
    officer_of,
)

WORDS = (
    "My shift ends at nine and the last bus goes at half past eight. I walk *forty* minutes in the dark, along a road "
    "without a pavement.\n\nMy neighbour has stopped working evenings because of it."
)


def long_story(cast, at) -> Contribution:
    """Said three months ago to two organisations: twenty events."""
    said = at - timedelta(days=90)
    contribution = ContributionFactory(
        text=WORDS.replace("nine", "ten"),
        at=said,
        place=cast.bryn_teg,
        topic=TopicFactory(slug="buses", name="Evening buses", name_cy="Bysiau gyda'r nos"),
        organisations=[cast.council, cast.homes],
        credit_name="Mair, care worker",
        supported=3,
    )
    author, officer, other = contributor_of(contribution), officer_of(cast.council), officer_of(cast.homes)
    asked = {each.organisation_id: each for each in Addressee.objects.filter(contribution=contribution)}

    def after(days: int):
        return said + timedelta(days=days)

    def answer(days, organisation, **facts):
        return AnswerFactory(contribution=contribution, organisation=organisation, at=after(days), **facts)

    actions.correct(by=author, at=after(1), contribution=contribution, text=WORDS)
    answer(1, cast.council, kind="acknowledged", text="")
    answer(2, cast.homes, kind="acknowledged", text="We have read this, and a colleague is looking into it.")
    for days in (3, 6):
        actions.pause_clock(
            by=officer,
            at=after(days),
            addressee=asked[cast.council.pk],
            reason="We wait for the timetable of the spring.",
        )
        actions.resume_clock(by=officer, at=after(days + 2), addressee=asked[cast.council.pk])
    first = answer(
        9, cast.council, text="We hear this from many who work late, and do not set the timetable ourselves."
    )
    VerdictFactory(answer=first, at=after(10), value="no", words="I asked for a bus, not for whose fault it is.")
    second = answer(24, cast.council, kind="will_do", text="We will pay for a bus at **twenty to ten** from April.")
    VerdictFactory(answer=second, at=after(25), value="yes", words="")
    late = answer(40, cast.homes, kind="cannot_do", text="We cannot run a bus.", reason="It is not in our powers.")
    VerdictFactory(answer=late, at=after(41), value="partly", words="At least it is clear now.")
    for days in (50, 55, 60):
        answer(
            days, cast.council, text=f"An update after {days} days: the driver is found, and the stop is being built."
        )
    actions.correct(by=author, at=after(61), contribution=contribution, text=f"{WORDS}\n\nThank you for the news.")
    actions.add_translation(
        by=SITE,
        at=after(62),
        contribution=contribution,
        language="cy",
        text="Mae fy shifft yn gorffen am naw ac mae'r bws olaf yn mynd am hanner awr wedi wyth.",
        made_by="person",
    )
    pause = {"addressee": Addressee.objects.get(contribution=contribution, organisation=cast.homes)}
    actions.pause_clock(by=other, at=after(45), reason="Until the board meets.", **pause)
    same = ContributionFactory(
        text="No bus home after work.", at=after(30), place=cast.bryn_teg, organisations=[cast.council]
    )
    actions.link_same(by=SITE, at=after(31), contribution=same, same_as=contribution)
    return Contribution.objects.get(pk=contribution.pk)


class ThanksFactory(factory.Factory):
    """Noted through the action, by an officer of the first addressee, or of `organisation`."""

    class Meta:
        model = Thanks

    at = MOMENT
    organisation = None
    kind = "paid"
    amount_pence = 2500
    words = "You made us see the evenings."

    class Params:
        in_words = factory.Trait(kind="thanked", amount_pence=None)

    @classmethod
    def _create(cls, model_class, *args, **facts):
        contribution, at = facts.pop("contribution"), facts.pop("at")
        organisation = facts.pop("organisation") or contribution.addressees.order_by("pk").first().organisation
        draft = ThanksDraft(organisation=organisation, **{"given_date": local_date(at), **facts})
        return thread.thank(by=officer_of(organisation), at=at, contribution=contribution, draft=draft)
