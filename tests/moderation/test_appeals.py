from datetime import timedelta

import pytest

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER, Viewer
from saidanddone.moderation import actions, queries, tasks
from saidanddone.moderation.models import Appeal, Case, SealedOriginal

pytestmark = pytest.mark.django_db
TEXT = "My neighbour Eira shouts."


@pytest.fixture
def mair(cast):
    return cast.viewer("resident")


@pytest.fixture
def about(board, cast, at):
    pinned = board.pin(text=TEXT, contributor_id=cast.mair.pk)
    actions.report(by=STRANGER, about=pinned, reason="personal", words="", reporter_key="k", at=at)
    return pinned


@pytest.fixture
def decision(decide, moderator, about):
    return decide(moderator, about, "redact", text="My neighbour […] shouts.")


def appeal(by, decision, at):
    return actions.appeal(by=by, decision=decision, words="Eira is my dog.", at=at)


def test_an_appeal_waits_in_the_queue_and_changes_nothing_yet(board, about, decision, mair, at):
    appeal(mair, decision, at)

    assert Case.objects.open().get().origin == "appealed"
    assert board.at(about).is_redacted


def test_the_first_moderator_does_not_hear_the_appeal(decision, mair, moderator, at):
    case = appeal(mair, decision, at).case

    with pytest.raises(Refused, match="Another moderator has to look again"):
        actions.claim(by=moderator, public_id=case.public_id, at=at)


def test_an_appeal_that_is_won_brings_the_words_back(board, about, decision, mair, decide, second_moderator, at):
    appeal(mair, decision, at)

    final = decide(second_moderator, about, "publish", category="", reason="")

    assert (board.at(about).text, board.at(about).is_redacted) == (TEXT, False)
    assert (final.on_appeal_from, final.is_overturning) == (decision, True)
    assert not SealedOriginal.objects.exists()


def report(about, key, at):
    actions.report(by=STRANGER, about=about, reason="personal", words="", reporter_key=key, at=at)


def test_an_appeal_that_is_won_against_hiding_leaves_out_what_another_decision_took_out(
    board, about, decision, mair, decide, second_moderator, moderator, at
):
    report(about, "k2", at)
    hiding = decide(moderator, about, "hide")
    appeal(mair, hiding, at)

    decide(second_moderator, about, "publish", category="", reason="")

    note = board.at(about)
    assert (note.is_shown, note.text, note.is_redacted) == (True, "My neighbour […] shouts.", True)


def test_an_appeal_that_is_won_brings_back_only_what_that_decision_took_out(
    board, cast, mair, decide, moderator, second_moderator, at
):
    about = board.pin(text="Eira of number 4 shouts.", contributor_id=cast.mair.pk)
    report(about, "k1", at)
    first = decide(moderator, about, "redact", text="[…] of number 4 shouts.")
    report(about, "k2", at)
    second = decide(moderator, about, "redact", text="[…] of number […] shouts.")
    appeal(mair, first, at)

    decide(second_moderator, about, "publish", category="", reason="")
    after_first = (board.at(about).text, board.at(about).is_redacted)
    appeal(mair, second, at)
    decide(second_moderator, about, "publish", category="", reason="")

    assert after_first == ("Eira of number […] shouts.", True)
    assert (board.at(about).text, board.at(about).is_redacted) == ("Eira of number 4 shouts.", False)


def test_an_appeal_that_is_won_does_not_show_what_another_decision_hid(
    board, about, decision, mair, decide, moderator, second_moderator, at
):
    appeal(mair, decision, at)
    report(about, "k2", at)
    case = Case.objects.open().get(origin="reported")
    actions.claim(by=moderator, public_id=case.public_id, at=at)
    ruling = actions.Ruling(outcome="hide", seen=board.at(about).text, category="hurtful", reason="It is cruel.")
    actions.decide(by=moderator, public_id=case.public_id, ruling=ruling, at=at)

    decide(second_moderator, about, "publish", category="", reason="")

    assert (board.at(about).text, board.at(about).is_shown) == (TEXT, False)


def test_words_that_the_author_replaced_do_not_come_back(board, about, decision, mair, decide, second_moderator, at):
    appeal(mair, decision, at)
    board.at(about).text, board.at(about).is_redacted = "Nobody shouts.", False
    actions.supersede(by=mair, about=about, at=at)

    decide(second_moderator, about, "publish", category="", reason="")

    assert board.at(about).text == "Nobody shouts."


def test_winning_after_the_original_was_deleted_leaves_the_words_as_they_are(
    board, about, decision, mair, decide, second_moderator, at
):
    appeal(mair, decision, at)
    SealedOriginal.objects.all().delete()

    decide(second_moderator, about, "publish", category="", reason="")

    assert board.at(about).text == "My neighbour […] shouts."


def test_the_same_decision_again_upholds_the_first(about, decision, mair, decide, second_moderator, at):
    appeal(mair, decision, at)

    final = decide(second_moderator, about, "redact", text="[…] shouts.")

    assert not final.is_overturning


def test_what_is_decided_on_appeal_is_final(about, decision, mair, decide, second_moderator, at):
    appeal(mair, decision, at)
    final = decide(second_moderator, about, "hide")

    with pytest.raises(Refused, match="final"):
        appeal(mair, final, at)


def test_one_appeals_once(decision, mair, at):
    appeal(mair, decision, at)

    with pytest.raises(Refused, match="already"):
        appeal(mair, decision, at)


def test_there_is_nothing_to_appeal_in_what_was_published(decide, moderator, about, mair, at):
    decision = decide(moderator, about, "publish", category="", reason="")

    with pytest.raises(Refused, match="nothing to appeal"):
        appeal(mair, decision, at)


@pytest.mark.parametrize("who", ["stranger", "officer", "moderator", "administrator"])
def test_only_the_author_appeals(cast, decision, who, at):
    with pytest.raises(Refused, match="Only the author"):
        appeal(cast.viewer(who), decision, at)


def test_nobody_appeals_about_what_was_withdrawn(board, about, decision, mair, at):
    board.at(about).is_withdrawn = True

    with pytest.raises(Refused, match="Only the author"):
        appeal(mair, decision, at)


@pytest.mark.parametrize(
    ("who", "may"), [("officer", True), ("lead", True), ("other_officer", False), ("steward", False)]
)
def test_about_an_answer_those_appeal_who_may_answer_for_the_organisation(cast, board, decide, moderator, who, may, at):
    about = board.pin(organisation_ids=frozenset({cast.council.pk}))
    actions.hold(by=STRANGER, about=about, at=at)
    decision = decide(moderator, about)

    try:
        appeal(cast.viewer(who), decision, at)
    except Refused:
        assert not may
    else:
        assert may


def test_a_report_of_what_is_on_appeal_is_a_case_of_its_own(about, decision, mair, at):
    appeal(mair, decision, at)

    actions.report(by=STRANGER, about=about, reason="spam", words="", reporter_key="k2", at=at)

    assert sorted(Case.objects.open().values_list("origin", flat=True)) == ["appealed", "reported"]


def test_only_the_case_of_an_appeal_opens_the_sealed_original(decision, mair, at):
    case = appeal(mair, decision, at).case

    assert queries.sealed_original_of(case).words["text"] == TEXT
    assert queries.sealed_original_of(decision.case) is None


def test_sealed_originals_are_deleted_after_their_day(decision, settings, at):
    days = timedelta(days=settings.SEALED_ORIGINAL_DAYS)

    tasks.delete_sealed_originals(at=at + days)
    kept = SealedOriginal.objects.count()
    tasks.delete_sealed_originals(at=at + days + timedelta(days=1))

    assert (kept, SealedOriginal.objects.count()) == (1, 0)


def test_a_sealed_original_is_kept_while_its_appeal_waits(decision, mair, at):
    appeal(mair, decision, at)

    tasks.delete_sealed_originals(at=at + timedelta(days=400))

    assert SealedOriginal.objects.exists()


def test_only_the_site_deletes_sealed_originals(at):
    with pytest.raises(Refused):
        actions.delete_sealed_originals(by=Viewer(person_id=1), at=at)


def test_erasing_the_author_leaves_the_decision_and_nothing_that_quotes_them(about, decision, mair, at):
    appeal(mair, decision, at)

    actions.forget(by=SITE, abouts=[about], at=at)

    decision.refresh_from_db()
    assert (decision.outcome, decision.reason) == ("redact", actions.ERASED)
    assert Appeal.objects.get().words == ""
    assert not SealedOriginal.objects.exists()
    assert not Case.objects.open().exists()
