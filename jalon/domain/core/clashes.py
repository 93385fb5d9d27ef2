"""Two who write the same thing at the same moment: the database lets the first in, and refuses the second."""

from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _

from jalon.domain.core.errors import Conflict

# PostgreSQL's names: a value there already, a period taken already, a transaction that another overtook, two that wait
# for each other.
_SAME_MOMENT = {"23505", "23P01", "40001", "40P01"}


class AtOnce(Conflict):
    """What was sent was done by somebody else, or by a second press of the same button, a moment before."""

    what = _("Ceci a été fait deux fois au même moment : une seule compte.")
    why = _("Quelqu’un d’autre l’a fait en même temps, ou le bouton a servi deux fois.")
    what_to_do = _("Rouvrez la page : si votre acte y est, il n’y a rien à refaire ; sinon, recommencez.")


def clash_of(fault: DatabaseError) -> AtOnce | None:
    """The refusal that a fault of the database stands for; None when it is a fault indeed."""
    return AtOnce() if getattr(fault.__cause__, "sqlstate", "") in _SAME_MOMENT else None
