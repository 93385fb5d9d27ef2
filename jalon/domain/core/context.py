"""In whose name the database is spoken to.

The web login has no right on any table of a centre. A context opens a transaction, takes the role the work needs
(`SET LOCAL ROLE`) and tells PostgreSQL who acts and for which centre; row-level security does the rest. When the
context closes, role and settings are put back, so a pooled connection never carries them further.
"""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction

APP = "jalon_app"
FEDERAL = "jalon_federal"
AUTH = "jalon_auth"
PERSON = "jalon_person"
OWNER = "jalon_owner"


@dataclass(frozen=True)
class Context:
    """Who acts, for whom, why. Every value is written to `app.*` settings that policies and triggers read."""

    role: str
    centre_id: UUID | None = None
    member_id: UUID | None = None
    user_id: UUID | None = None
    person_id: UUID | None = None
    purpose: str = ""
    successor_id: UUID | None = None
    trace_id: UUID = field(default_factory=uuid4)

    def settings(self) -> dict[str, str]:
        """The values as PostgreSQL settings; an empty string stands for nothing."""
        return {
            "app.centre_id": str(self.centre_id or ""),
            "app.member_id": str(self.member_id or ""),
            "app.user_id": str(self.user_id or ""),
            "app.person_id": str(self.person_id or ""),
            "app.purpose": self.purpose,
            "app.successor_id": str(self.successor_id or ""),
            "app.trace_id": str(self.trace_id),
        }


class ContextMissing(RuntimeError):
    """A centre's data was asked for outside any context: a fault in the program, never in what a user did."""


_current: ContextVar[Context | None] = ContextVar("jalon_context", default=None)


def current() -> Context:
    """The context in force, or `ContextMissing`."""
    context = _current.get()
    if context is None:
        raise ContextMissing("No context: wrap this in centre_context(), federal_context() or operator_context().")
    return context


def current_or_none() -> Context | None:
    """The context in force, if any."""
    return _current.get()


def current_centre_id() -> UUID:
    """The centre in whose name we work; the default of every `centre` column."""
    centre_id = current().centre_id
    if centre_id is None:
        raise ContextMissing("This context belongs to no centre.")
    return centre_id


def _tell(role: str, values: dict[str, str]) -> None:
    values = {"role": role, **values}
    calls = ", ".join(["set_config(%s, %s, true)"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", [part for pair in values.items() for part in pair])


@contextlib.contextmanager
def entered(context: Context) -> Iterator[Context]:
    """Run a block in one transaction under `context`; nested contexts put the outer one back."""
    outer = _current.get()
    # SET LOCAL ends with the transaction by itself; only inside somebody else's must it be put back by hand.
    ends_with_us = not connection.in_atomic_block
    with transaction.atomic():
        _tell(context.role, context.settings())
        token = _current.set(context)
        try:
            yield context
        finally:
            _current.reset(token)
        # After an exception the rollback itself puts the former settings back.
        if not connection.needs_rollback:
            if outer:
                _tell(outer.role, outer.settings())
            elif not ends_with_us:
                _tell(settings.JALON_RESTING_ROLE, dict.fromkeys(context.settings(), ""))


def centre_context(
    centre_id: UUID, *, member_id: UUID | None = None, user_id: UUID | None = None, purpose: str = ""
) -> contextlib.AbstractContextManager[Context]:
    """Work in one centre as its application: rows of other centres do not exist."""
    return entered(Context(APP, centre_id=centre_id, member_id=member_id, user_id=user_id, purpose=purpose))


def federal_context(*, user_id: UUID | None = None) -> contextlib.AbstractContextManager[Context]:
    """Work as the federal administration: no right at all on any file."""
    return entered(Context(FEDERAL, user_id=user_id))


def person_context(centre_id: UUID, *, person_id: UUID, user_id: UUID) -> contextlib.AbstractContextManager[Context]:
    """Show one person what their centre lets them read of their own file: the columns of `space.reach`, no others."""
    return entered(Context(PERSON, centre_id=centre_id, person_id=person_id, user_id=user_id))


def sign_in_context(user_id: UUID) -> contextlib.AbstractContextManager[Context]:
    """Look up one's own memberships before a centre is chosen."""
    return entered(Context(AUTH, user_id=user_id))


def operator_context(centre_id: UUID | None = None) -> contextlib.AbstractContextManager[Context]:
    """Work as the installation's operator (the `jalon` command). The web login cannot take this role."""
    return entered(Context(OWNER, centre_id=centre_id))


def adopt_purpose(purpose: str) -> None:
    """Give the context in force a reason, until it closes: for a page that learns it on its way."""
    context = replace(current(), purpose=purpose)
    _tell(context.role, {"app.purpose": purpose})
    _current.set(context)
