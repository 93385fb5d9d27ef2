"""A kept text of a report as both sides read it: words, numbers, costs, and what changed since the text before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jalon.domain.core import graphemes
from jalon.domain.reports.content import REPLY, differences, read
from jalon.domain.reports.models import Version
from jalon.domain.subsidies.words import said
from jalon.web.reports.cluster import shares_table
from jalon.web.reports.shown import costs_table, differences_table, results_table, totals_table
from jalon.web.ui.tables import Table

MOST = 50  # costs on a page


@dataclass(frozen=True)
class Words:
    """One text of section A. `before`: in the text before, None when there is none."""

    code: str
    title: str
    text: str
    before: str | None
    limit: int | None
    length: int

    @property
    def changed(self) -> bool:
        """Whether the text before said something else."""
        return self.before is not None and self.before != self.text


@dataclass(frozen=True)
class Text:
    """A whole text. `results`: (line, table, each centre's part in a cluster)."""

    told: Mapping[str, Any]
    words: list[Words]
    results: list[tuple[str, Table, Table | None]]
    totals: Table
    costs: Table
    number_of_costs: int
    changes: Table | None
    reply: str


def text_of(
    content: str,
    before: str | None = None,
    *,
    last_year: Mapping[tuple[str, str], Any] | None = None,
    every: bool = False,
) -> Text:
    """A text beside the one before it. `last_year`: {(line, code): number}; `every`: all its costs, not the largest."""
    told, old = read(content), read(before) if before else None
    lines = {one["code"]: said(one["title"]) for one in told["lines"]}
    return Text(
        told,
        [_words(one, told, old) for one in told["form"]["fields"] if one["kind"] == "text"],
        [
            (code, _table(code, lines[code], table, last_year or {}), shares_table(table))
            for code, table in told["results"].items()
        ],
        totals_table(told["spending"]),
        costs_table(told["spending"], most=None if every else MOST),
        len(told["spending"].get("costs", ())),
        differences_table(differences(old, told)) if old else None,
        told["fields"].get(REPLY, ""),
    )


def _words(one: Mapping[str, Any], told: Mapping[str, Any], old: Mapping[str, Any] | None) -> Words:
    text = told["fields"].get(one["code"], "")
    before = old["fields"].get(one["code"], "") if old else None
    return Words(one["code"], said(one["title"]), text, before, one["limit"], graphemes.count(text))


def _table(code: str, title: str, table: Mapping[str, Any], last_year: Mapping[tuple[str, str], Any]) -> Table:
    before = {point: value for (line, point), value in last_year.items() if line == code}
    return results_table(title, table, before)


def pair(versions: Sequence[Version]) -> tuple[str, str | None]:
    """The last text and the one before it."""
    return versions[0].content, versions[1].content if len(versions) > 1 else None
