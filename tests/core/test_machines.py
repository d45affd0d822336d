"""State machines as tables."""

import pytest
from django.db.models import TextChoices

from saidanddone.core.machines import machine, machines


class Light(TextChoices):
    RED = "red"
    GREEN = "green"
    BROKEN = "broken"


LIGHT = machine(
    "light",
    Light,
    initial=[Light.RED],
    moves={
        (Light.RED, Light.GREEN): "go",
        (Light.GREEN, Light.RED): "stop",
        (Light.RED, Light.BROKEN): "break_it",
    },
)


def test_a_move_is_allowed_only_where_the_table_has_it():
    assert LIGHT.allows("red", "green")
    assert not LIGHT.allows("green", "broken")


def test_what_can_follow_and_what_can_come_before_are_read_from_the_table():
    assert LIGHT.after("red") == ("green", "broken")
    assert LIGHT.before("red") == {"green"}
    assert LIGHT.final == {"broken"}


def test_a_state_that_is_none_is_an_error_at_once():
    with pytest.raises(ValueError, match="purple"):
        machine("light", Light, initial=["red"], moves={("red", "purple"): "paint"})


@pytest.mark.parametrize("each", machines(), ids=lambda each: each.name)
def test_every_state_of_a_machine_can_be_reached(each):
    reached, before = set(each.initial), set()
    while reached != before:
        before = set(reached)
        reached |= {after for state, after in each.moves if state in reached}

    assert reached == set(each.states.values)
