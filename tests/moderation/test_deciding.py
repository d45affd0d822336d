from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import STRANGER, Viewer
from saidanddone.moderation import actions
from saidanddone.moderation.models import CLAIM, Case, Decision, SealedOriginal
from saidanddone.record.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def about(board, at):
    """A note that was reported."""
    pinned = board.pin(text="My neighbour Eira at number 4 shouts.")
    actions.report(by=STRANGER, about=pinned, reason="personal", words="", reporter_key="k", at=at)
    return pinned


@pytest.fixture
def case(about):
    return Case.objects.get()


def ruling(board, about, **facts):
    facts = {"outcome": "hide", "category": "personal", "reason": "It names your neighbour."} | facts
    return actions.Ruling(seen=board.at(about).text, **facts)


def claim(by, case, at):
    return actions.claim(by=by, public_id=case.public_id, at=at)


def test_hiding_takes_it_away_and_closes_the_case(board, about, decide, moderator, at):
    decision = decide(moderator, about)

    case = Case.objects.get()
    assert not board.at(about).is_shown
    assert (case.state, case.closed_at, decision.decided_by_id) == ("decided", at, moderator.person_id)


def test_publishing_what_was_held_shows_it(board, decide, moderator, at):
    about = board.pin(is_shown=False)
    actions.hold(by=STRANGER, about=about, at=at)

    decide(moderator, about, "publish", category="", reason="")

    assert board.at(about).is_shown


def test_taking_parts_out_shows_the_rest_and_seals_the_original(board, about, decide, moderator, settings, at):
    settings.SEALED_ORIGINAL_DAYS = 90

    decide(moderator, about, "redact", text="My neighbour […] shouts.")

    sealed = SealedOriginal.objects.get()
    assert (board.at(about).text, board.at(about).is_redacted) == ("My neighbour […] shouts.", True)
    assert sealed.words["text"] == "My neighbour Eira at number 4 shouts."
    assert sealed.delete_after_date == at.date() + timedelta(days=90)


def test_each_redaction_keeps_its_own_original(board, about, decide, moderator, at):
    decide(moderator, about, "redact", text="My neighbour […] shouts.")
    actions.report(by=STRANGER, about=about, reason="personal", words="", reporter_key="k2", at=at)

    decide(moderator, about, "redact", text="[…] shouts.")

    sealed = [each.words["text"] for each in SealedOriginal.objects.order_by("pk")]
    assert sealed == ["My neighbour Eira at number 4 shouts.", "My neighbour […] shouts."]


def test_parts_are_taken_out_of_each_of_the_words_apart(board, decide, moderator, at):
    about = board.pin(text="We cannot.", reason="Eira of number 4 objects.")
    actions.report(by=STRANGER, about=about, reason="personal", words="", reporter_key="k", at=at)

    decide(moderator, about, "redact", seen="We cannot.\n\nEira of number 4 objects.", more={"reason": "[…] objects."})

    assert (board.at(about).text, board.at(about).reason) == ("We cannot.", "[…] objects.")


def test_a_file_is_taken_away_by_itself_and_the_words_stay_as_they_are(board, decide, moderator, at):
    about = board.pin(files=("one", "two"))
    actions.report(by=STRANGER, about=about, reason="personal", words="", reporter_key="k", at=at)

    decision = decide(moderator, about, "redact", files=["one"])

    assert (board.at(about).files, board.at(about).is_redacted) == (("two",), False)
    assert decision.reason
    assert not SealedOriginal.objects.exists()


def test_a_decision_about_what_is_not_public_enters_no_record(board, decide, moderator, at):
    about = board.pin(is_shown=False, is_public=False)
    actions.hold(by=STRANGER, about=about, at=at)

    decision = decide(moderator, about)

    assert not decision.is_public
    assert not Entry.objects.exists()


def test_the_record_says_what_was_decided_and_nothing_of_the_words(about, decide, moderator):
    decision = decide(moderator, about)

    entry = Entry.objects.get(kind="moderation")
    assert entry.about == decision.ref
    written = str(entry.__dict__)
    assert "personal" in written
    assert not [word for word in ("Eira", "neighbour", "megan") if word in written]


def test_words_that_name_nobody_may_be_published(about, decide, moderator):
    decision = decide(moderator, about, reason="It named a private person.", is_reason_public=True)

    assert decision.public_reason == "It named a private person."
    assert "It named a private person." in str(Entry.objects.get(kind="moderation").__dict__)


def test_another_moderator_cannot_take_it_within_the_hour(case, moderator, second_moderator, at):
    claim(moderator, case, at)

    with pytest.raises(Refused, match="Another moderator is looking"):
        claim(second_moderator, case, at + CLAIM - timedelta(seconds=1))


def test_after_an_hour_another_may_take_it_and_then_only_they_decide(
    board, about, case, moderator, second_moderator, at
):
    claim(moderator, case, at)
    claim(second_moderator, case, at + CLAIM)

    with pytest.raises(Refused, match="taken this meanwhile"):
        actions.decide(by=moderator, public_id=case.public_id, ruling=ruling(board, about), at=at + CLAIM)

    assert Decision.objects.count() == 0


def test_whoever_took_it_may_decide_late_if_nobody_else_took_it(board, about, case, moderator, at):
    claim(moderator, case, at)

    late = at + timedelta(hours=3)
    actions.decide(by=moderator, public_id=case.public_id, ruling=ruling(board, about), at=late)

    assert Decision.objects.get().decided_at == late


def test_it_is_decided_once(board, about, case, decide, moderator, at):
    decide(moderator, about)

    with pytest.raises(Refused, match="decided already"):
        actions.decide(by=moderator, public_id=case.public_id, ruling=ruling(board, about), at=at)


def test_nobody_decides_what_they_have_not_taken(board, about, case, moderator, at):
    with pytest.raises(Refused, match="Take it first"):
        actions.decide(by=moderator, public_id=case.public_id, ruling=ruling(board, about), at=at)


def test_words_that_changed_meanwhile_must_be_read_again(board, about, case, moderator, at):
    claim(moderator, case, at)
    seen = ruling(board, about)
    board.at(about).text = "My neighbour shouts."

    with pytest.raises(Refused, match="read it again"):
        actions.decide(by=moderator, public_id=case.public_id, ruling=seen, at=at)


def test_a_file_that_came_meanwhile_is_not_published_unseen(board, about, case, moderator, at):
    claim(moderator, case, at)
    seen = ruling(board, about, outcome="publish")
    board.at(about).files = ("one",)

    with pytest.raises(Refused, match="read it again"):
        actions.decide(by=moderator, public_id=case.public_id, ruling=seen, at=at)


def test_what_was_withdrawn_meanwhile_is_not_decided(board, about, case, moderator, at):
    claim(moderator, case, at)
    seen = ruling(board, about)
    board.at(about).is_withdrawn = True

    with pytest.raises(Refused, match="withdrawn"):
        actions.decide(by=moderator, public_id=case.public_id, ruling=seen, at=at)


def test_nobody_decides_on_their_own_words(board, about, case, moderator, cast, at):
    board.at(about).contributor_id = cast.mair.pk
    author = Viewer(
        person_id=moderator.person_id, contributor_ids=frozenset({cast.mair.pk}), permissions=moderator.permissions
    )

    with pytest.raises(Refused, match="your own words"):
        claim(author, case, at)


def test_nobody_decides_on_an_answer_that_they_gave(board, about, case, moderator, at):
    board.at(about).person_id = moderator.person_id

    with pytest.raises(Refused, match="your own words"):
        claim(moderator, case, at)


@pytest.mark.parametrize("who", ["stranger", "resident", "officer", "lead", "administrator"])
def test_only_a_moderator_takes_a_case(cast, case, at, who):
    with pytest.raises(Refused, match="Only a moderator"):
        claim(cast.viewer(who), case, at)


def test_a_case_goes_back_to_the_queue(case, moderator, second_moderator, at):
    claim(moderator, case, at)

    with pytest.raises(Refused, match="cannot give it back"):
        actions.release(by=second_moderator, public_id=case.public_id, at=at)
    actions.release(by=moderator, public_id=case.public_id, at=at)

    claim(second_moderator, case, at)


def test_a_case_about_what_was_withdrawn_is_dropped(about, case, at):
    actions.drop(by=STRANGER, about=about, at=at)

    case.refresh_from_db()
    assert (case.state, case.closed_at) == ("dropped", at)


def test_the_database_keeps_one_open_case_a_thing(about, at):
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.create(about_kind=about.kind, about_id=about.public_id, origin="held", opened_at=at)


def test_the_database_refuses_to_hide_without_a_reason(case, at):
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(case=case, outcome="hide", category="personal", reason="", decided_at=at)
