"""A body that is far larger than any form of ours is refused before a byte of it is kept."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

LARGEST_BODY = 64 * 1024 * 1024
"""Bytes: room for five files of ten megabytes and the words beside them."""


class BoundedUploads(FileUploadHandler):
    """The first of `FILE_UPLOAD_HANDLERS`. Those after it would write whatever comes to the temporary folder."""

    def handle_raw_input(
        self, input_data: Any, META: Mapping[str, Any], content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        if content_length > LARGEST_BODY:
            raise RequestDataTooBig(f"a body of {content_length} bytes; at most {LARGEST_BODY}")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
