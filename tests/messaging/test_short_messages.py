"""A text message is counted in the parts that a network bills."""

import pytest

from saidanddone.messaging import short_messages, tasks
from saidanddone.messaging.models import Message
from tests.messaging.factories import MessageFactory


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("é" * 160, 1),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ŵ" * 70, 1),
        ("a" * 70 + "ŷ", 2),
        ("ŵ" * 134, 2),
        ("ŵ" * 135, 3),
        ("â" * 71, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_parts_are_counted_by_the_alphabet_that_the_words_need(words, parts):
    assert short_messages.parts(words) == parts


def test_typographic_marks_cost_no_more_than_those_of_a_typewriter():
    words = "“It’s late” – again…"

    assert short_messages.plain(words) == '"It\'s late" - again...'
    assert short_messages.parts(short_messages.plain(words) + "a" * 130) == 1


@pytest.mark.django_db
def test_what_a_text_cost_is_noted_as_it_leaves(settings, tmp_path, at):
    settings.TEXT_FILE_PATH = tmp_path
    settings.TEXT_SERVICE = "saidanddone.messaging.text_files.write"
    MessageFactory(channel="text", address="07700 900123", body="Mae'r dŵr yn ôl. " * 5)

    tasks.deliver_due(at=at)

    assert Message.objects.get().parts == 2
