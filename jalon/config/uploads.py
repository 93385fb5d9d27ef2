"""How much may be sent in one form with files. What is larger is refused before a byte of it is kept."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

HEAVIEST = 30 * 2**20  # bytes; the pages themselves ask for less, and say so


class Bounded(FileUploadHandler):
    """The first of the handlers: it keeps nothing and lets the others work."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *rest: Any, **more: Any) -> None:  # noqa: N803
        """Raises `RequestDataTooBig`, which is answered by a sentence."""
        if content_length > HEAVIEST:
            raise RequestDataTooBig("a form with files of more than 30 MB")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """To the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Kept by another handler."""
        return
