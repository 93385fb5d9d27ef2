"""State machines as tables: from, act, to, who, guard. Printable, and tested cell by cell."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from jalon.domain.core.errors import DomainError, NotAllowed, Text

Predicate = Callable[..., bool]
Guard = Callable[..., None]


class TransitionRefused(DomainError):
    """The act does not exist from this state."""


@dataclass(frozen=True)
class Transition:
    """One line of the table. `who(actor, subject)` says who may; `guard(subject, **facts)` raises what is missing."""

    source: str
    act: str
    target: str
    who: Predicate
    guard: Guard | None = None
    effect: Text = ""


class Machine:
    """A table of transitions over an object's `state` attribute."""

    def __init__(self, name: str, transitions: Iterable[Transition]):
        self.name = name
        self.transitions = tuple(transitions)
        self._table = {(line.source, line.act): line for line in self.transitions}
        if len(self._table) != len(self.transitions):
            raise ValueError(f"{name}: two lines for the same act from the same state")

    @property
    def states(self) -> list[str]:
        """Every state named, in order of appearance."""
        return list(dict.fromkeys(state for line in self.transitions for state in (line.source, line.target)))

    @property
    def acts(self) -> list[str]:
        """Every act named, in order of appearance."""
        return list(dict.fromkeys(line.act for line in self.transitions))

    def find(self, state: str, act: str) -> Transition | None:
        """The line for this act from this state, if there is one."""
        return self._table.get((state, act))

    def possible(self, subject: Any, actor: Any) -> list[Transition]:
        """What this actor may do now; guards are not asked, they speak when the act is tried."""
        return [line for line in self.transitions if line.source == subject.state and line.who(actor, subject)]

    def apply(self, subject: Any, act: str, *, actor: Any, **facts: Any) -> Transition:
        """Move `subject.state`, or raise who, what and why. The caller saves and records."""
        line = self.find(subject.state, act)
        if line is None:
            raise TransitionRefused(
                _("Cet acte n’est plus possible."),
                _("L’état a changé entre-temps, ou l’acte a déjà été fait."),
                _("Rechargez la page pour voir où en est le dossier."),
            )
        if not line.who(actor, subject):
            raise NotAllowed
        if line.guard:
            line.guard(subject, **facts)
        subject.state = line.target
        return line

    def as_markdown(self) -> str:
        """The table for the documentation."""
        rows = [
            f"| {line.source} | {line.act} | {line.target} | {line.who.__name__} | "
            f"{line.guard.__name__ if line.guard else '–'} |"
            for line in self.transitions
        ]
        return "\n".join(["| from | act | to | who | guard |", "|---|---|---|---|---|", *rows])
