"""The life of a PIIS and of an amendment, as two tables. `docs/states-piis.md` is printed from them.

Guards read the project and the facts of the act; they raise, they never write.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.core.errors import DomainError, InvalidInput
from jalon.domain.core.transitions import Machine, Transition
from jalon.domain.piis.enums import Act, AmendmentState, State
from jalon.domain.piis.errors import Incomplete, Missing
from jalon.domain.piis.permissions import may_decide, may_draw_up, may_record_signature


def text_is_complete(subject: Any, *, missing: tuple[Missing, ...], **facts: Any) -> None:
    """The law's content, the bilan and the dates are there."""
    if missing:
        raise Incomplete(missing)


def nobody_signed(subject: Any, *, signatures: int, **facts: Any) -> None:
    """A signed text is frozen."""
    if signatures:
        raise DomainError(
            _("Ce texte ne peut plus être repris."),
            _("Quelqu’un l’a déjà signé."),
            _("Abandonnez-le et préparez-en un autre à partir de celui-ci."),
        )


def says_why(subject: Any, *, reason: str, **facts: Any) -> None:
    """An act that closes something is explained in words."""
    if not reason.strip():
        raise InvalidInput(_("Dites pourquoi, en quelques mots."), field="reason")


def dates_follow(subject: Any, *, day: date, earliest: date | None, today: date, field: str, **facts: Any) -> None:
    """A fact is not before what it follows from, nor in the future."""
    if earliest is not None and day < earliest:
        raise InvalidInput(
            _("Cette date vient trop tôt : au plus tôt le %(day)s.") % {"day": earliest.strftime("%d/%m/%Y")},
            field=field,
        )
    if day > today:
        raise InvalidInput(_("Cette date est dans le futur."), field=field)


def last_day_is_possible(subject: Any, *, day: date, **facts: Any) -> None:
    """A project ends on or after its first day."""
    if subject.since and day < subject.since:
        raise InvalidInput(_("La fin vient avant le début du PIIS."), field="effective_on")


def its_day_has_come(subject: Any, *, earliest: date, today: date, **facts: Any) -> None:
    """An amendment holds from the day that was agreed, not before."""
    if today < earliest:
        raise DomainError(
            _("Cet avenant ne prend effet que le %(day)s.") % {"day": earliest.strftime("%d/%m/%Y")},
            "",
            _("Le texte en vigueur vaut jusque-là."),
        )


def something_changes(subject: Any, *, changes: int, **facts: Any) -> None:
    """An amendment without a difference is not one."""
    if not changes:
        raise DomainError(
            _("Cet avenant ne change rien."),
            "",
            _("Modifiez le texte, ou abandonnez l’avenant."),
        )


HANDS_OVER = gettext_lazy("Le texte est figé et le délai de réflexion commence.")
TAKES_BACK = gettext_lazy("Le texte redevient modifiable ; il faudra le remettre de nouveau.")
GIVES_UP = gettext_lazy("Le projet est abandonné. Il reste dans le dossier, sans effet.")
SIGNS = gettext_lazy("La signature est liée au texte exact et ne peut plus être retirée.")
CONCLUDES = gettext_lazy("Tous ont signé : le contrat est conclu et attend le Conseil.")
APPROVES = gettext_lazy("Le PIIS est en cours et ses évaluations sont attendues.")
REFUSES = gettext_lazy("Le PIIS n’a pas d’effet.")
SENDS_BACK = gettext_lazy("Le texte revient au travailleur ; un nouveau texte devra être signé.")
EVALUATES = gettext_lazy("L’évaluation est gardée telle quelle et la suivante est attendue.")
AMENDS = gettext_lazy("Un avenant se prépare ; le texte en vigueur reste valable.")
EXTENDS = gettext_lazy("La prolongation doit être signée ; la fin actuelle vaut jusque-là.")
ENDS = gettext_lazy("Le PIIS s’arrête à cette date. Ses engagements restent dans leur dernier état.")
RESUMES = gettext_lazy("Un nouveau projet reprend les buts et les engagements encore ouverts.")
AGREED = gettext_lazy("Tous ont signé : l’avenant prend effet à la date convenue.")
IN_FORCE = gettext_lazy("Le nouveau texte remplace l’ancien.")
GIVES_UP_AMENDMENT = gettext_lazy("L’avenant est abandonné ; le texte en vigueur reste valable.")

PIIS = Machine(
    "piis",
    [
        Transition(State.DRAFT, Act.HAND_OVER, State.HANDED_OVER, may_draw_up, text_is_complete, HANDS_OVER),
        Transition(State.DRAFT, Act.WITHDRAW, State.WITHDRAWN, may_draw_up, says_why, GIVES_UP),
        Transition(State.HANDED_OVER, Act.TAKE_BACK, State.DRAFT, may_draw_up, nobody_signed, TAKES_BACK),
        Transition(State.HANDED_OVER, Act.WITHDRAW, State.WITHDRAWN, may_draw_up, says_why, GIVES_UP),
        Transition(State.HANDED_OVER, Act.SIGN, State.HANDED_OVER, may_record_signature, None, SIGNS),
        Transition(State.HANDED_OVER, Act.SIGN_LAST, State.SIGNED, may_record_signature, None, CONCLUDES),
        Transition(State.SIGNED, Act.APPROVE, State.RUNNING, may_decide, dates_follow, APPROVES),
        Transition(State.SIGNED, Act.REFUSE, State.REFUSED, may_decide, dates_follow, REFUSES),
        Transition(State.SIGNED, Act.SEND_BACK, State.DRAFT, may_decide, dates_follow, SENDS_BACK),
        Transition(State.SIGNED, Act.WITHDRAW, State.WITHDRAWN, may_draw_up, says_why, GIVES_UP),
        Transition(State.RUNNING, Act.EVALUATE, State.RUNNING, may_draw_up, dates_follow, EVALUATES),
        Transition(State.RUNNING, Act.AMEND, State.RUNNING, may_draw_up, None, AMENDS),
        Transition(State.RUNNING, Act.EXTEND, State.RUNNING, may_draw_up, None, EXTENDS),
        Transition(State.RUNNING, Act.END, State.ENDED, may_draw_up, last_day_is_possible, ENDS),
        Transition(State.ENDED, Act.RESUME, State.ENDED, may_draw_up, None, RESUMES),
    ],
)

AMENDMENT = Machine(
    "amendment",
    [
        Transition(
            AmendmentState.DRAFT, Act.HAND_OVER, AmendmentState.HANDED_OVER, may_draw_up, something_changes, HANDS_OVER
        ),
        Transition(
            AmendmentState.DRAFT, Act.WITHDRAW, AmendmentState.ABANDONED, may_draw_up, says_why, GIVES_UP_AMENDMENT
        ),
        Transition(
            AmendmentState.HANDED_OVER, Act.TAKE_BACK, AmendmentState.DRAFT, may_draw_up, nobody_signed, TAKES_BACK
        ),
        Transition(
            AmendmentState.HANDED_OVER,
            Act.WITHDRAW,
            AmendmentState.ABANDONED,
            may_draw_up,
            says_why,
            GIVES_UP_AMENDMENT,
        ),
        Transition(AmendmentState.HANDED_OVER, Act.SIGN, AmendmentState.HANDED_OVER, may_record_signature, None, SIGNS),
        Transition(
            AmendmentState.HANDED_OVER, Act.SIGN_LAST, AmendmentState.AGREED, may_record_signature, None, AGREED
        ),
        Transition(
            AmendmentState.AGREED,
            Act.TAKE_EFFECT,
            AmendmentState.IN_FORCE,
            may_record_signature,
            its_day_has_come,
            IN_FORCE,
        ),
    ],
)


def as_page() -> str:
    """Both tables, as `docs/states-piis.md` holds them."""
    return (
        "# The states of a PIIS\n\n"
        "Printed from `jalon/domain/piis/transitions.py` (`python -m jalon.command.states_pages`); a test keeps it "
        "up to date.\n\n"
        f"## The project\n\n{PIIS.as_markdown()}\n\n"
        "Two acts of one name lead further or stay: `sign` while another party still has to sign, `sign_last` when "
        "nobody has. `resume` leaves the ended project as it is and begins a new draft.\n\n"
        f"## An amendment\n\n{AMENDMENT.as_markdown()}\n\n"
        "An amendment whose commitments do not change needs no signature: `hand_over` leads to `agreed` in the same "
        "transaction. What is agreed takes `effect` on its day: at once when that day has come, otherwise with the "
        "first opening of, or act on, the project from that day on. The project's end abandons the rest.\n"
    )
