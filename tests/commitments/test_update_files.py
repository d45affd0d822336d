"""A photo or a PDF shows that something was done: kept as contributions' files are, and seen as its update is."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from saidanddone.commitments import actions
from saidanddone.commitments.actions import UpdateDraft
from saidanddone.commitments.models import Update, UpdateFile
from saidanddone.contributions import files
from saidanddone.contributions.files import Upload
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE
from saidanddone.moderation import registry
from saidanddone.record.models import Entry
from tests.commitments.factories import MOMENT, CommitmentFactory

pytestmark = pytest.mark.django_db
KEY = "a" * 64
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HTML = b"<!doctype html><script>alert(1)</script>"
PDF = Upload(b"%PDF-1.7 minutes", "application/pdf", "Minutes of the meeting")


def photo(**extra):
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(made, "JPEG", **extra)
    return made.getvalue()


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: MOMENT)


@pytest.fixture
def made(cast):
    return CommitmentFactory(organisation=cast.council, place=cast.bryn_teg)


@pytest.fixture
def officer(client, cast):
    cast.sign_in(client, "officer")
    return client


def update(cast, made, *uploads, **facts):
    draft = UpdateDraft(organisation=cast.council, done="The lift is mended.", files=uploads, **facts)
    return actions.update_commitment(by=cast.viewer("officer"), at=MOMENT, commitment=made, draft=draft)


def send(client, made, content=None, name="photo.jpg", media_type="image/jpeg", **data):
    sent = {"done": "The lift is mended.", "claim": "goes_on", "language": "en", "submission_key": KEY} | data
    if content is not None:
        sent["photo"] = SimpleUploadedFile(name, content, media_type)
    return client.post(f"/commitments/{made.public_id}/update/", sent)


def on_disk(settings):
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


class TestAttacks:
    @pytest.mark.parametrize("content", [SVG, HTML, b"", b"MZ\x90", b"GIF89a<?php", HTML + b"%PDF-1.4"])
    def test_what_is_no_photo_and_no_pdf_is_refused_under_an_innocent_name(self, officer, made, settings, content):
        response = send(officer, made, content)

        assert response.status_code == 400
        assert "photo" in response.context["form"].errors
        assert "The lift is mended." in response.text
        assert not Update.objects.exists()
        assert not on_disk(settings)

    def test_what_is_too_large_is_refused(self, officer, made, monkeypatch):
        monkeypatch.setattr(files, "LARGEST", 100)

        response = send(officer, made, photo())

        assert "larger than 10 MB" in response.text
        assert not Update.objects.exists()

    def test_name_and_place_of_a_photo_do_not_ride_along(self, officer, made, client):
        exif = Image.Exif()
        exif[0x010E] = "Mair Pugh at home"

        send(officer, made, photo(exif=exif), name="../../Mair Pugh.html", media_type="text/html")

        kept = UpdateFile.objects.get()
        with kept.file.open("rb") as file:
            assert b"Mair" not in file.read()
        assert kept.media_type == "image/jpeg"
        assert "Mair" not in kept.file.name

    def test_nothing_in_it_can_run(self, client, cast, made):
        shown = update(cast, made, PDF).files.get()

        response = client.get(f"/commitments/files/{shown.public_id}/")

        assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
        assert response["Content-Disposition"].startswith("attachment")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "private, no-cache"

    @pytest.mark.parametrize("who", ["stranger", "resident", "other_officer"])
    def test_file_of_a_hidden_promise_is_not_there(self, client, cast, made, who):
        shown = update(cast, made, PDF).files.get()
        made.hidden_at = MOMENT
        made.save()
        if who != "stranger":
            cast.sign_in(client, who)

        assert client.get(f"/commitments/files/{shown.public_id}/").status_code == 404

    def test_file_of_a_hidden_update_is_not_there_but_for_moderators(self, client, cast, made):
        added = update(cast, made, PDF)
        registry.handler("commitment-update").hide(added.public_id, MOMENT)
        address = f"/commitments/files/{added.files.get().public_id}/"

        found = client.get(address).status_code
        cast.sign_in(client, "officer")
        found_by_its_own = client.get(address).status_code
        cast.sign_in(client, "moderator")

        assert (found, found_by_its_own, client.get(address).status_code) == (404, 404, 200)

    def test_a_moderator_takes_no_file_of_another_update(self, cast, made):
        added, other = update(cast, made, PDF), update(cast, made, Upload(photo(), "image/jpeg"))

        registry.handler("commitment-update").take_files(added.public_id, [other.files.get().public_id], MOMENT)

        assert UpdateFile.objects.count() == 2

    @pytest.mark.parametrize("who", ["connector", "other_officer"])
    def test_whoever_has_no_part_in_the_promise_attaches_nothing(self, client, cast, made, settings, who):
        cast.sign_in(client, who)

        assert send(client, made, photo()).status_code == 403
        assert not on_disk(settings)

    def test_the_same_file_twice_and_too_many_are_refused_and_leave_nothing(self, cast, made, settings):
        many = [Upload(b"%PDF-" + bytes([number]), "application/pdf") for number in range(files.MOST_FILES + 1)]

        for given in ((PDF, PDF), many):
            with pytest.raises(Refused, match="too many files"):
                update(cast, made, *given)
        assert not on_disk(settings)

    def test_no_file_stays_where_the_update_does_not(self, cast, made, settings, monkeypatch):
        monkeypatch.setattr("saidanddone.commitments.actions.updating.tell", lambda *_, **__: 1 / 0)

        with pytest.raises(ZeroDivisionError):
            update(cast, made, PDF)

        assert not on_disk(settings)


def test_a_photo_stands_on_the_page_with_its_words_for_those_who_cannot_see_it(officer, made, client):
    assert send(officer, made, photo(), description="The lift with its doors open").status_code == 302

    page = client.get(f"/commitments/{made.public_id}/").text
    shown = UpdateFile.objects.get()
    assert f'src="/commitments/files/{shown.public_id}/" alt="The lift with its doors open"' in page
    assert client.get(f"/commitments/files/{shown.public_id}/")["Content-Type"] == "image/jpeg"


def test_a_photo_without_words_still_says_that_it_is_one(officer, made, client):
    send(officer, made, photo())

    assert 'alt="A photo that goes with these words"' in client.get(f"/commitments/{made.public_id}/").text


def test_a_pdf_stands_on_the_page_with_its_name_and_size(officer, made, client):
    send(officer, made, b"%PDF-1.7 minutes", description="Minutes of the meeting")

    page = client.get(f"/commitments/{made.public_id}/").text
    assert "Minutes of the meeting" in page
    assert "PDF, 16" in page


def test_where_another_answer_is_wrong_the_form_says_that_the_file_is_to_be_chosen_again(officer, made, settings):
    response = send(officer, made, photo(), done="")

    assert "Choose the file again" in response.text
    assert not on_disk(settings)


def test_sent_twice_it_is_one_update_with_one_file(officer, made):
    send(officer, made, photo())
    send(officer, made, photo())

    assert UpdateFile.objects.count() == 1


def test_what_the_file_is_enters_the_record_and_not_what_is_on_it(cast, made):
    added = update(cast, made, PDF)

    entry = Entry.objects.get(kind="commitment-update")
    assert entry.facts["files"] == [added.files.get().sha256]
    assert "Minutes" not in str(entry.facts)


def test_a_moderator_takes_it_away_for_good(cast, made, settings, django_capture_on_commit_callbacks):
    added = update(cast, made, PDF)
    shown = added.files.get()
    handler = registry.handler("commitment-update")
    assert [each.public_id for each in handler.describe(added.public_id).files] == [shown.public_id]

    with django_capture_on_commit_callbacks(execute=True):
        handler.take_files(added.public_id, [shown.public_id], MOMENT)

    assert not UpdateFile.objects.exists()
    assert not on_disk(settings)
    assert Entry.objects.get(kind="commitment-correction").facts == {"files": []}


def test_the_words_of_a_file_are_redacted_by_themselves(cast, made):
    added = update(cast, made, PDF)
    handler = registry.handler("commitment-update")
    words = handler.describe(added.public_id).words
    name = f"file-{added.files.get().pk}"

    handler.rewrite(added.public_id, words | {name: "Minutes of […]"}, is_redacted=True, at=MOMENT)

    assert added.files.get().description == "Minutes of […]"
    assert UpdateFile.objects.visible_to(SITE).exists()


def test_the_page_takes_as_many_queries_for_one_file_as_for_many(client, cast, made, django_assert_max_num_queries):
    for number in range(6):
        update(cast, made, Upload(b"%PDF-" + bytes([number]), "application/pdf"))

    with django_assert_max_num_queries(32):
        client.get(f"/commitments/{made.public_id}/")
