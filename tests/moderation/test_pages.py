import csv
import io

import pytest
from django.urls import reverse

from saidanddone.core.viewer import STRANGER
from saidanddone.moderation import actions, queries
from saidanddone.moderation.models import Appeal, Case, ChannelRule, Decision, Report

pytestmark = pytest.mark.django_db
WORDS = "My neighbour Eira at number 4 shouts."


@pytest.fixture
def about(board, cast, at):
    pinned = board.pin(text=WORDS, contributor_id=cast.mair.pk)
    actions.report(by=STRANGER, about=pinned, reason="personal", words="Look here", reporter_key="k", at=at)
    return pinned


@pytest.fixture
def case(about):
    return Case.objects.get()


@pytest.fixture
def megan(client, cast):
    client.force_login(cast.megan)
    return client


@pytest.fixture
def mair(client, cast):
    """The author, by return link."""
    cast.sign_in(client, "resident")
    return client


def page(client, name, *arguments, **query):
    response = client.get(reverse(name, args=arguments), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def ruling(**facts):
    return {"outcome": "hide", "category": "personal", "reason": "It names her.", "seen": WORDS, "text": WORDS} | facts


def test_anyone_reports_without_an_account_and_is_thanked(client, board):
    about = board.pin()
    url = reverse("report", args=[about.kind, about.public_id])

    for _ in range(2):
        response = client.post(url, {"reason": "spam", "words": "an advert"}, follow=True)

    assert "Thank you for telling us" in response.content.decode()
    assert Report.objects.count() == 1


def test_a_report_without_a_reason_keeps_the_words_typed(client, board):
    about = board.pin()

    response = client.post(reverse("report", args=[about.kind, about.public_id]), {"words": "kept here"})

    assert "kept here" in response.content.decode()
    assert not Report.objects.exists()


def test_one_visitor_who_reports_everything_is_stopped(client, board):
    statuses = []

    for _ in range(12):
        about = board.pin()
        statuses.append(
            client.post(reverse("report", args=[about.kind, about.public_id]), {"reason": "spam"}).status_code
        )

    assert statuses[:10] == [302] * 10
    assert statuses[-1] == 429


@pytest.mark.parametrize("facts", [{"is_shown": False}, {"is_withdrawn": True}])
def test_what_cannot_be_read_cannot_be_reported(client, board, facts):
    about = board.pin(**facts)

    assert client.get(reverse("report", args=[about.kind, about.public_id])).status_code == 404
    assert client.get(reverse("reported", args=[about.kind, about.public_id])).status_code == 404


def test_a_kind_that_nobody_moderates_is_not_found(client, board):
    assert client.get(reverse("report", args=["ghost", "0000000000"])).status_code == 404


def test_the_queue_shows_what_waits_in_a_constant_number_of_queries(megan, board, at, django_assert_max_num_queries):
    for number in range(15):
        about = board.pin(text=f"Note {number}")
        actions.report(by=STRANGER, about=about, reason="spam", words="", reporter_key=str(number), at=at)

    with django_assert_max_num_queries(12):
        shown = page(megan, "desk_moderation")

    assert shown.count("data-row") == 15


def test_the_queue_is_filtered_by_how_things_came_up(megan, about):
    assert "Eira" in page(megan, "desk_moderation", origin="reported")
    assert "Nothing waits" in page(megan, "desk_moderation", origin="held")
    assert megan.get(reverse("desk_moderation"), {"origin": "ghost"}).status_code == 400


def test_a_case_shows_the_words_the_reports_and_no_form_before_it_is_taken(megan, case):
    shown = page(megan, "desk_case", case.public_id)

    assert WORDS in shown
    assert "Look here" in shown
    assert "Take this case" in shown
    assert 'name="outcome"' not in shown


def test_a_moderator_takes_decides_and_is_back_at_the_queue(megan, board, about, case):
    megan.post(reverse("claim_case", args=[case.public_id]))
    assert 'name="outcome"' in page(megan, "desk_case", case.public_id)

    response = megan.post(reverse("decide_case", args=[case.public_id]), ruling(), follow=True)

    assert "The author is told" in response.content.decode()
    assert not board.at(about).is_shown
    assert "What was decided" in page(megan, "desk_case", case.public_id)


def test_lines_that_a_browser_ends_in_two_characters_are_the_words_that_were_read(megan, board, about, case):
    board.at(about).text = "One.\n\nTwo."
    megan.post(reverse("claim_case", args=[case.public_id]))

    megan.post(reverse("decide_case", args=[case.public_id]), ruling(seen="One.\r\n\r\nTwo."))

    assert Decision.objects.exists()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"reason": ""}, "Tell the author why."),
        ({"category": ""}, "Choose why"),
        ({"outcome": "redact"}, "Nothing is taken out yet"),
        ({"outcome": "redact", "text": " "}, "Leave some words"),
        ({"outcome": "burn"}, "not one of the available choices"),
    ],
)
def test_a_ruling_that_lacks_something_says_what_and_keeps_the_rest(megan, case, facts, words):
    megan.post(reverse("claim_case", args=[case.public_id]))

    response = megan.post(reverse("decide_case", args=[case.public_id]), ruling(**facts))

    assert response.status_code == 400
    assert words in response.content.decode()
    assert not Decision.objects.exists()


def test_a_refusal_keeps_what_the_moderator_wrote(megan, case):
    megan.post(reverse("claim_case", args=[case.public_id]))

    response = megan.post(reverse("decide_case", args=[case.public_id]), ruling(seen="Older words", reason="Kept"))

    assert "read it again" in response.content.decode()
    assert "Kept" in response.content.decode()


def test_a_case_that_another_has_taken_says_so(megan, case, second_moderator, at, monkeypatch):
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: at)
    actions.claim(by=second_moderator, public_id=case.public_id, at=at)

    assert "Another moderator is looking at this." in page(megan, "desk_case", case.public_id)
    assert megan.post(reverse("claim_case", args=[case.public_id])).status_code == 403
    assert "Nia" in page(megan, "desk_moderation")


def test_a_case_about_what_was_withdrawn_has_nothing_to_decide(megan, board, about, case):
    megan.post(reverse("claim_case", args=[case.public_id]))
    board.at(about).is_withdrawn = True

    assert "Withdrawn meanwhile" in page(megan, "desk_case", case.public_id)
    assert "Withdrawn meanwhile" in page(megan, "desk_moderation")
    assert megan.post(reverse("decide_case", args=[case.public_id]), ruling()).status_code == 400


def test_a_case_is_given_back(megan, case):
    megan.post(reverse("claim_case", args=[case.public_id]))

    assert megan.post(reverse("release_case", args=[case.public_id])).status_code == 302
    assert Case.objects.get().claimed_by is None


def test_the_author_reads_the_reason_and_others_only_its_kind(client, about, decide, moderator, cast):
    decision = decide(moderator, about, reason="Line two names Eira.")

    by_others = page(client, "moderation_decision", decision.public_id)
    cast.sign_in(client, "resident")
    by_author = page(client, "moderation_decision", decision.public_id)

    assert "It says who someone is" in by_others
    assert "Eira" not in by_others
    assert "Line two names Eira." in by_author
    assert "Ask for another look" in by_author


def test_the_author_asks_for_another_look(mair, about, decide, moderator):
    decision = decide(moderator, about)
    url = reverse("appeal", args=[decision.public_id])

    assert mair.post(url, {"words": ""}).status_code == 200
    response = mair.post(url, {"words": "Eira is my dog."}, follow=True)

    assert response.status_code == 200
    assert Appeal.objects.get().words == "Eira is my dog."
    assert mair.get(url).status_code == 403


def test_a_stranger_cannot_appeal(client, about, decide, moderator):
    response = client.get(reverse("appeal", args=[decide(moderator, about).public_id]))

    assert response.status_code == 403
    assert "open your return link" in response.content.decode()


def test_an_appeal_is_heard_with_what_the_author_says_and_the_sealed_words(
    client, about, decide, moderator, cast, nia, at
):
    decision = decide(moderator, about, "redact", text="My neighbour […] shouts.")
    case = actions.appeal(by=cast.viewer("resident"), decision=decision, words="She is a dog.", at=at).case
    client.force_login(nia)
    before = page(client, "desk_case", case.public_id)
    client.post(reverse("claim_case", args=[case.public_id]))

    after = page(client, "desk_case", case.public_id)

    assert "She is a dog." in before
    assert WORDS not in before
    assert WORDS in after


def test_the_first_moderator_is_told_that_another_must_hear_it(megan, about, decide, moderator, cast, at):
    case = actions.appeal(by=cast.viewer("resident"), decision=decide(moderator, about), words="No.", at=at).case

    assert "Another moderator has to look again" in page(megan, "desk_case", case.public_id)


def test_the_log_names_no_words_and_reads_as_a_table(client, about, decide, moderator):
    decision = decide(moderator, about, reason="=HYPERLINK()", is_reason_public=True)

    shown = page(client, "moderation_decisions")
    response = client.get("/moderation/decisions.csv")
    rows = list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))

    assert "Hidden" in shown
    assert "Eira" not in shown
    assert [row["decision"] for row in rows] == [decision.public_id]
    assert rows[0]["reason"] == "'=HYPERLINK()"


@pytest.fixture
def private(board, cast, decide, moderator, at):
    """A decision about what was said to one organisation."""
    about = board.pin(text=WORDS, is_shown=False, is_public=False, contributor_id=cast.mair.pk)
    actions.hold(by=STRANGER, about=about, at=at)
    return decide(moderator, about, reason="It names somebody.", is_reason_public=True)


def test_a_decision_about_what_is_not_public_is_counted_and_named_nowhere(client, private, at, monkeypatch):
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: at)

    listed = client.get("/moderation/decisions.csv").getvalue().decode()
    shown = page(client, "moderation_decisions") + page(client, "moderation_counts") + listed

    named = (private.public_id, private.case.about_id, "It names somebody.")
    assert not [words for words in named if words in shown]
    assert queries.monthly(at=at)[0].hidden == 1
    for name in ("moderation_decision", "appeal"):
        assert client.get(reverse(name, args=[private.public_id])).status_code == 404


def test_a_decision_about_what_is_not_public_is_open_to_its_author_and_to_moderators(mair, private, cast):
    by_author = page(mair, "moderation_decision", private.public_id)
    asked = mair.get(reverse("appeal", args=[private.public_id])).status_code
    mair.force_login(cast.megan)
    by_moderator = page(mair, "moderation_decision", private.public_id)

    assert "It names somebody." in by_author
    assert asked == 200
    assert "Hidden" in by_moderator


def test_what_becomes_private_leaves_the_log(client, about, decide, moderator, at):
    decision = decide(moderator, about)

    actions.conceal(by=STRANGER, abouts=[about], at=at)

    assert decision.public_id not in page(client, "moderation_decisions")
    assert client.get(reverse("moderation_decision", args=[decision.public_id])).status_code == 404


def test_a_moderator_reads_each_part_and_takes_out_of_each(megan, board, at):
    about = board.pin(text="We cannot.", reason="Eira of number 4 objects.", files=("one", "two"))
    actions.report(by=STRANGER, about=about, reason="personal", words="", reporter_key="k", at=at)
    case = Case.objects.get()
    megan.post(reverse("claim_case", args=[case.public_id]))
    shown = page(megan, "desk_case", case.public_id)
    seen = "We cannot.\r\n\r\nEira of number 4 objects.\r\n\r\none\r\n\r\ntwo"

    facts = {"outcome": "redact", "seen": seen, "text": "We cannot.", "files": ["two"]}
    empty = megan.post(reverse("decide_case", args=[case.public_id]), ruling(**facts, text_reason=""))
    megan.post(reverse("decide_case", args=[case.public_id]), ruling(**facts, text_reason="[…] objects."))

    note = board.at(about)
    assert shown.count("Eira of number 4 objects.") == 3  # to read, to change, and as what was seen
    assert "Photo two" in shown
    assert "Leave some words" in empty.content.decode()
    assert (note.text, note.reason, note.files) == ("We cannot.", "[…] objects.", ("one",))


def test_an_administrator_says_how_channels_are_checked(client, cast, board):
    client.force_login(cast.aled)
    url = reverse("desk_channels")

    assert client.post(url, {"web": "hold_then_publish", "paper": "ghost"}).status_code == 200
    client.post(url, {"web": "hold_then_publish", "paper": "publish_then_check"})

    assert queries.mode_of("web") == "hold_then_publish"
    assert queries.mode_of("unknown") == "publish_then_check"
    assert ChannelRule.objects.count() == 2
    assert "Hold, then publish" in page(client, "moderation_policy")


def test_nobody_else_says_how_channels_are_checked(megan, board):
    assert megan.get(reverse("desk_channels")).status_code == 403


@pytest.mark.parametrize("name", ["moderation_policy", "moderation_counts", "moderation_decisions"])
def test_everyone_reads_how_we_moderate(client, db, name):
    assert page(client, name)


def test_the_policy_is_there_in_welsh(client, db):
    assert client.get("/cy/moderation/policy/").status_code == 200
