"""The lives of an account, of a batch and of an order, as tables. `docs/states-payments.md` is printed from them.

The database holds the same moves (migration 0002). Guards read the object and the facts of the act; they never write.
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.core.errors import DomainError, InvalidInput
from jalon.domain.core.transitions import Machine, Transition
from jalon.domain.payments.enums import AccountState, Act, BatchState, State
from jalon.domain.payments.permissions import may_commit, may_pay, may_write


def another_hand(subject: Any, *, by: Any, **facts: Any) -> None:
    """A second person, not the same one under another role."""
    first = subject.given_by if hasattr(subject, "given_by") else subject.prepared_by
    if first.pk == by.pk or (first.user_id and first.user_id == by.user_id):
        raise DomainError(
            _("La même personne ne fait pas les deux."),
            _("L’argent demande quatre yeux : une personne prépare, une autre confirme."),
            _("Demandez à quelqu’un d’autre qui en a le droit."),
        )


def says_why(subject: Any, *, reason: str, **facts: Any) -> None:
    """An act that ends something is explained in words."""
    if len(reason.strip()) < 5:
        raise InvalidInput(_("Dites pourquoi, en quelques mots."), field="reason")


CONFIRMS = gettext_lazy("Les paiements vont sur ce compte ; l’ancien ne sert plus.")
REPLACED = gettext_lazy("Un autre compte est confirmé.")
WITHDRAWS = gettext_lazy("Le compte donné n’est pas confirmé ; rien ne change.")
RELEASES = gettext_lazy("Le fichier de paiement est fait, une fois.")
DROPS = gettext_lazy("Rien n’est payé ; les montants restent dus.")
EXECUTES = gettext_lazy("Le centre lit que c’est payé.")
REJECTS = gettext_lazy("Le montant reste dû ; il s’ordonne encore une fois sur ce compte.")
RECEIVES = gettext_lazy("Le remboursement est soldé.")
GIVES_UP = gettext_lazy("Le remboursement n’est plus demandé ; la raison est gardée.")

ACCOUNT = Machine(
    "account",
    [
        Transition(AccountState.GIVEN, Act.CONFIRM, AccountState.CONFIRMED, may_commit, another_hand, CONFIRMS),
        Transition(AccountState.GIVEN, Act.WITHDRAW, AccountState.WITHDRAWN, may_write, None, WITHDRAWS),
        Transition(AccountState.CONFIRMED, Act.REPLACE, AccountState.REPLACED, may_commit, None, REPLACED),
    ],
)
BATCH = Machine(
    "batch",
    [
        Transition(BatchState.PREPARED, Act.RELEASE, BatchState.RELEASED, may_pay, another_hand, RELEASES),
        Transition(BatchState.PREPARED, Act.DROP, BatchState.DROPPED, may_pay, says_why, DROPS),
    ],
)
ORDER = Machine(
    "order",
    [
        Transition(State.PREPARED, Act.RELEASE, State.RELEASED, may_pay, None, RELEASES),
        Transition(State.PREPARED, Act.DROP, State.DROPPED, may_pay, None, DROPS),
        Transition(State.RELEASED, Act.EXECUTE, State.EXECUTED, may_pay, None, EXECUTES),
        Transition(State.RELEASED, Act.REJECT, State.REJECTED, may_pay, says_why, REJECTS),
        Transition(State.CLAIMED, Act.RECEIVE, State.RECEIVED, may_pay, None, RECEIVES),
        Transition(State.CLAIMED, Act.DROP, State.DROPPED, may_pay, says_why, GIVES_UP),
    ],
)
MACHINES = (ACCOUNT, BATCH, ORDER)


def moves(machine: Machine) -> set[tuple[str, str]]:
    """(from, to): what migration 0002 lets happen."""
    return {(str(line.source), str(line.target)) for line in machine.transitions}


def as_page() -> str:
    """The tables, as `docs/states-payments.md` holds them."""
    parts = "\n\n".join(f"## {one.name.capitalize()}\n\n{one.as_markdown()}" for one in MACHINES)
    return (
        "# The states of accounts, batches and orders\n\n"
        "Printed from `jalon/domain/payments/transitions.py` (`python -m jalon.command.states_pages`); a test keeps it "
        "up to date. The database holds the same moves (migration 0002 of `payments`).\n\n"
        f"{parts}\n"
    )
