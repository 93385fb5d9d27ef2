"""What went wrong, for the operator: where and of what kind, never what somebody had written or who it was about.

The words of an exception are left out: PostgreSQL and Python put values into them. The lines of code are ours.
"""

import logging
import traceback
from types import TracebackType

from jalon.config.access_log import without_secrets


class WithoutWords(logging.Formatter):
    """A moment, a page, and the way through the code to each exception's kind."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """As logging's; of a page only its path, without the part that is a key."""
        request = getattr(record, "request", None)
        if request is not None:
            record = logging.makeLogRecord(record.__dict__)
            status, path = getattr(record, "status_code", "?"), without_secrets(str(getattr(request, "path", "")))
            record.msg, record.args, record.exc_text = f"{status} {request.method} {path}", (), None
        return super().format(record)

    def formatException(  # noqa: N802  logging's own name
        self, info: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """The frames of the fault and of those that led to it."""
        chain, fault = [], info[1]
        while fault is not None and fault not in chain:
            chain.append(fault)
            fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
        return "then ".join(
            f"{type(one).__module__}.{type(one).__qualname__} at\n{''.join(traceback.format_tb(one.__traceback__))}"
            for one in reversed(chain)
        ).rstrip()
