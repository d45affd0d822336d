"""What arrives twice is one thing, at the same moment too; any other failure of the database is not taken for that."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from saidanddone.contributions import actions
from saidanddone.contributions.actions import Reply, answering, saying, supporting
from saidanddone.contributions.models import Contribution
from saidanddone.core.viewer import SITE, STRANGER
from saidanddone.people.models import Contributor
from saidanddone.record.models import Entry
from tests.contributions.factories import (
    AnswerFactory,
    ContributionFactory,
    DraftFactory,
    officer_of,
)
from tests.people.factories import ContributorFactory

pytestmark = pytest.mark.django_db


def blind_once(monkeypatch, module, name):
    """Let the first look find nothing, as it does while another transaction has not yet committed."""
    look, looks = getattr(module, name), []

    def looked(*arguments):
        looks.append(arguments)
        return look(*arguments) if len(looks) > 1 else None

    monkeypatch.setattr(module, name, looked)
    return looks


@pytest.mark.parametrize("key", ["submission_key", "import_key"])
def test_a_form_that_another_request_has_just_kept_gives_what_that_kept(at, monkeypatch, key):
    draft = DraftFactory(contributor=None, **{key: "k" * 64})
    first = actions.say(by=SITE, at=at, draft=draft)
    looks = blind_once(monkeypatch, saying, "_said_before")

    second = actions.say(by=SITE, at=at, draft=draft)

    assert (second, len(looks)) == (first, 2)
    assert Contributor.objects.count() == 1
    assert Entry.objects.filter(kind="contribution").count() == 1


def test_the_same_row_of_a_file_is_found_again(at):
    draft = DraftFactory(import_key="comments:7")

    assert actions.say(by=SITE, at=at, draft=draft) == actions.say(by=SITE, at=at, draft=draft)


def test_what_the_database_refuses_for_another_reason_is_not_taken_as_said(at):
    with pytest.raises(IntegrityError):
        actions.say(by=SITE, at=at, draft=DraftFactory(latitude=99, longitude=0, submission_key="k" * 64))

    assert not Contribution.objects.exists()


@pytest.mark.parametrize("point", [(52.4, None), (None, -4.0), (91, 0), (0, 181)])
def test_a_point_is_whole_and_on_earth(at, point):
    draft = DraftFactory(latitude=point[0], longitude=point[1])

    with pytest.raises(IntegrityError, match="point_is_whole"):
        actions.say(by=SITE, at=at, draft=draft)


def test_an_answer_that_another_request_has_just_kept_is_one(cast, at, monkeypatch):
    said, officer = ContributionFactory(organisations=[cast.council]), officer_of(cast.council)
    reply = Reply(organisation=cast.council, kind="answered", text="Yes.", submission_key="a" * 64)
    first = actions.answer(by=officer, at=at, contribution=said, reply=reply)
    looks = blind_once(monkeypatch, answering, "_answered_before")

    second = actions.answer(by=officer, at=at, contribution=said, reply=reply)

    assert (second, len(looks)) == (first, 2)
    assert said.answers.count() == 1


def test_two_first_voices_from_one_browser_are_one(at):
    said = ContributionFactory()

    first = actions.support(by=STRANGER, at=at, contribution=said, browser_key="b" * 64)
    second = actions.support(by=STRANGER, at=at, contribution=said, browser_key="b" * 64)

    assert first is not None
    assert second is None, "whose voice it was is not told to whoever sits there now"
    assert Contribution.objects.get(pk=said.pk).support_count == said.supports.count() == 1


@pytest.mark.parametrize("browser_key", [None, "b" * 64])
def test_what_the_database_refuses_for_another_reason_is_not_taken_as_a_voice(at, monkeypatch, browser_key):
    def broken(*arguments):
        raise IntegrityError("something else")

    said = ContributionFactory()
    monkeypatch.setattr(supporting, "_give", broken)

    with pytest.raises(IntegrityError, match="something else"):
        actions.support(by=STRANGER, at=at, contribution=said, browser_key=browser_key)


def test_a_second_acknowledgement_leaves_the_moment_of_the_first(cast, at):
    said = ContributionFactory(organisations=[cast.council])
    AnswerFactory(contribution=said, kind="acknowledged", text="", at=at)

    AnswerFactory(contribution=said, kind="acknowledged", text="Still looking.", at=at + timedelta(days=2))

    assert said.answers.count() == 2
    assert said.addressees.get().acknowledged_at == at


def test_erasing_passes_over_what_was_withdrawn_before(at):
    contributor = ContributorFactory()
    ContributionFactory(contributor=contributor, withdrawn=True)
    standing = ContributionFactory(contributor=contributor)

    actions.erase_contributor(by=SITE, at=at, contributor=contributor)

    assert set(Contribution.objects.values_list("state", "text")) == {("withdrawn", "")}
    assert Entry.objects.about(standing.ref).filter(kind="withdrawal").count() == 1
