"""Whether the costs of a grant are closed: a report that is sent closes them, one that comes back opens them.

Reports stand above this room and answer through `register`. So that no program writes a cost of a closed grant, their
migration puts a trigger of their own on the table, which looks at their own state:
`CREATE TRIGGER … BEFORE INSERT OR UPDATE ON spending_cost FOR EACH ROW EXECUTE FUNCTION …()`.
"""

from collections.abc import Callable

from django.db import connection
from django.utils.translation import gettext as _

from jalon.domain.core.context import current_centre_id
from jalon.domain.core.errors import DomainError
from jalon.domain.grants.models import Grant

_asked: list[Callable[[Grant], bool]] = []


class Closed(DomainError):
    """The report was sent: its costs stand as they are."""


def register(closes: Callable[[Grant], bool]) -> None:
    """From `AppConfig.ready` of a room above: asked before each write, in the centre's own context."""
    _asked.append(closes)


def locked(grant: Grant) -> bool:
    """Whether the costs of this grant may no longer change."""
    return any(closes(grant) for closes in _asked)


def hold() -> None:
    """Wait for whoever writes costs of this centre, and keep others waiting until the transaction ends.

    Every write of a cost takes it: the same invoice is not entered twice at once. Who sends a report takes it first,
    then reads `queries.as_told`: what is sent is what stands.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 27))", [f"spending:{current_centre_id()}"])


def open_for(grant: Grant) -> None:
    """Hold the costs and go on; raises `Closed` when the report is sent."""
    hold()
    if locked(grant):
        raise Closed(
            _("Les dépenses ne changent plus : le rapport est envoyé."),
            _("Ce qui est signé reste tel quel."),
            _("Si quelque chose est faux, demandez à l’administration de rendre le rapport."),
        )
