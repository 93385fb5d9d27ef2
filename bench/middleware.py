"""Counts the queries of each answer, and the processor's time it took."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

QUERIES = "X-Bench-Queries"
PROCESSOR = "X-Bench-Processor"  # milliseconds of the worker's thread, without PostgreSQL's and without waiting


class Measure:
    """First of the middlewares: sees the session's and the gate's queries too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, with both in its headers."""
        count, begun = 0, time.thread_time()

        def counted(execute: Callable[..., Any], *args: Any) -> Any:
            nonlocal count
            count += 1
            return execute(*args)

        with connection.execute_wrapper(counted):
            response = self.get_response(request)
        response.headers[QUERIES] = str(count)
        response.headers[PROCESSOR] = f"{1000 * (time.thread_time() - begun):.3f}"
        return response
