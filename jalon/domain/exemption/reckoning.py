"""The month worked out, and beside it the same month without work, with a day more or less, or with another job.

`recorded` turns it into plain JSON with its sentences in every language of the law. Pages, papers and kept results all
read that same record, so what is read again years later is what was read then, whatever became of the law or its words.
"""

from dataclasses import dataclass
from typing import Any

from jalon.domain.core.errors import InvalidInput
from jalon.domain.exemption.asked import Asked
from jalon.domain.exemption.checking import problems
from jalon.law.answers import Line
from jalon.law.income import MonthAnswer, Person, beside, exemption_left, income_of_month, say, with_days
from jalon.law.sayings import LANGUAGES, MAY

MONTH = "month"
OTHERS = ("without", "less", "more", "instead")  # in the order they are shown
ALL = (*LANGUAGES, *MAY)
Recorded = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """The answers by name: `month`, then those of `OTHERS` that have a meaning here."""

    asked: Asked
    answers: dict[str, MonthAnswer]

    @property
    def month(self) -> MonthAnswer:
        """The month itself."""
        return self.answers[MONTH]


def reckon(asked: Asked) -> Told:
    """Every answer of the law. Raises `InvalidInput` with the first thing that keeps it from answering."""
    if found := problems(asked):
        raise InvalidInput(found[0].what, field=found[0].field)
    person, on = asked.person(), asked.month
    people: dict[str, Person | None] = {
        MONTH: person,
        "without": Person(category=asked.category, other=asked.other) if person.earnings else None,
        "less": with_days(person, -1, on=on),
        "more": with_days(person, 1, on=on),
        "instead": asked.taking(asked.instead) if asked.instead else None,
    }
    answers = {name: income_of_month(one, on=on, **asked.readings) for name, one in people.items() if one is not None}
    return Told(asked, answers)


def recorded(told: Told) -> Recorded:
    """Everything a page or a paper shows, as plain JSON. Amounts are cents."""
    month = told.month
    return {
        "month": told.asked.month.isoformat(),
        "answers": [_answer(name, told) for name in (MONTH, *OTHERS) if name in told.answers],
        "right": {"before": month.right_before, "after": month.right_after},
        "left": _left(told),
        "certainty": str(month.certainty),
        "lines": [_line(one) for one in month.lines],
        "doubts": [one.texts for one in month.doubts],
    }


def _answer(name: str, told: Told) -> Recorded:
    one = told.answers[name]
    found: Recorded = {
        "name": name,
        "earned": one.earned,
        "other": told.asked.other,
        "exempt": one.exempt,
        "support": one.support,
        "disposable": one.disposable,
    }
    if name != MONTH:
        change = beside(one, told.month)
        found |= {"change": change.disposable, "more_earned": change.earned, "of_a_euro": change.of_a_euro}
    return found


def _left(told: Told) -> Recorded | None:
    """The three years before this month and after it; None where they do not run."""
    month, asked = told.month, told.asked
    if month.left is None:
        return None
    left = month.left
    used = asked.used + month.taken
    begun = asked.first_used_on or (asked.month if month.taken else None)
    after = exemption_left(used=used, first_used_on=begun, on=asked.month, count_in=asked.count_in)
    return {
        "unit": left.unit,
        "total": left.total,
        "before": left.left,
        "taken": month.taken,
        "after": after.left,
        "months_after": after.months,
        "used_after": used,
        "begun": begun.isoformat() if begun else None,
        "until": after.until.isoformat() if after.until else None,
    }


def _line(line: Line) -> Recorded:
    doubt = line.doubt
    return line.as_json() | {
        "said": {language: say(line, language) for language in ALL},
        "cite": {language: line.cite(language) for language in ALL},
        "doubt": doubt.texts if doubt else None,
    }
