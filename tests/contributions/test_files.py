"""Files that go with a contribution."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from saidanddone.contributions import actions, files
from saidanddone.contributions.models import Attachment, Contribution
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE
from saidanddone.record import sequencer
from saidanddone.record.models import Entry, Log
from tests.conftest import MOMENT
from tests.contributions.factories import ContributionFactory, DraftFactory, contributor_of

GPS = 0x8825


def picture(form="JPEG", size=(30, 20), **extra) -> bytes:
    content = io.BytesIO()
    Image.new("RGB" if form == "JPEG" else "RGBA", size, "teal").save(content, form, **extra)
    return content.getvalue()


def located_picture() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    exif.get_ifd(GPS)[2] = (52.0, 24.0, 0.0)
    return picture(exif=exif.tobytes())


def test_photo_is_made_anew_without_where_and_when_it_was_taken():
    upload = files.read(SimpleUploadedFile("../../etc/passwd.jpg", located_picture()))

    image = Image.open(io.BytesIO(upload.content))
    assert image.format == "JPEG"
    assert not image.getexif()
    assert b"A camera" not in upload.content


def test_transparent_picture_becomes_one_on_white():
    upload = files.read(SimpleUploadedFile("a.png", picture("PNG")))

    assert upload.media_type == "image/jpeg"
    assert upload.extension == "jpg"


def test_pdf_is_known_by_its_content_and_not_by_its_name():
    upload = files.read(SimpleUploadedFile("photo.jpg", b"%PDF-1.7\n..."))

    assert upload.media_type == "application/pdf"
    assert upload.extension == "pdf"


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"<html>", b"\x89PNG broken", b"MZ\x90"],
)
def test_what_is_neither_a_picture_nor_a_pdf_is_refused(content):
    with pytest.raises(files.BadFile):
        files.read(SimpleUploadedFile("a.png", content))


def test_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 100)

    with pytest.raises(files.BadFile):
        files.read(SimpleUploadedFile("a.jpg", picture(size=(200, 200))))


def test_picture_that_unfolds_to_too_many_pixels_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MOST_PIXELS", 100)

    with pytest.raises(files.BadFile, match="pixels"):
        files.read(SimpleUploadedFile("a.jpg", picture()))


def stored(settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.django_db
class TestAttached:
    def attached(self, **facts):
        said = ContributionFactory(**facts)
        upload = files.Upload(picture(), "image/jpeg", "A broken lift")
        by = contributor_of(said)
        return actions.attach(by=by, at=said.created_at + timedelta(minutes=1), contribution=said, upload=upload)

    def test_file_is_shown_with_headers_under_which_nothing_can_run(self, client):
        attachment = self.attached()

        response = client.get(f"/files/{attachment.public_id}/")

        assert response.status_code == 200
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
        assert response["Content-Disposition"].startswith("inline")
        assert response["Cache-Control"] == "private, no-cache"
        assert not response.cookies

    def test_file_that_is_known_is_not_sent_again(self, client):
        attachment = self.attached()

        response = client.get(f"/files/{attachment.public_id}/", headers={"If-None-Match": f'"{attachment.sha256}"'})

        assert response.status_code == 304

    def test_file_leaves_with_its_contribution(self, client):
        attachment = self.attached()
        actions.withdraw(
            by=contributor_of(attachment.contribution),
            at=attachment.contribution.created_at,
            contribution=attachment.contribution,
        )

        assert client.get(f"/files/{attachment.public_id}/").status_code == 404

    def test_file_of_what_is_said_to_one_organisation_is_not_public(self, client):
        attachment = self.attached(for_one_organisation=True)

        assert client.get(f"/files/{attachment.public_id}/").status_code == 404

    def test_hash_of_a_file_enters_the_record(self):
        attachment = self.attached()

        assert Entry.objects.get(kind="correction").facts == {"files": [attachment.sha256]}

    def test_same_file_twice_is_one(self):
        attachment = self.attached()
        said = attachment.contribution

        again = actions.attach(
            by=contributor_of(said), at=said.created_at, contribution=said, upload=files.Upload(picture(), "image/jpeg")
        )

        assert again == attachment

    def test_no_more_files_than_there_can_be(self):
        said = ContributionFactory()
        by = contributor_of(said)
        for width in range(files.MOST_FILES):
            upload = files.Upload(picture(size=(30 + width, 20)), "image/jpeg")
            actions.attach(by=by, at=said.created_at, contribution=said, upload=upload)

        with pytest.raises(Refused):
            actions.attach(
                by=by, at=said.created_at, contribution=said, upload=files.Upload(b"%PDF-1", "application/pdf")
            )

    def test_deleted_file_is_gone_from_the_disk(self, django_capture_on_commit_callbacks):
        attachment = self.attached()
        storage, name = attachment.file.storage, attachment.file.name

        with django_capture_on_commit_callbacks(execute=True):
            actions.detach(
                by=contributor_of(attachment.contribution),
                at=attachment.contribution.created_at,
                attachment=attachment,
            )

        assert not storage.exists(name)
        assert not Attachment.objects.exists()

    def test_no_file_stays_where_the_record_refuses(self, settings):
        ContributionFactory()
        sequencer.run_once(at=MOMENT)
        Log.objects.update(contradiction=Log.Contradiction.BEHIND, contradicted_at=MOMENT)
        draft = DraftFactory(files=(files.Upload(picture(), "image/jpeg"),))

        with pytest.raises(Refused, match="Nothing can be published"):
            actions.say(by=SITE, at=MOMENT, draft=draft)

        assert not stored(settings)

    def test_no_file_stays_where_something_fails_after_it_was_said(self, settings, monkeypatch):
        monkeypatch.setattr("saidanddone.people.actions.issue_return_link", lambda **_: 1 / 0)
        draft = DraftFactory(files=(files.Upload(picture(), "image/jpeg"),))

        with pytest.raises(ZeroDivisionError):
            actions.speak(by=SITE, at=MOMENT, draft=draft)

        assert not Contribution.objects.exists()
        assert not stored(settings)

    def test_file_of_what_was_said_stays(self):

        actions.speak(by=SITE, at=MOMENT, draft=DraftFactory(files=(files.Upload(picture(), "image/jpeg"),)))

        attachment = Attachment.objects.get()
        assert attachment.file.storage.exists(attachment.file.name)
