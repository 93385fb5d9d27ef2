"""The life of a convention, as one table. `docs/states-convention.md` is printed from it; the database holds it too.

Guards read the convention and the facts of the act; they raise, they never write.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.conventions.enums import AT_THE_CENTRE, Act, State
from jalon.domain.conventions.permissions import may_commit, may_decide, may_examine, may_write
from jalon.domain.core import both_sides
from jalon.domain.core.errors import DomainError, InvalidInput
from jalon.domain.core.transitions import Machine, Transition


def window_is_open(subject: Any, *, on: date, **facts: Any) -> None:
    """Written and sent within the delay; a person at the administration may give another."""
    if on > subject.entry_until:
        raise DomainError(
            _("Le délai pour envoyer cette convention est passé depuis le %(day)s.")
            % {"day": subject.entry_until.strftime("%d/%m/%Y")},
            _("Rien n’est perdu : le texte reste tel que vous l’avez laissé."),
            _("Demandez un nouveau délai à l’administration, en disant pourquoi."),
        )


def ready_to_send(subject: Any, *, on: date, missing: tuple[str, ...], **facts: Any) -> None:
    """Every field is filled, within its limit, in time."""
    window_is_open(subject, on=on)
    if missing:
        raise InvalidInput(_("Le texte n’est pas complet."), " ".join(missing))


def says_why(subject: Any, *, reason: str, **facts: Any) -> None:
    """An act that closes or opens something again is explained in words."""
    if len(reason.strip()) < 5:
        raise InvalidInput(_("Dites pourquoi, en quelques mots."), field="reason")


def later_and_why(subject: Any, *, reason: str, until: date, on: date, **facts: Any) -> None:
    """A new delay lies ahead, after the one before, and has its reason."""
    says_why(subject, reason=reason)
    if until <= on or until <= subject.entry_until:
        raise InvalidInput(_("Le nouveau délai vient après l’ancien, et après aujourd’hui."), field="until")


def reopened_for_a_time(subject: Any, *, reason: str, until: date, on: date, **facts: Any) -> None:
    """A way back has its reason and some days to walk it."""
    says_why(subject, reason=reason)
    if until <= on:
        raise InvalidInput(_("Le nouveau délai vient après aujourd’hui."), field="until")


def has_remarks(subject: Any, *, remarks: dict[str, str], words: str, **facts: Any) -> None:
    """Who gets a text back is told what to look at."""
    if not remarks and len(words.strip()) < 5:
        raise InvalidInput(_("Écrivez au moins une remarque : le centre doit savoir quoi revoir."), field="words")


def says_advice(subject: Any, *, favourable: bool, all_checked: bool, words: str, **facts: Any) -> None:
    """A favourable advice with everything checked stands by itself; any other is explained to the minister."""
    if not (favourable and all_checked) and len(words.strip()) < 5:
        raise InvalidInput(_("Expliquez l’avis au ministre, en quelques mots."), field="words")


BEGINS = gettext_lazy("Le texte se prépare ; il s’enregistre seul.")
SENDS = gettext_lazy("Le texte est figé et part à l’administration.")
WITHDRAWS = gettext_lazy("Le centre n’y prend plus part, sauf si l’administration rouvre.")
EXTENDS = gettext_lazy("Ce centre a plus de temps ; la raison est gardée.")
BACK = gettext_lazy("Le centre lit les remarques et revoit son texte.")
ADVISES = gettext_lazy("L’avis part au ministre ; le centre ne le lit pas.")
RETURNS = gettext_lazy("L’administration examine de nouveau.")
APPROVES = gettext_lazy("Le texte à signer est fait ; président et directeur ont une semaine.")
REFUSES = gettext_lazy("Le centre lit la raison. L’administration peut rouvrir.")
SIGNS = gettext_lazy("La signature est liée au texte exact.")
CENTRE_DONE = gettext_lazy("Les deux ont signé : le texte attend le ministre.")
FORCE = gettext_lazy("La convention est en vigueur et l’avance est due.")
RECALLS = gettext_lazy("Le texte revient au centre ; les signatures données ne valent que pour l’ancien.")
REOPENS = gettext_lazy("Le centre reprend son texte là où il l’avait laissé.")

S, A = State, Act
CONVENTION = Machine(
    "convention",
    [
        Transition(S.INVITED, A.BEGIN, S.DRAFT, may_write, window_is_open, BEGINS),
        Transition(S.INVITED, A.WITHDRAW, S.WITHDRAWN, may_commit, says_why, WITHDRAWS),
        Transition(S.INVITED, A.EXTEND, S.INVITED, may_examine, later_and_why, EXTENDS),
        Transition(S.DRAFT, A.SEND, S.SENT, may_commit, ready_to_send, SENDS),
        Transition(S.DRAFT, A.WITHDRAW, S.WITHDRAWN, may_commit, says_why, WITHDRAWS),
        Transition(S.DRAFT, A.EXTEND, S.DRAFT, may_examine, later_and_why, EXTENDS),
        Transition(S.SENT, A.SEND_BACK, S.BACK, may_examine, has_remarks, BACK),
        Transition(S.SENT, A.ADVISE, S.ADVISED, may_examine, says_advice, ADVISES),
        Transition(S.BACK, A.SEND, S.SENT, may_commit, ready_to_send, SENDS),
        Transition(S.BACK, A.WITHDRAW, S.WITHDRAWN, may_commit, says_why, WITHDRAWS),
        Transition(S.BACK, A.EXTEND, S.BACK, may_examine, later_and_why, EXTENDS),
        Transition(S.ADVISED, A.RETURN_ADVICE, S.SENT, may_decide, says_why, RETURNS),
        Transition(S.ADVISED, A.APPROVE, S.DECIDED, may_decide, None, APPROVES),
        Transition(S.ADVISED, A.REFUSE, S.REFUSED, may_decide, says_why, REFUSES),
        Transition(S.DECIDED, A.SIGN, S.DECIDED, may_commit, None, SIGNS),
        Transition(S.DECIDED, A.SIGN_LAST, S.CENTRE_SIGNED, may_commit, None, CENTRE_DONE),
        Transition(S.DECIDED, A.WITHDRAW, S.WITHDRAWN, may_commit, says_why, WITHDRAWS),
        Transition(S.DECIDED, A.RECALL, S.BACK, may_decide, reopened_for_a_time, RECALLS),
        Transition(S.CENTRE_SIGNED, A.SIGN_MINISTER, S.IN_FORCE, may_decide, None, FORCE),
        Transition(S.CENTRE_SIGNED, A.RECALL, S.BACK, may_decide, reopened_for_a_time, RECALLS),
        Transition(S.REFUSED, A.REOPEN, S.DRAFT, may_examine, reopened_for_a_time, REOPENS),
        Transition(S.WITHDRAWN, A.REOPEN, S.DRAFT, may_examine, reopened_for_a_time, REOPENS),
    ],
)
CENTRES = {may_write, may_commit}


def moves() -> set[tuple[str, str, str]]:
    """(database role, from, to): what migration 0002 lets each side do."""
    return both_sides.moves(CONVENTION, CENTRES)


def as_page() -> str:
    """The table, as `docs/states-convention.md` holds it."""
    labels = "\n".join(f"| {one.value} | {AT_THE_CENTRE[one]} | {one.label} |" for one in State)
    return (
        "# The states of a convention\n\n"
        "Printed from `jalon/domain/conventions/transitions.py` (`python -m jalon.command.states_pages`); a "
        "test keeps it up to date.\n\n"
        f"{CONVENTION.as_markdown()}\n\n"
        "Two acts of one name lead further or stay: `sign` while the other signatory of the centre still has to sign, "
        "`sign_last` when both have. The database holds the same moves (migration 0002 of `conventions`): no program "
        "makes another. An amendment is a convention of its own with a number, and goes the same way from `draft`.\n\n"
        f"## What each side reads\n\n| state | the centre | the administration |\n|---|---|---|\n{labels}\n"
    )
