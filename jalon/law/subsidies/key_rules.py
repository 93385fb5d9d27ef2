"""What the keys and series of a programme may say: one set of rules for its file and for what is typed into a page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as begun
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from jalon.law.sayings import Saying, sayings_of
from jalon.law.subsidies.heads import plain, reserved
from jalon.law.subsidies.keys import HUNDRED, Component, Key, Method, Vocabulary, keys
from jalon.law.subsidies.programme import BudgetLine
from jalon.law.subsidies.selection import SelectionRule
from jalon.law.subsidies.series import Known, Series, Unit, series
from jalon.law.subsidies.texts import marked, spoken_number

FILE = Path(__file__).with_name("key_faults.yaml")
CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
METHODS = (Method.PROPORTIONAL, Method.EQUAL)  # the two others read columns of their own, and are code
MOST, MOST_PARTS, MOST_HEADS, MOST_TITLE = 30, 6, 10, 120


@dataclass(frozen=True, slots=True)
class KeyFault:
    """A rule that is broken. `of`: `keys`, `series` or `lines`; `name`: the code of the one; `about`: what of it.

    `part`: which part of the key, from 0; None for the whole.
    """

    code: str
    of: str
    name: str
    about: str = ""
    params: dict[str, Any] = begun(default_factory=dict)
    part: int | None = None

    def say(self, language: str = "fr") -> str:
        """What is wrong and how to mend it, in `language` (en, fr or nl)."""
        told = {
            name: spoken_number(str(value), language) if name.endswith("_number") else value
            for name, value in self.params.items()
        }
        number = "" if self.part is None else self.part + 1
        return marked(sentences()[self.code].say(language, name=self.name, part=number, **told))


@cache
def sentences() -> dict[str, Saying]:
    """What is said of each fault."""
    return sayings_of(FILE)


def key_faults(own_keys: Sequence[Key], own_series: Sequence[Series]) -> list[KeyFault]:
    """Every rule that the keys and series of one programme break, in their order; series first."""
    known = Vocabulary.with_own((), own_series).series
    return [
        *_many("series", own_series),
        *(fault for one in own_series for fault in _series(one, own_series)),
        *_many("keys", own_keys),
        *(fault for one in own_keys for fault in _key(one, own_keys, known)),
    ]


def line_faults(lines: Sequence[BudgetLine], words: Vocabulary) -> list[KeyFault]:
    """Lines whose key or criteria name what is not there, or what is no such thing any more."""
    return [fault for one in lines for fault in _line(one, words)]


def _line(one: BudgetLine, words: Vocabulary) -> Iterator[KeyFault]:
    if one.key not in words.keys:
        yield KeyFault("line_key", "lines", one.code, "key", {"key": one.key, "line": one.code})
    for each in one.rule.criteria if isinstance(one.rule, SelectionRule) else ():
        facts = {"series": each.series, "line": one.code}
        if each.series not in words.series:
            yield KeyFault("line_series", "lines", one.code, "rule", facts)
        elif (words.series[each.series].unit is Unit.YES_NO) != (each.at_least is None):
            yield KeyFault("line_unit", "lines", one.code, "rule", facts)


def _many(of: str, found: Sequence[Key] | Sequence[Series]) -> Iterator[KeyFault]:
    if len(found) > MOST:
        yield KeyFault("too_many", of, found[MOST].code, "code", {"most": MOST})


def _named(of: str, one: Key | Series, beside: Sequence[Any], ships: Any) -> Iterator[KeyFault]:
    if not CODE.fullmatch(one.code):
        yield KeyFault("code_wrong", of, one.code, "code")
    elif one.code in ships:
        yield KeyFault("ships", of, one.code, "code")
    elif Counter(each.code for each in beside)[one.code] > 1:
        yield KeyFault("twice", of, one.code, "code")
    if any(len(text) > MOST_TITLE for text in one.title.texts.values()):
        yield KeyFault("title_long", of, one.code, "title", {"most": MOST_TITLE})


def _series(one: Series, beside: Sequence[Series]) -> Iterator[KeyFault]:
    yield from _named("series", one, beside, series())
    if len(one.heads) > MOST_HEADS or any(len(head) > MOST_TITLE for head in one.heads):
        yield KeyFault("heads_many", "series", one.code, "heads", {"most": MOST_HEADS, "long": MOST_TITLE})
    others = {head: each for each in (*series().values(), *beside) if each is not one for head in heads_of(each)}
    for head in sorted(heads_of(one)):
        about = "heads" if head in {plain(each) for each in one.heads} else "title"
        if head in reserved():
            yield KeyFault("head_reserved", "series", one.code, about, {"head": head})
        elif head in others:
            yield KeyFault("head_taken", "series", one.code, about, {"head": head, "other": others[head].code})


def heads_of(one: Series) -> set[str]:
    """What a column that holds it may be called, as heads are compared."""
    told = (one.code, *one.title.texts.values(), *one.heads)
    return {plain(head) for head in told}


def _key(one: Key, beside: Sequence[Key], known: Known) -> Iterator[KeyFault]:
    yield from _named("keys", one, beside, keys())
    if one.method not in METHODS:
        yield KeyFault("method_wrong", "keys", one.code, "method", {"names": ", ".join(METHODS)})
        return
    if one.method is Method.EQUAL:
        if one.components or one.bounded:
            yield KeyFault("equal_counts", "keys", one.code, "method")
        return
    if not 1 <= len(one.components) <= MOST_PARTS:
        yield KeyFault("parts_number", "keys", one.code, "components", {"most": MOST_PARTS})
        return
    for place, part in enumerate(one.components):
        yield from _part(one, place, part, known)
    found = sum((part.percent for part in one.components), Fraction(0))
    if found != HUNDRED:
        facts = {"found_number": f"{float(found):g}"}
        yield KeyFault("parts_sum", "keys", one.code, "components", facts)


def _part(one: Key, place: int, part: Component, known: Known) -> Iterator[KeyFault]:
    def fault(code: str, about: str, **params: Any) -> KeyFault:
        return KeyFault(code, "keys", one.code, about, params, place)

    if not 0 < part.percent <= HUNDRED:
        yield fault("percent_wrong", "percent")
    strangers = [code for code in part.series if code not in known]
    if not part.series:
        yield fault("part_empty", "series")
    elif strangers:
        yield fault("part_stranger", "series", names=", ".join(strangers))
    elif len(set(part.series)) != len(part.series):
        yield fault("part_twice", "series")
    elif len({known[code].unit for code in part.series}) > 1:
        yield fault("part_units", "series")
    elif any(set(part.series) == set(each.series) for each in one.components[:place]):
        yield fault("part_again", "series")
