"""The law of the income support (revenu d'intégration) and of its earnings exemption. The public face: keep it small.

`income_of_month` works out one month and says why, line by line; `say(line, language)` puts one in words.
A day the law does not cover raises `NotCovered`. Amounts are whole cents.
"""

from jalon.law.category import Category
from jalon.law.income.amounts import Exempt, Income, exemption_amount, income_support
from jalon.law.income.entitlement import Entitled, Left, entitled, exemption_left, raised_exemption
from jalon.law.income.facts import BRANCHES, Branch, Earning, Person, Work
from jalon.law.income.month import MonthAnswer, income_of_month
from jalon.law.income.texts import say

__all__ = [
    "BRANCHES",
    "Branch",
    "Category",
    "Earning",
    "Entitled",
    "Exempt",
    "Income",
    "Left",
    "MonthAnswer",
    "Person",
    "Work",
    "entitled",
    "exemption_amount",
    "exemption_left",
    "income_of_month",
    "income_support",
    "raised_exemption",
    "say",
]
