"""A form that is sent twice makes one thing."""

import pytest
from django.db import IntegrityError

from saidanddone.contributions.models import Topic
from saidanddone.core.once import once

pytestmark = pytest.mark.django_db


def topic():
    return Topic.objects.filter(slug="parks").first()


def make():
    return Topic.objects.create(slug="parks", name="Parks")


def test_what_was_not_made_is_made():
    assert once(topic, make) == topic()


def test_what_was_made_before_is_given_back_and_nothing_is_made():
    made = make()

    assert once(topic, make) == made
    assert Topic.objects.count() == 1


def test_who_comes_second_at_the_same_moment_is_given_what_the_first_made():
    first = make()
    looks = iter([None, first])

    assert once(lambda: next(looks), make) == first
    assert Topic.objects.get() == first


def test_what_the_database_refuses_for_another_reason_is_refused():
    make()

    with pytest.raises(IntegrityError):
        once(lambda: None, make)
