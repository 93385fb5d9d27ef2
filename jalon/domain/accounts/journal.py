"""The journal stands above this room; it gives its `record` to `writer` when the apps are ready (`audit.apps`).

Called in the act's own transaction: both stay, or neither.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from jalon.domain.accounts.models import Membership
from jalon.domain.core.models import CentreOwned

writer: Callable[..., None] | None = None


def record(
    *, actor: Membership | None, verb: str, subject: CentreOwned, on: date, detail: dict[str, Any] | None = None
) -> None:
    """Write one row. An act that cannot be recorded does not happen."""
    if writer is None:
        raise RuntimeError("The journal is not installed: jalon.domain.audit is missing from INSTALLED_APPS.")
    writer(actor=actor, verb=verb, subject=subject, on=on, detail=detail)
