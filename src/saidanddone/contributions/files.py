"""Uploads: read by their content, not by their name; images made anew, so that nothing rides along.

A photo is decoded and encoded again without its metadata (where and when it was taken, by which camera). A PDF is kept
as it is, and is only ever handed out as a download.
"""

import hashlib
import io
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

MOST_FILES = 5
LARGEST = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
"""A photo of a large camera has 50 million; a bomb of a few kilobytes unfolds to billions."""
LONGEST_SIDE = 2400
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
ACCEPT = "image/jpeg,image/png,image/webp,image/gif,application/pdf"
_PDF = b"%PDF-"


class BadFile(ValueError):
    """The message is written for the person whose file it is."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that is fit to be kept."""

    content: bytes = field(repr=False)
    media_type: str
    description: str = ""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def extension(self) -> str:
        return "pdf" if self.media_type == "application/pdf" else "jpg"


def read(uploaded: UploadedFile, description: str = "") -> Upload:
    """The file as it will be kept. Raises `BadFile` if it is too large, or neither an image nor a PDF."""
    if (uploaded.size or 0) > LARGEST:
        raise BadFile(_("This file is larger than 10 MB. Choose a smaller one."))
    content = uploaded.read(LARGEST + 1)
    if not content:
        raise BadFile(_("This file is empty."))
    if content.startswith(_PDF):
        return Upload(content, "application/pdf", description)
    return Upload(_made_anew(content), "image/jpeg", description)


def _made_anew(content: bytes) -> bytes:
    """The picture upright, no larger than a screen shows, as a JPEG that holds nothing but the picture."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise BadFile(_("This picture has too many pixels. Choose a smaller one."))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            flat = _on_white(upright)
    except BadFile:
        raise
    except Exception:  # whatever a decoder may raise on a stranger's bytes
        raise BadFile(_("This is not a photo (JPEG, PNG, WebP or GIF) or a PDF that we can read.")) from None
    encoded = io.BytesIO()
    flat.save(encoded, "JPEG", quality=82, optimize=True, progressive=True)
    return encoded.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """JPEG knows no transparency. The new image takes the pixels alone: no EXIF, no profile, no comment."""
    coloured = image.convert("RGBA")
    flat = Image.new("RGB", coloured.size, "white")
    flat.paste(coloured, mask=coloured.getchannel("A"))
    return flat
