"""Files on the disk, which follow the transaction: written with their rows, deleted once that is certain."""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from functools import partial
from typing import TypeVar

from django.core.files.base import ContentFile
from django.db import transaction

from saidanddone.contributions.files import Upload
from saidanddone.contributions.models.kept_files import KeptFile
from saidanddone.core.ids import new_public_id

Kept = TypeVar("Kept", bound=KeptFile)
_written: ContextVar[list[KeptFile]] = ContextVar("_written")


@contextlib.contextmanager
def atomic_with_files() -> Iterator[None]:
    """A transaction in which files may be kept: whatever makes it fail, those that were written in it are deleted."""
    outer, written = _written.get([]), list[KeptFile]()
    token = _written.set(written)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        for each in written:
            each.file.storage.delete(str(each.file.name))
        raise
    finally:
        _written.reset(token)
    outer += written


def keep(row: Kept, upload: Upload) -> Kept:
    """Store a file under a name of ours, with the row that says what it goes with, inside `atomic_with_files`."""
    row.public_id = new_public_id()
    row.media_type, row.size, row.sha256 = upload.media_type, len(upload.content), upload.sha256
    row.description = upload.description
    _written.get().append(row)
    row.file.save(f"{row.public_id}.{upload.extension}", ContentFile(upload.content), save=False)
    row.save(force_insert=True)
    return row


def delete(row: KeptFile) -> None:
    """Delete the row, and its file once that is certain."""
    transaction.on_commit(partial(row.file.storage.delete, str(row.file.name)))
    row.delete()
