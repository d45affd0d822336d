"""The list of topics is the administrator's to edit."""

from datetime import date

import pytest

from saidanddone.contributions import actions
from saidanddone.contributions.models import Topic
from saidanddone.core.rules import Refused
from tests.contributions.factories import MOMENT, TopicFactory


@pytest.mark.django_db
def test_an_administrator_adds_a_topic_in_both_languages(cast):
    by = cast.viewer("administrator")

    topic = actions.add_topic(by=by, at=MOMENT, slug="buses", name=" Buses ", name_cy="Bysiau")

    assert (topic.name, topic.name_cy) == ("Buses", "Bysiau")


@pytest.mark.django_db
def test_an_administrator_renames_a_topic(cast):
    topic = TopicFactory(name="Bins")

    actions.edit_topic(
        by=cast.viewer("administrator"), at=MOMENT, topic=topic, name="Bins and recycling", name_cy="Biniau"
    )

    assert Topic.objects.get(pk=topic.pk).name == "Bins and recycling"


@pytest.mark.django_db
@pytest.mark.parametrize("on", [date(2026, 3, 2), None])
def test_an_administrator_retires_a_topic_and_brings_it_back(cast, on):
    topic = TopicFactory(retired_date=date(2026, 1, 1))

    actions.retire_topic(by=cast.viewer("administrator"), at=MOMENT, topic=topic, on=on)

    assert Topic.objects.get(pk=topic.pk).retired_date == on


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["stranger", "resident", "connector", "officer", "lead", "steward", "moderator"])
def test_nobody_else_changes_the_list(cast, name):
    topic, by = TopicFactory(), cast.viewer(name)

    with pytest.raises(Refused):
        actions.add_topic(by=by, at=MOMENT, slug="buses", name="Buses")
    with pytest.raises(Refused):
        actions.edit_topic(by=by, at=MOMENT, topic=topic, name="Buses", name_cy="Bysiau")
    with pytest.raises(Refused):
        actions.retire_topic(by=by, at=MOMENT, topic=topic, on=None)
