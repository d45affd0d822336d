"""A sample: brought in without loss, invited, reminded twice at most, and forgotten on its day."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from saidanddone.core.refs import Ref
from saidanddone.core.rules import Refused
from saidanddone.core.table_files import TableRow
from saidanddone.core.viewer import SITE, STRANGER
from saidanddone.messaging import private_links
from saidanddone.messaging.models import Message
from saidanddone.surveys import actions, codes
from saidanddone.surveys.codes import Key
from saidanddone.surveys.models import Response, SampleCase, SampleCode
from tests.messaging.factories import as_sent
from tests.surveys.factories import SampleCaseFactory, SurveyFactory, WaveFactory

pytestmark = pytest.mark.django_db
GOOD = "key,name,address,email,stratum,cluster,weight,language\n"


@pytest.fixture
def wave(cast):
    survey = SurveyFactory(organisation=cast.council, opened=True)
    return WaveFactory(
        survey=survey,
        state="open",
        opened_at="2026-03-01T09:00Z",
        asks=({"name": "trust"}, {"name": "why", "text": True}),
    )


@pytest.fixture
def lead(cast):
    return cast.viewer("lead")


def rows(*cells):
    return [TableRow(line, each) for line, each in enumerate(cells, start=2)]


def test_each_row_is_a_case_or_comes_back_with_its_line_and_why(wave, lead, at):
    file = rows(
        {"key": "1", "name": "Mair Rees", "stratum": "valley", "weight": "2,5"},
        {"key": "", "name": "Nobody"},
        {"key": "1", "name": "Again"},
        {"key": "4", "weight": "-1"},
        {"key": "5", "email": "not an address"},
        {"key": "6", "language": "de"},
        {"key": "7", "weight": "nan"},
        {"key": "8" * 61},
    )
    file.append(TableRow(10, fault="has 3 cells where the header has 2"))
    taken = actions.import_sample(by=lead, at=at, wave=wave, rows=file)

    assert taken.new == 1
    assert [each.line for each in taken.bad] == [3, 4, 5, 6, 7, 8, 9, 10]
    assert "same key as line 2" in taken.bad[1].why
    assert SampleCase.objects.get().weight == 2.5


def test_the_same_file_again_changes_nothing(wave, lead, at):
    file = rows({"key": "1", "name": "Mair"}, {"key": "2", "name": "Dai"})
    actions.import_sample(by=lead, at=at, wave=wave, rows=file)
    SampleCase.objects.filter(key="1").update(status="refused")
    taken = actions.import_sample(by=lead, at=at, wave=wave, rows=file)

    assert (taken.new, taken.known, taken.bad) == (0, 2, ())
    assert SampleCase.objects.get(key="1").status == "refused"


@pytest.mark.parametrize("who", ["officer", "other_officer", "moderator", "administrator", "connector"])
def test_only_those_who_measure_for_the_organisation_touch_its_sample(cast, wave, at, who):
    case = SampleCaseFactory(wave=wave)
    facts = {"by": cast.viewer(who), "at": at}

    for act, more in (
        (actions.import_sample, {"wave": wave, "rows": []}),
        (actions.make_codes, {"wave": wave}),
        (actions.send_invitations, {"wave": wave}),
        (actions.send_reminders, {"wave": wave}),
        (actions.note_contact, {"case": case, "status": "refused"}),
    ):
        with pytest.raises(Refused):
            act(**facts, **more)
    with pytest.raises(Refused):
        actions.delete_identities(**facts)


def test_codes_are_handed_out_once_and_kept_nowhere(wave, lead, at):
    SampleCaseFactory(wave=wave)
    (handed,) = actions.make_codes(by=lead, at=at, wave=wave)

    assert SampleCode.objects.get().digest == codes.case_digest(handed.code)
    assert actions.make_codes(by=lead, at=at, wave=wave) == []


def invite(wave, lead, at):
    return actions.send_invitations(by=lead, at=at, wave=wave)


def test_an_invitation_brings_a_code_that_rests_in_no_table(wave, lead, at):
    SampleCaseFactory(wave=wave, email="mair@example.org", language="cy")
    assert invite(wave, lead, at) == 1
    message = Message.objects.get()
    assert private_links.mark(1) in message.body
    assert not SampleCode.objects.exists()

    body = as_sent(message, at)
    code = codes.as_made(re.search(r"/cy/answer/#([0-9A-Z-]{14})", body)[1])
    key = Key(code, is_code=True)
    response = actions.begin_response(by=STRANGER, at=at, wave=wave, key=key, language="cy")
    assert response.stratum == "valley"
    message.refresh_from_db()
    assert codes.grouped(code) not in message.body


def test_letters_have_a_code_to_scan_and_one_to_type(wave, lead, at):
    from saidanddone.messaging import letters

    SampleCaseFactory(wave=wave)
    invite(wave, lead, at)
    message = Message.objects.get()
    filled = private_links.filled(message, at)

    assert message.channel == "letter"
    assert message.address == "Mair Rees\n2 Heol y Bont\nAberwen"
    assert letters._paragraph(
        next(each for each in filled.body.split("\n\n") if "#" in each and "/answer/" in each), filled.links
    )["code"]


@pytest.mark.slow
def test_letters_are_printed_as_one_tagged_document(cast, wave, lead, at):
    from saidanddone.messaging import actions as messaging

    SampleCaseFactory(wave=wave)
    SampleCaseFactory(wave=wave, language="cy")
    invite(wave, lead, at)
    by = cast.viewer("administrator")
    batch = messaging.batch_letters(by=by, at=at)

    assert messaging.print_batch(by=by, at=at, batch=batch, language="en").startswith(b"%PDF")
    assert SampleCode.objects.count() == 2


def test_each_is_invited_once_and_reminded_twice_at_most(wave, lead, at):
    SampleCaseFactory(wave=wave, email="mair@example.org")
    assert [invite(wave, lead, at), invite(wave, lead, at)] == [1, 0]

    reminded = [actions.send_reminders(by=lead, at=at + timedelta(days=day), wave=wave) for day in range(4)]
    assert reminded == [1, 1, 0, 0]
    assert Message.objects.count() == 3


def answer(wave, at, case, code="7k3m9qx2pd4t"):
    case.codes.create(digest=codes.case_digest(code))
    held = {"by": STRANGER, "at": at, "wave": wave, "key": Key(code, is_code=True), "language": "en"}
    actions.begin_response(**held)
    actions.save_answers(**held, answers={"trust": 7})
    actions.finish_response(**held)


def test_who_has_answered_or_refused_is_not_reminded_and_waiting_messages_are_not_sent(wave, lead, at):
    done, refused = (
        SampleCaseFactory(wave=wave, email="a@example.org"),
        SampleCaseFactory(wave=wave, email="b@example.org"),
    )
    invite(wave, lead, at)
    waiting = Message.objects.get(address="a@example.org")
    answer(wave, at, done)
    actions.note_contact(by=lead, at=at, case=refused, status="refused")

    assert actions.send_reminders(by=lead, at=at, wave=wave) == 0
    assert private_links.filled(waiting, at) is None
    assert not Message.objects.filter(address="b@example.org").exists()


def test_nobody_is_invited_before_it_is_open_or_after(wave, lead, at):
    SampleCaseFactory(wave=wave, email="mair@example.org")

    with pytest.raises(Refused, match="Open the round"):
        invite(wave, lead, at + timedelta(days=60))


def test_that_somebody_answered_is_known_by_their_code_alone(wave, lead, at):
    case = SampleCaseFactory(wave=wave)

    with pytest.raises(Refused, match="Choose"):
        actions.note_contact(by=lead, at=at, case=case, status="answered")
    answer(wave, at, case)
    with pytest.raises(Refused, match="answered"):
        actions.note_contact(by=lead, at=at, case=case, status="refused")


class TestForgetting:
    @pytest.fixture
    def gone(self, wave, lead, at):
        case = SampleCaseFactory(wave=wave, email="mair@example.org")
        invite(wave, lead, at)
        answer(wave, at, case)
        begun = Key.made()
        wave.modes = ["link", "code"]
        wave.save()
        actions.begin_response(by=STRANGER, at=at, wave=wave, key=begun, language="en")
        held = {"by": STRANGER, "at": at, "wave": wave, "key": begun, "language": "en"}
        actions.save_answers(**held, answers={"trust": 1, "why": "Never handed in"})
        wave.state, wave.closed_at = "closed", at
        wave.save()
        return wave

    def test_names_addresses_codes_and_messages_go_and_counts_by_stratum_stay(self, gone, at):
        then = at + timedelta(days=200)
        assert actions.delete_identities(by=SITE, at=then) == 1
        case = SampleCase.objects.get()

        assert (case.name, case.address, case.email, case.cluster, case.weight) == ("", "", "", "", 1)
        assert (case.stratum, case.status, case.answered_date) == ("valley", "answered", None)
        assert not SampleCode.objects.exists()
        assert not Message.objects.for_recipient(Ref("sample-case", case.public_id)).exists()
        assert case.key == case.public_id
        assert actions.delete_identities(by=SITE, at=then) == 0

    def test_words_that_were_never_handed_in_go_too(self, gone, at):
        actions.delete_identities(by=SITE, at=at + timedelta(days=200))

        assert Response.objects.get(finished_date=None).answers == {"trust": 1}
        assert Response.objects.finished().get().answers == {"trust": 7}

    def test_not_before_its_day_and_not_while_it_is_open(self, gone, at):
        assert actions.delete_identities(by=SITE, at=at) == 0
        gone.state = "open"
        gone.save()
        assert actions.delete_identities(by=SITE, at=at + timedelta(days=200)) == 0


class TestPages:
    @pytest.fixture
    def address(self, wave, cast, client):
        cast.sign_in(client, "lead")
        return f"/desk/{wave.survey.organisation.slug}/surveys/{wave.survey.public_id}/waves/{wave.public_id}/sample/"

    def test_a_file_is_read_and_its_bad_rows_are_shown(self, client, address, at):
        file = SimpleUploadedFile(
            "sample.csv", (GOOD + "1,<b>Mair</b>,2 Heol,m@example.org,valley,c1,2,cy\n,,,,,,,\n3,x,,,,,,de\n").encode()
        )
        page = client.post(address, {"file": file}).content.decode()

        assert "neither en nor cy" in page
        assert "&lt;b&gt;Mair&lt;/b&gt;" in page
        assert "<b>Mair</b>" not in page

    @pytest.mark.parametrize(
        ("name", "content", "why"),
        [
            ("sample.csv", b"", "empty"),
            ("sample.xlsx", b"no workbook", "cannot be read"),
            ("sample.exe", b"MZ", "CSV or Excel"),
            ("sample.csv", b"key\n", "no rows"),
        ],
    )
    def test_a_file_that_is_none_is_refused_in_words(self, client, address, name, content, why):
        page = client.post(address, {"file": SimpleUploadedFile(name, content)})

        assert page.status_code == 400
        assert why in page.content.decode()

    def test_codes_come_as_a_file_and_nothing_in_it_is_a_formula(self, client, address, wave):
        SampleCaseFactory(wave=wave, name="=1+1")
        file = b"".join(client.post(f"{address}codes/").streaming_content).decode()

        assert "'=1+1" in file
        assert re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", file)

    def test_a_longer_sample_takes_no_more_queries(self, client, address, wave, django_assert_max_num_queries):
        for _number in range(55):
            SampleCaseFactory(wave=wave)
        with django_assert_max_num_queries(25):
            assert client.get(address).status_code == 200


def test_a_case_keeps_the_week_in_which_it_was_answered(wave, at):
    case = SampleCaseFactory(wave=wave)
    answer(wave, at + timedelta(days=3), case)

    case.refresh_from_db()
    assert case.answered_date == date(2026, 3, 2)
