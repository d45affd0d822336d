"""A text service that sends nothing: each text is kept as a file, to be read on this machine."""

import os
from pathlib import Path

from django.conf import settings

from saidanddone.core import clock
from saidanddone.core.ids import new_public_id


def write(number: str, words: str) -> None:
    """For TEXT_SERVICE. The name begins with the moment, so that a folder lists them in order."""
    folder = Path(settings.TEXT_FILE_PATH)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{clock.now():%Y%m%d-%H%M%S}-{new_public_id()}.txt"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)  # it holds somebody's number
    with open(handle, "w", encoding="utf-8") as file:
        file.write(f"To: {number}\n\n{words}\n")
