"""All that is held about somebody as one file: to read, to process, and with what they attached."""

import json
import zipfile
from collections.abc import Mapping
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast

from django.template.loader import render_to_string

from saidanddone.contributions import holdings
from saidanddone.contributions.models import Attachment
from saidanddone.core.languages import active

IN_MEMORY = 5_000_000


def archive(held: Mapping[str, Any], attachments: list[Attachment]) -> IO[bytes]:
    """A zip with `data.json`, the same to be read as `data.html`, and the files."""
    file = cast("IO[bytes]", SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("data.json", json.dumps(held, ensure_ascii=False, indent=2))
        context = {"held": held, "parts": holdings.headed(held), "language": active()}
        folder.writestr("data.html", render_to_string("contributions/held.html", context))
        for attachment in attachments:
            with attachment.file.open("rb") as content:
                folder.writestr(f"files/{str(attachment.file.name).rsplit('/', 1)[-1]}", content.read())
    file.seek(0)
    return file
