"""What a report asks and what a centre answers: forms as data, the canonical text that is signed, its differences."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jalon.domain.core.text import clean
from jalon.domain.grants.models import Grant
from jalon.domain.grants.queries import Held
from jalon.domain.reports.costs import cost_lines
from jalon.domain.reports.models import Report
from jalon.domain.subsidies.words import money, said
from jalon.law.subsidies import content_of, shipped_programmes
from jalon.law.subsidies.form_file import completed
from jalon.law.subsidies.forms import Need

FORMAT = 1
LONGEST = 20_000  # characters of a text while it is being written
REPLY = "reply"  # the answer to the administration's remarks, written as a field like the others
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """A text the report asks in section A. `limit`: its signs, as a person counts them; `need`: when it is asked."""

    code: str
    titles: Mapping[str, str]
    limit: int | None = None
    need: str = Need.ALWAYS

    @property
    def title(self) -> str:
        """In the reader's language."""
        return said(self.titles)


@cache
def _of_2015() -> dict[str, Any]:
    forms = content_of(shipped_programmes()["big_cities-2015"])["forms"]
    return next(one for one in forms if one["code"].startswith("report"))


def report_form(grant: Grant) -> tuple[dict[str, Any], bool]:
    """The form of the report, and whether the programme has its own; else the single report's form of 2015."""
    own = grant.form("report")
    return (own, True) if own else (_of_2015(), False)


def asked(grant: Grant) -> list[Asked]:
    """What people write: the texts of the form, in order. Its numbers are counted by `results`."""
    form, _own = report_form(grant)
    texts = (completed(form, one) for one in form["fields"] if one["kind"] == "text")
    return [Asked(one["code"], one["title"], one["limit"], one["need"]) for one in texts]


def accepted_text(value: Any) -> str:
    """A text as it is kept while writing: one beyond its limit is kept, and said later. Raises `InvalidInput`."""
    return clean(str(value or ""), limit=LONGEST)


def canonical(
    report: Report,
    held: Held,
    values: Values,
    *,
    number: int,
    attempt: int,
    results: Mapping[str, Any],
    spending: Mapping[str, Any],
    previous: tuple[int, str] | None,
) -> str:
    """The exact text that is signed, sent and examined: always the same for the same facts and answers."""
    grant = held.grant
    form, own = report_form(grant)
    known = {one.code for one in asked(grant)} | {REPLY}
    told = {
        "format": FORMAT,
        "report": str(report.pk),
        "centre": str(report.centre_id),
        "programme": {
            "id": str(grant.programme_id),
            "title": grant.facts["title"],
            "family": grant.facts["family"],
            "year": grant.year,
            "first": grant.first.isoformat(),
            "last": grant.last.isoformat(),
        },
        "version": number,
        "attempt": attempt,
        "previous": {"version": previous[0], "sha256": previous[1]} if previous else None,
        "lines": [{"code": one.code, "title": dict(one.titles), "cents": one.cents} for one in held.lines],
        "form": form,
        "form_is_own": own,
        "fields": {code: value for code, value in values.items() if code in known and value},
        "results": dict(results),
        "spending": dict(spending),
    }
    return json.dumps(told, sort_keys=True, ensure_ascii=False)


def digest(content: str) -> str:
    """The fingerprint of a text."""
    return hashlib.sha256(content.encode()).hexdigest()


def read(content: str) -> dict[str, Any]:
    """A kept text as plain JSON."""
    return json.loads(content)


@dataclass(frozen=True)
class Difference:
    """One value of a text and of the one before it, each as plain text; empty where it is not there."""

    where: str
    name: str
    before: str
    after: str


def differences(before: Values, after: Values) -> list[Difference]:
    """What changed between two kept texts: words, results, cost lines, totals."""
    return [*_words(before, after), *_results(before, after), *_costs(before, after)]


def _words(before: Values, after: Values) -> list[Difference]:
    old, new = before["fields"], after["fields"]
    return [
        Difference("A", one["code"], str(old.get(one["code"], "")), str(new.get(one["code"], "")))
        for one in after["form"]["fields"]
        if old.get(one["code"]) != new.get(one["code"])
    ]


def numbers(told: Values) -> dict[tuple[str, str], int | None]:
    """Every number of section B: {(line, code): what is told}."""
    return {(line, one["code"]): one["value"] for line, table in told["results"].items() for one in table["cells"]}


def _results(before: Values, after: Values) -> list[Difference]:
    old, new = numbers(before), numbers(after)
    return [
        Difference("B", key[1], _text(old.get(key)), _text(new.get(key)))
        for key in dict.fromkeys([*new, *old])
        if old.get(key) != new.get(key)
    ]


def _costs(before: Values, after: Values) -> list[Difference]:
    old = {one.id: one for one in cost_lines(before["spending"])}
    new = {one.id: one for one in cost_lines(after["spending"])}
    found = []
    for key in dict.fromkeys([*new, *old]):
        was, now = old.get(key), new.get(key)
        if was is None or now is None or (was.cents, was.words) != (now.cents, now.words):
            name = (now or was).words  # type: ignore[union-attr]
            found.append(Difference("C", name, money(was.cents) if was else "", money(now.cents) if now else ""))
    return found


def _text(value: Any) -> str:
    return "" if value is None else str(value)
