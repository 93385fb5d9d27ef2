"""The poverty line that a month is held against. No rule: an official figure of a survey, with its year."""

from datetime import date

from jalon.law import parameters

LINE = "poverty.line"


def poverty_line(on: date) -> parameters.Entry | None:
    """The last line known on that day, for a person alone, in cents of a month; None before the first.

    Its year (`valid_from`) may be before that of `on`: whoever shows it says which survey it is.
    """
    known = [one for one in parameters.parameter(LINE).entries if one.valid_from <= on]
    return known[-1] if known else None
