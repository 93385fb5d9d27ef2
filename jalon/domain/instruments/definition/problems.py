"""What is wrong in the description of an instrument: where, what, and how to mend it. All of it at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import lazystr
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.domain.core.errors import DomainError

SHOWN = 100  # problems kept; who has more mends these first
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """`place`: a cell (« survey, C7 »), a line (« ligne 12, axes[1].name »)."""

    place: str
    what: str
    how: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (f"{self.place} :" if self.place else "", self.what, self.how) if part)


class InstrumentRefused(DomainError):
    """An instrument that cannot be read. `problems` tells each place."""

    status = 422

    def __init__(self, problems: Sequence[Problem], source: str = ""):
        self.problems, self.source = tuple(problems), source
        count = ngettext(
            "Cet instrument ne peut pas être lu : %(n)d chose est à corriger.",
            "Cet instrument ne peut pas être lu : %(n)d choses sont à corriger.",
            len(problems),
        ) % {"n": len(problems)}
        super().__init__(
            count,
            lazystr("; ".join(str(one) for one in problems[:3])),
            _("Corrigez ce qui est indiqué, puis envoyez-le de nouveau."),
        )


class Finder:
    """Gathers problems. `where` says a path of the description in the reader's terms: a cell, a line."""

    def __init__(self, where: Callable[[Path], str]):
        self._where, self.problems = where, list[Problem]()

    def tell(self, path: Path, what: str, how: str = "") -> None:
        """Note a problem at that place."""
        if len(self.problems) < SHOWN:
            self.problems.append(Problem(self._where(path), what, how))

    def refuse(self, source: str = "") -> None:
        """Raise `InstrumentRefused` when something was noted."""
        if self.problems:
            raise InstrumentRefused(self.problems, source)


def dotted(path: Path) -> str:
    """« axes[1].items[0].text »."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def shown(value: Any) -> str:
    """A value as it may be quoted in a sentence."""
    text = str(value).replace("\n", " ")
    return f"« {text[:40]}… »" if len(text) > 40 else f"« {text} »"
