"""Results as the pages show them: numbers in groups, how much was typed, a definition with its source."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from jalon.domain.core import reader
from jalon.domain.results.cells import Cell, Table
from jalon.domain.results.cluster import Again
from jalon.domain.results.enums import BY_HAND, How
from jalon.domain.results.models import Frozen
from jalon.domain.results.queries import Difference
from jalon.domain.subsidies.words import KINDS, certainty, said
from jalon.law.subsidies.results import Definition, Unit
from jalon.web.ui.people import labelled, long_day, number, percent

BADGES = {How.COMPUTED: "ok", How.CORRECTED: "warn", How.TYPED: "info", How.MISSING: "waiting"}


def name_of(table: Table) -> str:
    """« Activation sociale 2015 »."""
    return f"{said(table.grant.facts['title'])} {table.grant.year}"


def awaited(table: Table) -> str:
    """The other centres of the cluster that have not handed their numbers over, by name."""
    return ", ".join(one.name for one in table.others if one.handed is None)


def promoter_of(table: Table) -> str:
    """The centre whose report tells these numbers; nothing outside a cluster, or once it was left."""
    part = table.line.part_of
    return reader.by_language(*part["names"]) if part and part["promoter"] else ""


def parts_in_words(cell: Cell, table: Table) -> str:
    """« Ici 10, Val-Clair 5, Mont-Gris attendu »: the parts of the centres of a cluster; nothing outside one."""
    if not cell.shares:
        return ""
    told = [_by_hand(_("Ici %(n)s") % {"n": number(cell.own)}, cell.how)]
    for one, value, how in zip(table.others, cell.shares, cell.hows, strict=True):
        words = f"{one.name} {number(value)}" if value is not None else _("%(centre)s attendu") % {"centre": one.name}
        told.append(_by_hand(words, how))
    return ", ".join(told)


def _by_hand(words: str, how: How | None) -> str:
    return f"{words} ({BY_HAND[how]})" if how in BY_HAND else words


def again_in_words(table: Table) -> list[str]:
    """Which centres of the cluster handed their numbers over again, and why."""
    return [
        Again(one.names, one.handed.number, one.handed.reason).words
        for one in table.others
        if one.handed and one.handed.reason
    ]


@dataclass(frozen=True)
class Row:
    """One number of the table, with the address of its own page."""

    cell: Cell
    url: str
    parts: str = ""

    @property
    def how(self) -> tuple[str, str]:
        """Where the value comes from, and the kind of the badge that says it."""
        if self.cell.how != self.cell.whole_how:
            return _("en partie à la main"), BADGES[self.cell.whole_how]
        return str(self.cell.how.label), BADGES[self.cell.how]

    @property
    def definition(self) -> dict[str, Any] | None:
        """What is counted, in words."""
        return defined(self.cell.asked.definition) if self.cell.asked.definition else None

    @property
    def is_part(self) -> bool:
        """« 2.1 » is a part of « 2 »."""
        return "." in self.cell.code


@dataclass(frozen=True)
class Group:
    """Numbers that answer one question. `has_targets`: whether the convention promised any of them."""

    title: str
    rows: Sequence[Row]

    @property
    def has_targets(self) -> bool:
        """Whether there is something to compare with."""
        return any(one.cell.target is not None for one in self.rows)


def groups(table: Table) -> list[Group]:
    """The numbers by the letter their code begins with, in the order of the form."""
    titles = {
        "": _("Objectifs, fixés et réalisés"),
        "R": _("Où les trajets ont mené"),
        "P": _("Progrès constatés"),
        "I": _("Indicateurs"),
    }
    found: dict[str, list[Row]] = {}
    for one in table.cells:
        letter = one.code[0] if one.code[:1].isalpha() else ""
        found.setdefault(letter, []).append(Row(one, address("number", table, one.code), parts_in_words(one, table)))
    return [Group(titles.get(letter, _("Autres nombres")), rows) for letter, rows in found.items()]


def address(name: str, table: Table, *args: object) -> str:
    """The page of this name for this line."""
    return reverse(f"results:{name}", args=[table.grant.pk, table.line.code, *args])


def defined(one: Definition) -> dict[str, Any]:
    """A definition and its source, in the reader's language."""
    source, language = one.source, reader.law_language()
    return {
        "title": one.title.say(language),
        "words": one.words.say(language),
        "unit": _("en personnes") if one.unit == Unit.PEOPLE else _("en trajectoires"),
        "since": long_day(one.valid_from),
        "cite": source.text.cite(source.article, language),
        "seen_in": [each.short.say(language) for each in source.seen_in],
        "certainty": certainty(source.certainty),
        "kind": KINDS.get(source.certainty, "warn"),
        "doubt": source.doubt.say(language) if source.doubt else "",
        "link": source.text.link,
    }


def effort(table: Table) -> dict[str, Any]:
    """How much of the table nobody had to type: what was counted, and the targets taken from the convention."""
    shares = table.shares()
    by_hand = shares["corrected"] + shares["typed"] + shares["missing"]
    alone = shares["computed"] + shares["reused"]
    return {**shares, "share": percent(alone / (alone + by_hand)) if alone + by_hand else ""}


def kept_row(one: Frozen, table: Table, now: Sequence[Difference]) -> dict[str, Any]:
    """One frozen table in a list: when, by whom, how many numbers would differ."""
    return {"frozen": one, "url": address("kept", table, one.pk), "differences": len(now)}


def told_rows(cells: Iterable[Mapping[str, Any]], now: Mapping[str, Difference]) -> list[dict[str, Any]]:
    """The numbers of a frozen table beside those of today, with how many files came and left."""
    return [
        {
            "code": one["code"],
            "title": said(one["titles"]),
            "target": one["target"],
            "computed": one["computed"],
            "value": one["value"],
            "how": (str(How(one["how"]).label), BADGES[How(one["how"])]),
            "reason": one["reason"],
            "why": labelled(capfirst(How(one["how"]).label), one["reason"]),
            "change": now.get(one["code"]),
        }
        for one in cells
    ]
