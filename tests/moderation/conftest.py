import pytest

from saidanddone.core.viewer import Viewer
from saidanddone.moderation import actions, registry
from saidanddone.moderation.models import Case
from tests.moderation.things import Board
from tests.people.factories import MembershipFactory, PersonFactory


@pytest.fixture
def board(monkeypatch) -> Board:
    monkeypatch.setattr(registry, "_handlers", {})
    monkeypatch.setattr(registry, "_channels", {"web": "On this site", "paper": "On paper"})
    board = Board()
    registry.register("note", board)
    return board


@pytest.fixture
def moderator(cast) -> Viewer:
    return cast.viewer("moderator")


@pytest.fixture
def nia(cast):
    """A second moderator."""
    person = PersonFactory(name="Nia", email="nia@example.org")
    MembershipFactory(person=person, of_site=True)
    return person


@pytest.fixture
def second_moderator(nia) -> Viewer:
    return Viewer(person_id=nia.pk, permissions=frozenset({("moderate", None)}))


@pytest.fixture
def decide(at, board):
    """Claim the open case about a thing and decide it at once."""

    def decided(by, about, outcome="hide", **facts):
        case = Case.objects.open().about(about).get()
        actions.claim(by=by, public_id=case.public_id, at=at)
        facts = {
            "seen": registry.describe(about).seen,
            "category": "personal",
            "reason": "It names your neighbour.",
        } | facts
        ruling = actions.Ruling(outcome=outcome, **facts)
        return actions.decide(by=by, public_id=case.public_id, ruling=ruling, at=at)

    return decided
