"""The codes of form B by which the State learns of a PIIS."""

from dataclasses import dataclass
from datetime import date

from jalon.law import parameters
from jalon.law.errors import NotCovered
from jalon.law.rules import rule
from jalon.law.sayings import Saying
from jalon.law.sources import Source

_PREFIX = "piis.form_b."


@dataclass(frozen=True, slots=True)
class FormBCode:
    """A code. `known` is False when its meaning was not established: it must not be sent unchecked."""

    code: int
    label: Saying
    known: bool
    source: Source


@rule(f"{_PREFIX}07", f"{_PREFIX}09", f"{_PREFIX}11", dated_by="on")
def form_b_codes(on: date) -> tuple[FormBCode, ...]:
    """The PIIS codes of form B in use on a day, in order; those of unknown meaning say so.

    Instructions of the federal service for form B of the income.
    """
    codes = []
    for name, one in sorted(parameters.book().parameters.items()):
        if not name.startswith(_PREFIX):
            continue
        try:
            entry = one.on(on)
        except NotCovered:
            continue
        codes.append(FormBCode(int(name.removeprefix(_PREFIX)), one.title, entry.yes, entry.source))
    if not codes:
        raise NotCovered("no_form_b", day=on, first=date(2002, 10, 1))
    return tuple(codes)
