"""What moderators hide, show and take out of what was said and answered: on the page and in the record."""

from datetime import timedelta

import pytest

from saidanddone.contributions import actions, files
from saidanddone.contributions.models import Addressee, ClockPause, Contribution
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER, Viewer
from saidanddone.messaging.models import Message
from saidanddone.moderation import actions as moderation
from saidanddone.moderation import registry
from saidanddone.moderation.models import Case, ChannelRule, Decision
from saidanddone.people.queries import CONTRIBUTOR_SESSION_KEY
from saidanddone.record.models import Entry
from saidanddone.record.openings import Standing, Words, hold
from tests.contributions.factories import (
    AnswerFactory,
    ContributionFactory,
    VerdictFactory,
    contributor_of,
    officer_of,
)
from tests.contributions.test_files import picture
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db
KINDS = ("contribution", "answer", "verdict", "clock-pause")
SECRET = "Eira of number 4"


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def handler_of(row):
    return registry.handler(row.ref.kind)


def described(row):
    return handler_of(row).describe(row.public_id)


def standing_of(row, field, words):
    return hold([Words(row.ref, field, words)])[0].standing


@pytest.fixture
def hold_first():
    ChannelRule.objects.create(channel="web", mode="hold_then_publish")


@pytest.fixture
def said(cast):
    return ContributionFactory(organisations=[cast.council])


@pytest.fixture
def paused(said, cast, at):
    """A clock that was stopped for a reason that names somebody."""

    def pause(reason=f"{SECRET} objects.", days=0):
        addressee = Addressee.objects.get(contribution=said)
        return actions.pause_clock(
            by=officer_of(cast.council, cast.owen), at=at + timedelta(days=days), addressee=addressee, reason=reason
        )

    return pause


@pytest.fixture
def things(said, paused, at):
    """One of each kind that can be moderated."""
    pause = paused()
    answer = AnswerFactory(contribution=said, at=at, kind="cannot_do", text="No.", reason=f"{SECRET} objects.")
    verdict = VerdictFactory(answer=answer, words="You blame my neighbour.")
    return dict(zip(KINDS, (said, answer, verdict, pause), strict=True))


@pytest.fixture
def decide(cast, at):
    """Report a thing, take the case, and decide it."""
    second = Viewer(person_id=PersonFactory().pk, permissions=frozenset({("moderate", None)}))

    def decided(thing, outcome="hide", who="moderator", **facts):
        by, seen = {"moderator": cast.viewer("moderator"), "second": second}[who], described(thing).seen
        if not Case.objects.open().about(thing.ref).exists():
            key = f"{thing.ref} {Case.objects.count()}"
            moderation.report(by=by, about=thing.ref, reason="personal", words="", reporter_key=key, at=at)
        case = Case.objects.open().about(thing.ref).get()
        moderation.claim(by=by, public_id=case.public_id, at=at)
        ruling = moderation.Ruling(outcome=outcome, seen=seen, category="personal", reason="It names.", **facts)
        return moderation.decide(by=by, public_id=case.public_id, ruling=ruling, at=at)

    return decided


# contributions


def test_hidden_and_shown_again_moves_the_clock(said, at):
    handler_of(said).hide(said.public_id, at)
    hidden = fresh(said).state
    handler_of(said).show(said.public_id, at + timedelta(days=7))

    assert hidden == "hidden"
    assert fresh(said).addressees.get().due_date.isoformat() == "2026-03-23"
    assert actions.recount(by=SITE, at=at) == 0


def test_pause_that_moderation_made_is_not_the_organisations(said, at):
    handler_of(said).hide(said.public_id, at)
    handler_of(said).show(said.public_id, at + timedelta(days=7))

    pause = ClockPause.objects.get()
    assert (pause.by_moderation, pause.reason) == (True, "")
    assert described(pause) is None


def test_held_one_is_recorded_when_it_is_shown_and_its_clock_starts_then(hold_first, said, at):
    assert Case.objects.get().about == said.ref
    assert not Entry.objects.exists()

    handler_of(said).show(said.public_id, at + timedelta(days=7))

    assert Entry.objects.get().kind == "contribution"
    assert fresh(said).addressees.get().due_date.isoformat() == "2026-03-23"


def test_redaction_keeps_no_earlier_words_and_restoring_brings_them_back(at):
    said = ContributionFactory(text="Mr Jones did it.")

    handler_of(said).rewrite(said.public_id, {"text": "[…] did it.", "credit_name": "Mair"}, is_redacted=True, at=at)
    redacted = fresh(said)
    with pytest.raises(Refused):
        actions.correct(by=contributor_of(said), at=at, contribution=said, text="Mr Jones!")
    handler_of(said).rewrite(
        said.public_id, {"text": "Mr Jones did it.", "credit_name": "Mair"}, is_redacted=False, at=at
    )

    assert (redacted.text, redacted.is_redacted) == ("[…] did it.", True)
    assert (fresh(said).text, fresh(said).is_redacted) == ("Mr Jones did it.", False)


def test_words_that_were_changed_while_hidden_are_recorded_when_they_are_shown(said, at):
    handler_of(said).hide(said.public_id, at)
    handler_of(said).rewrite(said.public_id, {"text": "The bus […].", "credit_name": "Mair"}, is_redacted=True, at=at)
    hidden = standing_of(said, "text", "The bus […].")

    handler_of(said).show(said.public_id, at)

    assert hidden == Standing.SEALED
    assert standing_of(said, "text", "The bus […].") == Standing.SAME


def test_what_is_shown_again_as_it_was_is_no_correction(said, at):
    handler_of(said).hide(said.public_id, at)
    handler_of(said).show(said.public_id, at)

    assert [entry.kind for entry in Entry.objects.all()] == ["contribution"]


def test_a_name_that_hurts_somebody_is_taken_out_and_comes_back_after_an_appeal(at, decide, client):
    said = ContributionFactory(credit_name="Eira the thief")
    decision = decide(said, "redact", text=said.text, more={"credit_name": "[…]"})
    page = client.get(f"/contributions/{said.public_id}/").content.decode()

    moderation.appeal(by=contributor_of(said), decision=decision, words="It is my name.", at=at)
    decide(said, "publish", who="second")

    assert "thief" not in page
    assert standing_of(said, "text", said.text) == Standing.SAME
    assert fresh(said).credit_name == "Eira the thief"
    assert standing_of(said, "credit_name", "Eira the thief") == Standing.SAME


def test_one_file_is_taken_away_and_the_rest_stays(said, decide, client, at, django_capture_on_commit_callbacks):
    first, second = (
        actions.attach(
            by=contributor_of(said), at=at, contribution=said, upload=files.Upload(picture(size=size), "image/jpeg")
        )
        for size in ((30, 20), (31, 20))
    )
    storage, name = first.file.storage, first.file.name

    with django_capture_on_commit_callbacks(execute=True):
        decide(said, "redact", files=[first.public_id])

    assert [client.get(f"/files/{each.public_id}/").status_code for each in (first, second)] == [404, 200]
    assert not storage.exists(name)
    assert (fresh(said).text, fresh(said).is_redacted) == (said.text, False)
    assert Entry.objects.filter(kind="correction").latest("pk").facts == {"files": [second.sha256]}


# answers, verdicts, and reasons for stopping a clock


@pytest.mark.parametrize("kind", KINDS[1:])
def test_words_are_hidden_shown_and_redacted(things, at, kind):
    thing, handler = things[kind], registry.handler(kind)
    words = described(thing).words

    assert handler.is_visible(thing.public_id, STRANGER)
    handler.hide(thing.public_id, at)
    assert not handler.is_visible(thing.public_id, STRANGER)
    assert described(thing).is_shown is False
    handler.show(thing.public_id, at)
    handler.rewrite(thing.public_id, dict.fromkeys(words, "[…]"), is_redacted=True, at=at)
    assert set(described(thing).words.values()) == {"[…]"}
    handler.rewrite(thing.public_id, words, is_redacted=False, at=at)
    assert (described(thing).words, described(thing).is_redacted) == (words, False)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_described_that_is_gone(kind):
    assert registry.handler(kind).describe("0000000000") is None


def test_a_moderator_reads_an_answers_reason_and_takes_out_of_it(things, decide, client):
    answer = things["answer"]
    assert SECRET in described(answer).text

    decide(answer, "redact", text="No.", more={"reason": "[…] objects."})

    page = client.get(f"/contributions/{things['contribution'].public_id}/").content.decode()
    assert fresh(answer).reason == "[…] objects."
    assert page.count(SECRET) == 1  # in the reason for stopping the clock, of which nothing was said
    assert standing_of(answer, "reason", f"{SECRET} objects.") == Standing.DIFFERENT
    assert standing_of(answer, "reason", "[…] objects.") == Standing.SAME


@pytest.mark.parametrize(("outcome", "facts"), [("hide", {}), ("redact", {"text": "[…] objects."})])
def test_the_reason_for_stopping_a_clock_leaves_every_place_of_the_page(said, paused, decide, client, outcome, facts):
    pause = paused()
    shown = client.get(f"/contributions/{said.public_id}/").content.decode()

    decide(pause, outcome, **facts)

    page = client.get(f"/contributions/{said.public_id}/").content.decode()
    assert shown.count(SECRET) == 2
    assert SECRET not in page
    assert ("A moderator has hidden the reason." in page) == (outcome == "hide")
    assert fresh(pause).paused_at == pause.paused_at


def test_taking_out_of_one_reason_leaves_the_other_verifiable(said, paused, decide, cast, at):
    first = paused(reason=f"{SECRET} objects.")
    actions.resume_clock(by=officer_of(cast.council), at=at, addressee=Addressee.objects.get())
    paused(reason="We wait for the board.", days=1)

    decide(first, "redact", text="[…] objects.")

    assert standing_of(said, "reason", f"{SECRET} objects.") == Standing.DIFFERENT
    assert standing_of(said, "reason", "[…] objects.") == Standing.SAME
    assert standing_of(said, "reason", "We wait for the board.") == Standing.SAME


def test_whoever_stopped_the_clock_is_the_author_of_the_reason(things, cast):
    thing = described(things["clock-pause"])

    assert thing.author_person_id == cast.owen.pk
    assert thing.organisation_ids == {cast.council.pk}


# the words beside a verdict


def test_words_of_a_verdict_are_checked_first_where_the_channel_is(hold_first, said, at):
    handler_of(said).show(said.public_id, at)

    verdict = VerdictFactory(answer=AnswerFactory(contribution=said, at=at), words="Rude words.")

    assert verdict.shown_words == ""
    assert Case.objects.about(verdict.ref).exists()


def test_new_words_after_hidden_ones_are_checked_and_can_be_shown(things, decide):
    verdict = things["verdict"]
    decide(verdict)

    VerdictFactory(answer=verdict.answer, value="no", words="I asked for a bus.")
    waiting = fresh(verdict).shown_words
    decide(verdict, "publish")

    assert waiting == ""
    assert fresh(verdict).shown_words == "I asked for a bus."


def test_hidden_words_that_are_emptied_first_are_still_checked(things, decide):
    verdict = things["verdict"]
    decide(verdict)

    VerdictFactory(answer=verdict.answer, value="no", words="")
    VerdictFactory(answer=verdict.answer, value="no", words="Rude words again.")

    assert fresh(verdict).shown_words == ""
    assert Case.objects.open().about(verdict.ref).exists()


def test_words_that_are_taken_back_leave_nothing_to_decide(things, decide):
    verdict = things["verdict"]
    decide(verdict)
    VerdictFactory(answer=verdict.answer, value="no", words="Rude words again.")

    VerdictFactory(answer=verdict.answer, value="no", words="")

    assert not Case.objects.open().about(verdict.ref).exists()


def test_another_verdict_with_the_same_words_is_not_checked_anew(things, decide):
    verdict = things["verdict"]
    decide(verdict, "redact", text="You blame […].")

    VerdictFactory(answer=verdict.answer, value="no", words="You blame […].")

    assert fresh(verdict).is_redacted
    assert fresh(verdict).shown_words == "You blame […]."


def test_whoever_judged_an_answer_finds_the_decision_about_their_words_on_their_own_page(things, decide, client):
    decision = decide(things["verdict"])
    session = client.session
    session[CONTRIBUTOR_SESSION_KEY] = things["contribution"].contributor_id
    session.save()

    page = client.get(f"/yours/{things['contribution'].public_id}/").content.decode()

    assert "What you said of the answer:" in page
    assert f"/moderation/decisions/{decision.public_id}/" in page


# what is not for everyone


@pytest.mark.parametrize("kind", KINDS)
def test_decisions_about_what_is_not_for_everyone_enter_no_log_and_no_record(things, decide, kind):
    Contribution.objects.update(audience="organisation")
    before = Entry.objects.count()

    decision = decide(things[kind])

    assert not decision.is_public
    assert Entry.objects.count() == before


def test_narrowing_takes_the_decisions_about_it_and_its_answers_out_of_the_log(things, decide, at):
    said = things["contribution"]
    decide(things["answer"])
    decide(things["clock-pause"], "redact", text="[…] objects.")

    actions.narrow_audience(by=contributor_of(said), at=at, contribution=said, audience="organisation")

    assert Decision.objects.count() == 2
    assert not Decision.objects.public().exists()


def test_a_correction_that_is_held_and_was_reported_is_told_when_it_is_published(said, hold_first, decide, cast, at):
    handler_of(said).show(said.public_id, at)
    Case.objects.all().delete()
    said.contributor.email = "mair@example.org"
    said.contributor.save()
    moderation.report(by=STRANGER, about=said.ref, reason="spam", words="", reporter_key="k", at=at)
    actions.correct(by=contributor_of(said), at=at, contribution=said, text="Other words.")

    decide(said, "publish")

    assert fresh(said).state == "published"
    assert "everyone can read them now" in Message.objects.get().body


def test_nothing_in_the_record_opens_what_was_taken_out(things, decide):
    taken = {kind: described(thing).words for kind, thing in things.items()}

    decide(things["contribution"], "redact", text="The […].", more={"credit_name": "[…]"})
    decide(things["answer"], "redact", text="[…]", more={"reason": "[…]"})
    decide(things["verdict"], "redact", text="You blame […].")
    decide(things["clock-pause"], "redact", text="[…]")

    for kind, thing in things.items():
        about = things["contribution"] if kind == "clock-pause" else thing
        for field, words in taken[kind].items():
            assert standing_of(about, field, words) == Standing.DIFFERENT
