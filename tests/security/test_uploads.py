"""Files from strangers: what is kept is a picture made anew or a PDF, never what they sent under another name."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from saidanddone.contributions import files
from saidanddone.contributions.files import BadFile, read
from saidanddone.core import uploads

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
PHP = b"GIF89a<?php system($_GET['c']); ?>"


def sent(content, name="photo.jpg", media_type="image/jpeg"):
    return SimpleUploadedFile(name, content, media_type)


def picture(form="JPEG", size=(40, 30), **options):
    made = io.BytesIO()
    Image.new("RGB", size, "teal").save(made, form, **options)
    return made.getvalue()


def with_place_and_name():
    exif = Image.Exif()
    exif[0x010E] = "Mair Pugh at home"
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 24.0, 36.0), 3: "W", 4: (4.0, 4.0, 48.0)})
    return picture(exif=exif, comment=b"4 Heol Fawr")


@pytest.mark.parametrize(
    "content", [SVG, HTML, PHP, b"", b"PK\x03\x04", b"\x7fELF", b"<?xml version='1.0'?>" + SVG, picture()[:60]]
)
@pytest.mark.parametrize("media_type", ["image/jpeg", "image/svg+xml", "text/html", "application/pdf"])
def test_what_is_no_picture_and_no_pdf_is_refused_whatever_it_calls_itself(content, media_type):
    with pytest.raises(BadFile):
        read(sent(content, "photo.jpg", media_type))


@pytest.mark.parametrize("form", ["BMP", "TIFF", "ICO", "PPM", "TGA"])
def test_decoders_that_nobody_needs_stay_out_of_reach(form):
    with pytest.raises(BadFile):
        read(sent(picture(form)))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_is_made_anew(form):
    kept = read(sent(picture(form) + HTML, "x.html", "text/html"))

    assert (kept.media_type, kept.extension) == ("image/jpeg", "jpg")
    assert b"<script" not in kept.content
    assert Image.open(io.BytesIO(kept.content)).size == (40, 30)


def test_where_it_was_taken_and_by_whom_does_not_ride_along():
    sent_bytes = with_place_and_name()
    assert b"Mair Pugh" in sent_bytes

    kept = read(sent(sent_bytes)).content

    image = Image.open(io.BytesIO(kept))
    assert not image.getexif()
    assert image.size == (30, 40), "and it stands upright"
    assert not [word for word in (b"Mair", b"Heol", b"Exif", b"GPS") if word in kept]


@pytest.mark.parametrize(("side", "words"), [(8_000, "too many pixels"), (30_000, "not a photo")])
def test_a_bomb_is_refused_before_it_unfolds(side, words):
    with pytest.raises(BadFile, match=words):
        read(sent(png_that_says_it_is(side, side)))


def test_a_large_photo_is_made_smaller():
    kept = read(sent(picture(size=(3000, 1500))))

    assert max(Image.open(io.BytesIO(kept.content)).size) == files.LONGEST_SIDE


def test_a_file_that_is_too_large_is_refused_whatever_its_size_says(monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 100)

    with pytest.raises(BadFile, match="larger than"):
        read(sent(picture()))


def test_a_pdf_that_is_also_a_page_is_kept_as_a_download_only():
    kept = read(sent(b"%PDF-1.4\n" + HTML, "x.html", "text/html"))

    assert (kept.media_type, kept.extension) == ("application/pdf", "pdf")


def test_a_page_that_hides_a_pdf_is_refused():
    with pytest.raises(BadFile):
        read(sent(HTML + b"%PDF-1.4"))


def png_that_says_it_is(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/say/check/", "/record/check/", "/account/login/"])
def test_a_body_larger_than_any_form_is_refused_before_it_is_kept(client, path, monkeypatch):
    monkeypatch.setattr("saidanddone.core.uploads.LARGEST_BODY", 2000)

    refused = client.post(path, {"files": sent(b"x" * 3000)})
    taken = client.post(path, {"files": sent(b"x" * 500)})

    assert refused.status_code == 400
    assert "We could not understand that" in refused.text
    assert taken.status_code in (200, 302, 400)
    assert "We could not understand that" not in taken.text


def test_the_largest_body_holds_as_many_files_as_may_be_sent():
    assert files.MOST_FILES * files.LARGEST < uploads.LARGEST_BODY
