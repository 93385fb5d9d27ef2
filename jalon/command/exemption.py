"""`jalon exemption`: one month of income support explained line by line. Nothing is stored."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from jalon import __version__
from jalon.command.console import say
from jalon.command.exemption_calendar import CATEGORIES, Question, category_of, cents_of, read_calendar, read_month
from jalon.command.exemption_calendar import read_work as work_of
from jalon.command.faults import SpeakingGroup
from jalon.law.errors import WrongMonth
from jalon.law.income import (
    Basis,
    MonthAnswer,
    Person,
    Scheme,
    earnings_of,
    income_of_month,
    income_under,
    read_scheme,
    shipped_schemes,
)
from jalon.law.income import say as line_of
from jalon.law.sayings import Saying, spoken_cents

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
_WORDS = {
    "law": Saying("The law of the day", "La loi du jour", "De wet van de dag"),
    "more": Saying("With this more", "Avec ceci en plus", "Met dit erbij"),
    "exempt": Saying("Exempt", "Exonéré", "Vrijgesteld"),
    "support": Saying("Paid by the centre", "Payé par le centre", "Betaald door het centrum"),
    "disposable": Saying("In all", "En tout", "In totaal"),
    "change": Saying("Difference", "Différence", "Verschil"),
    "doubts": Saying("What is not established", "Ce qui n'est pas établi", "Wat niet vaststaat"),
    "articles": Saying("Texts", "Textes", "Teksten"),
}


@click.group(cls=SpeakingGroup, name="exemption")
def cli() -> None:
    """The earnings exemption: what work changes to the income support, and why."""


@cli.command()
@click.argument("file", type=EXISTING, required=False)
@click.option("--month", help="The month, as 2025-03.")
@click.option("--category", type=click.Choice(list(CATEGORIES)), help="The category of the income support.")
@click.option("--work", "works", multiple=True, metavar="WORK=NET[@DAYS]", help="Net pay: job=240@3,4 or student=300.")
@click.option("--other", default="0", help="Other net resources of the month, in euros.")
@click.option("--more", "extras", multiple=True, metavar="WORK=NET[@DAYS]", help="And what if there were also this?")
@click.option("--scheme", "schemes", multiple=True, help="Compare with a reform: a name that ships, or a YAML file.")
@click.option("--divisor", type=click.Choice(["calendar", "30", "26"]), help="Days of a month, where no source says.")
@click.option(
    "--basis", type=click.Choice([one.value for one in Basis]), help="How an incomplete month counts under the law."
)
@click.option(
    "--language", default="fr", show_default=True, type=click.Choice(["fr", "nl", "en"]), help="Of the lines."
)
@click.option("--json", "as_json", is_flag=True, help="Inputs, version, amounts and lines, to keep.")
def explain(
    file: Path | None,
    month: str | None,
    category: str | None,
    works: tuple[str, ...],
    other: str,
    extras: tuple[str, ...],
    schemes: tuple[str, ...],
    divisor: str | None,
    basis: str | None,
    language: str,
    as_json: bool,
) -> None:
    """Explain one month of income support, line by line, with its reasons and articles.

    The month stands in FILE (YAML: a calendar with employers, days and net pay), or in --month, --category and
    --work. WORK is job, training, interim, shortage, student or art; without days it covers the whole month. Amounts
    are net, in euros. --more shows one more day, or another job, beside it. Nothing is stored.

    \b
    jalon exemption explain --month 2025-03 --category single --work job=240@3,4,17
    jalon exemption explain month.yaml --more job=80@18 --scheme liege --language nl
    """
    question = _question(file, month, category, works, other)
    readings = _Readings(divisor, basis)
    answers = _answers(question, extras, [scheme_of(one) for one in schemes], readings, language)
    if as_json:
        click.echo(json.dumps(_kept(question, answers, readings, language), ensure_ascii=False, indent=2, default=str))
        return
    say("\n".join((*told(answers, language), "", *compared(answers, language))))


Answers = dict[str, MonthAnswer]


@dataclass(frozen=True)
class _Readings:
    """What is chosen where no source says; None leaves the default of the parameters."""

    divisor: str | None
    basis: str | None

    def law(self, person: Person, on: date) -> MonthAnswer:
        return income_of_month(person, on=on, divisor=self.divisor, order=self.basis)


def _question(
    file: Path | None, month: str | None, category: str | None, works: tuple[str, ...], other: str
) -> Question:
    if file is not None:
        if month or category or works:
            raise WrongMonth("both_ways")
        return read_calendar(file)
    if not month or not category:
        raise WrongMonth("nothing_given")
    first = read_month(month)
    earnings = earnings_of([work_of(one, first) for one in works], month=first)
    return Question(Person(category=category_of(category), earnings=earnings, other=cents_of(other)), first)


def _answers(
    question: Question, extras: tuple[str, ...], schemes: list[Scheme], readings: _Readings, language: str
) -> Answers:
    """The month by title: the law, the law with what is added, and each scheme."""
    person, on = question.person, question.month
    found = {_WORDS["law"].say(language): readings.law(person, on)}
    if extras:
        added = earnings_of([work_of(one, on) for one in extras], month=on)
        more = replace(person, earnings=[*person.earnings, *added])
        found[f"{_WORDS['more'].say(language)}: {', '.join(extras)}"] = readings.law(more, on)
    for one in schemes:
        found[one.title.say(language)] = income_under(one, person, on=on, divisor=readings.divisor)
    return found


def scheme_of(name: str) -> Scheme:
    """A scheme by the name it ships under, or from a file."""
    if name in shipped_schemes():
        return shipped_schemes()[name]
    if not Path(name).is_file():
        raise WrongMonth("no_scheme", name=name, known=", ".join(shipped_schemes()))
    return read_scheme(Path(name))


def told(answers: Answers, language: str) -> list[str]:
    """The lines of each answer with the number of their text; then the texts, and what is not established, once."""
    texts: dict[str, int] = {}
    found = []
    for title, answer in answers.items():
        found += [title, "─" * len(title)]
        for line in answer.lines:
            number = texts.setdefault(line.cite(language), len(texts) + 1)
            found.append(f"• {line_of(line, language)} [{number}]")
        found.append("")
    found += [_WORDS["articles"].say(language), *(f"  [{number}] {text}" for text, number in texts.items())]
    doubts = dict.fromkeys(doubt for answer in answers.values() for doubt in answer.doubts)
    if doubts:
        found += ["", _WORDS["doubts"].say(language), *(f"  – {doubt.say(language)}" for doubt in doubts)]
    return found


def compared(answers: Answers, language: str) -> list[str]:
    """A line for each answer, with its difference to the first."""
    first, *_ = answers.values()
    lines = []
    for title, one in answers.items():
        parts = [f"{_WORDS[name].say(language)}: {spoken_cents(getattr(one, name), language)}" for name in _AMOUNTS]
        if one is not first:
            change = one.disposable - first.disposable
            parts.append(f"{_WORDS['change'].say(language)}: {'+' * (change > 0)}{spoken_cents(change, language)}")
        lines.append(f"{title}\n  {' · '.join(parts)}")
    return lines


_AMOUNTS = ("exempt", "support", "disposable")


def _kept(question: Question, answers: Answers, readings: _Readings, language: str) -> dict[str, Any]:
    """What is worth keeping: enough to find the same cents again."""
    return {
        "version": __version__,
        "month": question.month.isoformat(),
        "divisor": readings.divisor or "default",
        "basis": readings.basis or "default",
        "person": asdict(question.person),
        "answers": [
            {
                "title": title,
                **{f"{name}_cents": getattr(answer, name) for name in _AMOUNTS},
                "lines": [line.as_json() | {"said": line_of(line, language)} for line in answer.lines],
            }
            for title, answer in answers.items()
        ],
    }
