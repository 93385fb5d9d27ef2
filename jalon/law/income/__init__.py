"""The law of the income support (revenu d'intégration) and of its earnings exemption. The public face: keep it small.

`income_of_month` works out one month and says why, line by line; `say(line, language)` puts one in words.
A day the law does not cover raises `NotCovered`. Amounts are whole cents.
"""

from jalon.law.category import Category
from jalon.law.income.amounts import Exempt, Income, exemption_amount, income_support
from jalon.law.income.beside import Beside, beside, months_covered, with_days
from jalon.law.income.curves import Point, curve
from jalon.law.income.entitlement import Entitled, Left, entitled, exemption_left, raised_exemption
from jalon.law.income.facts import BRANCHES, NO_END, Basis, Branch, Earning, NoEnd, Person, Work
from jalon.law.income.month import MonthAnswer, income_of_month
from jalon.law.income.reform import income_under
from jalon.law.income.scheme import Bracket, Exemption, Scheme, everywhere
from jalon.law.income.scheme_file import parse as parse_scheme
from jalon.law.income.scheme_file import read as read_scheme
from jalon.law.income.scheme_file import shipped as shipped_schemes
from jalon.law.income.scheme_writer import written as write_scheme
from jalon.law.income.texts import say
from jalon.law.income.worked import DaysOfHours, Worked, days_of_hours, earnings_of

__all__ = [
    "BRANCHES",
    "Basis",
    "Beside",
    "Bracket",
    "Branch",
    "Category",
    "DaysOfHours",
    "Earning",
    "Entitled",
    "Exempt",
    "Exemption",
    "Income",
    "Left",
    "MonthAnswer",
    "Person",
    "Point",
    "Scheme",
    "NO_END",
    "NoEnd",
    "Work",
    "Worked",
    "beside",
    "curve",
    "days_of_hours",
    "earnings_of",
    "entitled",
    "everywhere",
    "exemption_amount",
    "exemption_left",
    "income_of_month",
    "income_support",
    "income_under",
    "months_covered",
    "parse_scheme",
    "raised_exemption",
    "read_scheme",
    "say",
    "shipped_schemes",
    "with_days",
    "write_scheme",
]
