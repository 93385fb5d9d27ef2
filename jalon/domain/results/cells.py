"""The numbers of a report as cells: what is asked, what was promised, what was counted, what a person wrote beside."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from jalon.domain.conventions.content import Asked, SumCheck, asked_in, sum_checks
from jalon.domain.core import reader
from jalon.domain.grants.models import Grant
from jalon.domain.grants.queries import HeldLine
from jalon.domain.results.counting import Files
from jalon.domain.results.enums import How
from jalon.domain.results.models import Handed, Written
from jalon.domain.subsidies.words import said
from jalon.law.subsidies.form_file import measure_of
from jalon.law.subsidies.results import Definition, definition
from jalon.law.subsidies.source_json import saying_as_json, source_as_json

PROMISES = "convention"  # how the code of a form that promises begins; other forms tell what became of it


@dataclass(frozen=True)
class Number:
    """A number a form asks. `promised`: the title the convention gave the same number, when it says it otherwise."""

    field: Asked
    form: str
    promised: Mapping[str, str] | None
    definition: Definition | None


@dataclass(frozen=True)
class Share:
    """Another centre of a cluster and the numbers it handed over last; `handed` None while they are awaited."""

    centre_id: UUID
    names: tuple[str, str]
    handed: Handed | None
    numbers: Mapping[str, int]
    hows: Mapping[str, How]

    @property
    def name(self) -> str:
        """In the reader's language."""
        return reader.by_language(*self.names)


@dataclass(frozen=True)
class Cell:
    """A number with its target and what is known of it. `files`: None where nothing counts it.

    `shares`: of the promoter of a cluster, the part of each other centre, None while it is awaited; `hows`: where each
    comes from, as that centre said when it handed it over.
    """

    asked: Number
    target: int | None
    files: Files | None
    written: Written | None
    shares: tuple[int | None, ...] = ()
    hows: tuple[How | None, ...] = ()

    @property
    def code(self) -> str:
        """« 2.1 »."""
        return self.asked.field.code

    @property
    def title(self) -> str:
        """In the reader's language."""
        return self.asked.field.title

    @property
    def promised(self) -> str:
        """What the convention called it, in the reader's language; nothing when it said the same."""
        return said(self.asked.promised) if self.asked.promised else ""

    @property
    def computed(self) -> int | None:
        """What the files say; None where nothing counts it."""
        return None if self.files is None else len(self.files)

    @property
    def own(self) -> int | None:
        """This centre's own number: what a person wrote, or else what was counted."""
        return self.written.value if self.written else self.computed

    @property
    def value(self) -> int | None:
        """What is told: this centre's own number, with those the other centres of its cluster handed over."""
        return None if self.own is None else self.own + sum(one or 0 for one in self.shares)

    @property
    def how(self) -> How:
        """Where this centre's own number comes from."""
        if self.written:
            return How.TYPED if self.computed is None else How.CORRECTED
        return How.MISSING if self.computed is None else How.COMPUTED

    @property
    def whole_how(self) -> How:
        """Where the value comes from, every part of it: by hand as soon as one part is (ADR 31)."""
        every = {self.how, *self.hows}
        return next(one for one in (How.MISSING, How.TYPED, How.CORRECTED, How.COMPUTED) if one in every)

    @property
    def has_moved(self) -> bool:
        """Whether the files say something else than when a person corrected the number."""
        return self.how == How.CORRECTED and self.written is not None and self.written.counted != self.computed


@dataclass(frozen=True)
class Table:
    """The numbers of one line. `reference`: the day they were counted at, the last of the programme or today.

    `others`: the other centres of the cluster this centre is the promoter of, in the order of the decision.
    """

    grant: Grant
    line: HeldLine
    reference: date
    cells: tuple[Cell, ...]
    others: tuple[Share, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether the programme's period is over, so that the numbers can be told."""
        return self.reference == self.grant.last

    @property
    def has_begun(self) -> bool:
        """Whether there is anything to count yet."""
        return self.reference >= self.grant.first

    def cell(self, code: str) -> Cell | None:
        """A number by its code."""
        return next((one for one in self.cells if one.code == code), None)

    @property
    def missing(self) -> list[Cell]:
        """Numbers that nobody counts and nobody typed yet."""
        return [one for one in self.cells if one.how == How.MISSING]

    def sums(self) -> list[SumCheck]:
        """Numbers that are not the sum of their parts: said, never blocked."""
        return sum_checks([one.asked.field for one in self.cells], {one.code: one.value for one in self.cells})

    def shares(self) -> dict[str, int]:
        """How many numbers of the table were computed, corrected, typed, are missing; `reused`: the targets.

        Of a cluster a number is computed when every part of it is, typed when one part is, else corrected.
        """
        found = Counter(one.whole_how.value for one in self.cells)
        reused = sum(one.target is not None for one in self.cells)
        return {**{how.value: found[how.value] for how in How}, "reused": reused}


def numbers(grant: Grant, line: HeldLine) -> list[Number]:
    """The numbers the programme's forms ask, each once: two forms that give a number one code ask one thing.

    A programme that only has a convention is told by the convention's own numbers.
    """
    promised = _promised(grant, line)
    forms = [one for one in grant.facts["forms"] if not one["code"].startswith(PROMISES)] or promised
    titles = {one["code"]: one["title"] for form in promised for one in form["fields"]}
    found: dict[str, Number] = {}
    for form in forms:
        for one in form["fields"]:
            if one["kind"] == "count" and one["code"] not in found:
                other = titles.get(one["code"], one["title"])
                found[one["code"]] = Number(
                    asked_in(form, one),
                    form["code"],
                    other if other != one["title"] else None,
                    _definition(form, one, grant.last),
                )
    return list(found.values())


def _promised(grant: Grant, line: HeldLine) -> list[Mapping[str, Any]]:
    """The form the centre was invited with, or else the programme's."""
    form = line.convention.facts["form"] if line.convention else grant.form(PROMISES)
    return [form] if form else []


def _definition(form: Mapping[str, Any], field: Mapping[str, Any], on: date) -> Definition | None:
    measure = measure_of(form, field)
    return definition(measure, on) if measure else None


def as_json(table: Table) -> dict[str, Any]:
    """The table as plain JSON, without a person: what a report keeps (see `services.as_told`)."""
    cluster = {"centres": [_shared(one) for one in table.others]} if table.others else {}
    return {
        **cluster,
        "format": 1,
        "line": table.line.code,
        "first": table.grant.first.isoformat(),
        "last": table.grant.last.isoformat(),
        "reference": table.reference.isoformat(),
        "cells": [_told(one) for one in table.cells],
        "sums": [{"code": one.field.code, "whole": one.whole, "parts": one.parts} for one in table.sums()],
        "shares": table.shares(),
    }


def _shared(one: Share) -> dict[str, Any]:
    """A centre of the cluster; `number`, `sha256` and `reason` of what it handed over, None while it is awaited."""
    kept = one.handed
    told = {"number": None, "sha256": None, "at": None, "reason": ""}
    if kept:
        told = {"number": kept.number, "sha256": kept.sha256, "at": kept.at.isoformat(), "reason": kept.reason}
    return {"centre": str(one.centre_id), "names": list(one.names), **told}


def _told(one: Cell) -> dict[str, Any]:
    return {
        **(_parts(one) if one.shares else {}),
        "code": one.code,
        "form": one.asked.form,
        "titles": dict(one.asked.field.titles),
        "promised": dict(one.asked.promised) if one.asked.promised else None,
        "parts": list(one.asked.field.parts),
        "at_most": one.asked.field.at_most,
        "strict": one.asked.field.strict,
        "target": one.target,
        "computed": one.computed,
        "value": one.value,
        "how": one.how.value,
        "reason": one.written.reason if one.written else "",
        "definition": _defined(one.asked.definition) if one.asked.definition else None,
    }


def _parts(one: Cell) -> dict[str, Any]:
    """Of a cluster: the promoter's own part, whose `how` is the cell's, and each other centre's with its own `how`."""
    return {"own": one.own, "shares": list(one.shares), "hows": [how.value if how else None for how in one.hows]}


def _defined(one: Definition) -> dict[str, Any]:
    return {
        "measure": one.measure,
        "unit": one.unit.value,
        "valid_from": one.valid_from.isoformat(),
        "title": saying_as_json(one.title),
        "words": saying_as_json(one.words),
        "source": source_as_json(one.source),
    }
