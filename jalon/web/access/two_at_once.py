"""The same thing sent twice at one moment: a sentence for whoever came second, a line for the operator."""

import logging

from django.db import DatabaseError
from django.http import HttpRequest

from jalon.domain.core.clashes import AtOnce, clash_of

_log = logging.getLogger("django.request")


def heard(request: HttpRequest, fault: DatabaseError) -> AtOnce:
    """The refusal to show, once the transaction is undone. Raises `fault` again when it is no such thing.

    The operator reads where it happened: a service that is refused so often should look before it writes.
    """
    refusal = clash_of(fault)
    if refusal is None:
        raise fault
    _log.error("", extra={"request": request, "status_code": refusal.status}, exc_info=fault)
    return refusal
