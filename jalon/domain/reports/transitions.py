"""The life of a report, as one table. `docs/states-report.md` is printed from it; the database holds it too.

Guards read the report and the facts of the act; they raise, they never write.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.conventions.transitions import has_remarks, says_advice, says_why
from jalon.domain.core import both_sides
from jalon.domain.core.errors import DomainError, InvalidInput
from jalon.domain.core.transitions import Machine, Transition
from jalon.domain.reports.enums import AT_THE_CENTRE, Act, State
from jalon.domain.reports.permissions import may_commit, may_decide, may_examine, may_write


def in_time(subject: Any, *, on: date, **facts: Any) -> None:
    """Signed and sent by its day; a person at the administration may give another."""
    if subject.due and on > subject.due:
        raise DomainError(
            _("Le délai pour envoyer ce rapport est passé depuis le %(day)s.")
            % {"day": subject.due.strftime("%d/%m/%Y")},
            _("Rien n’est perdu : le texte reste tel que vous l’avez laissé."),
            _("Demandez un autre délai à l’administration, en disant pourquoi."),
        )


def ready_to_sign(subject: Any, *, on: date, blocking: tuple[str, ...], **facts: Any) -> None:
    """In time, and nothing stands in the way."""
    in_time(subject, on=on)
    if blocking:
        raise InvalidInput(_("Ce rapport ne peut pas encore être signé."), " ".join(blocking))


def later_with_reason(subject: Any, *, reason: str, until: date, on: date, **facts: Any) -> None:
    """A day ahead, after the one before, and why."""
    says_why(subject, reason=reason)
    if until <= on or (subject.due and until <= subject.due):
        raise InvalidInput(_("Le nouveau délai vient après l’ancien, et après aujourd’hui."), field="until")


def reopened_for_a_time(subject: Any, *, reason: str, until: date, on: date, **facts: Any) -> None:
    """A way back has its reason and some days to walk it."""
    says_why(subject, reason=reason)
    if until <= on:
        raise InvalidInput(_("Le nouveau délai vient après aujourd’hui."), field="until")


def nothing_open(subject: Any, *, open_lines: int, **facts: Any) -> None:
    """Every line that was asked for is concluded before the minister reads an advice."""
    if open_lines:
        raise DomainError(
            _("Le contrôle de certaines dépenses n’est pas conclu."),
            _("Lignes ouvertes : %(n)s.") % {"n": open_lines},
            _("Concluez-les d’abord : acceptée, réduite ou refusée, avec la raison."),
        )


def advice_stands(subject: Any, *, open_lines: int, **facts: Any) -> None:
    """An advice is explained, and the sample is concluded."""
    nothing_open(subject, open_lines=open_lines)
    says_advice(subject, **facts)


SIGNS = gettext_lazy("Le texte est figé ; la signature est liée à ce texte exact.")
SENDS = gettext_lazy("Deux personnes ont signé : le rapport part à l’administration.")
TAKES = gettext_lazy("Le texte peut changer de nouveau ; la signature donnée reste sans effet.")
EXTENDS = gettext_lazy("Ce centre a un autre délai ; la raison est gardée.")
BACK = gettext_lazy("Le centre lit les remarques et revoit son rapport.")
ADVISES = gettext_lazy("L’avis part au ministre ; le centre ne le lit pas.")
RETURNS = gettext_lazy("L’administration examine de nouveau.")
APPROVES = gettext_lazy("Les montants acceptés sont fixés, ligne par ligne.")
REOPENS = gettext_lazy("Le centre revoit son rapport ; les montants acceptés ne comptent plus.")

S, A = State, Act
REPORT = Machine(
    "report",
    [
        Transition(S.OPEN, A.SIGN, S.READY, may_commit, ready_to_sign, SIGNS),
        Transition(S.OPEN, A.EXTEND, S.OPEN, may_examine, later_with_reason, EXTENDS),
        Transition(S.READY, A.SIGN_LAST, S.SENT, may_commit, ready_to_sign, SENDS),
        Transition(S.READY, A.TAKE_BACK, S.OPEN, may_write, says_why, TAKES),
        Transition(S.READY, A.TAKE_BACK_AGAIN, S.BACK, may_write, says_why, TAKES),
        Transition(S.READY, A.EXTEND, S.READY, may_examine, later_with_reason, EXTENDS),
        Transition(S.SENT, A.SEND_BACK, S.BACK, may_examine, has_remarks, BACK),
        Transition(S.SENT, A.ADVISE, S.ADVISED, may_examine, advice_stands, ADVISES),
        Transition(S.BACK, A.SIGN, S.READY, may_commit, ready_to_sign, SIGNS),
        Transition(S.BACK, A.EXTEND, S.BACK, may_examine, later_with_reason, EXTENDS),
        Transition(S.ADVISED, A.RETURN_ADVICE, S.SENT, may_decide, says_why, RETURNS),
        Transition(S.ADVISED, A.APPROVE, S.APPROVED, may_decide, nothing_open, APPROVES),
        Transition(S.APPROVED, A.REOPEN, S.BACK, may_examine, reopened_for_a_time, REOPENS),
    ],
)
CENTRES = {may_write, may_commit}


def moves() -> set[tuple[str, str, str]]:
    """(database role, from, to): what migration 0002 lets each side do."""
    return both_sides.moves(REPORT, CENTRES)


def as_page() -> str:
    """The table, as `docs/states-report.md` holds it."""
    labels = "\n".join(f"| {one.value} | {AT_THE_CENTRE[one]} | {one.label} |" for one in State)
    return (
        "# The states of a report\n\n"
        "Printed from `jalon/domain/reports/transitions.py` (`python -m jalon.command.states_pages`); a "
        "test keeps it up to date.\n\n"
        f"{REPORT.as_markdown()}\n\n"
        "The first signature freezes the text, the second sends it: `sign`, then `sign_last` by the other of the two. "
        "A signed text changes only when somebody takes it back; the signature then counts for nothing. `take_back` "
        "leads where the text was: `open`, or `back` once it had been sent (`take_back_again`). The database holds the "
        "same moves (migration 0002 of `reports`): no program makes another.\n\n"
        f"## What each side reads\n\n| state | the centre | the administration |\n|---|---|---|\n{labels}\n"
    )
