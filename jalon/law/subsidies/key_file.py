"""Keys and series of a programme, read from its file; whether they may say so is for `key_rules`."""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from jalon.law.errors import ParameterError
from jalon.law.loading import keys_of, saying_of
from jalon.law.subsidies.key_rules import METHODS, KeyFault
from jalon.law.subsidies.keys import Component, Key, Method, key_as_json, own_key
from jalon.law.subsidies.series import Known, Series, Unit, series_as_json

_SERIES = {"code", "title", "unit", "heads"}
_KEY = {"code", "title", "method", "components", "bounded"}
_PART = {"series", "percent"}
_PERCENT = re.compile(r"\d{1,3}(\.\d{1,12})?")


class Unreadable(ParameterError):
    """An entry that cannot be read; `fault` says it in the reader's language."""

    def __init__(self, fault: KeyFault) -> None:
        super().__init__(fault.say("en"), about=fault.about)
        self.fault = fault

    def say(self, language: str = "fr") -> str:
        """What is wrong and how to mend it."""
        return self.fault.say(language)


def series_from(file: Path, raw: Any) -> Series:
    """One series as it is written. Raises `ParameterError`."""
    code = _code(raw)
    body = keys_of(file, code, raw, _SERIES)
    title = saying_of(file, code, body.get("title"), "title")
    if body.get("unit") not in set(Unit):
        raise Unreadable(KeyFault("unit_wrong", "series", code, "unit", {"names": ", ".join(Unit)}))
    return Series(code, title, Unit(body["unit"]), tuple(str(head) for head in body.get("heads") or ()))


def key_from(file: Path, raw: Any, known: Known) -> Key:
    """One key as it is written. Raises `ParameterError`."""
    code = _code(raw)
    body = keys_of(file, code, raw, _KEY)
    title = saying_of(file, code, body.get("title"), "title")
    if body.get("method") not in set(METHODS):
        raise Unreadable(KeyFault("method_wrong", "keys", code, "method", {"names": ", ".join(METHODS)}))
    parts = [_part(file, code, each) for each in body.get("components") or ()]
    return own_key(code, title, Method(body["method"]), parts, bool(body.get("bounded", False)), known)


def _code(raw: Any) -> str:
    return str(raw.get("code", "")) if isinstance(raw, dict) else ""


def _part(file: Path, code: str, raw: Any) -> Component:
    body = keys_of(file, f"{code}, components", raw, _PART)
    percent = str(body.get("percent"))
    if not _PERCENT.fullmatch(percent):
        raise Unreadable(KeyFault("percent_unread", "keys", code, "components"))
    return Component(tuple(str(one) for one in body.get("series") or ()), Fraction(percent))


def series_told(one: Series) -> dict[str, Any]:
    """A series as it stands in a file."""
    return _said(series_as_json(one))


def key_told(one: Key) -> dict[str, Any]:
    """A key as it stands in a file."""
    raw = key_as_json(one)
    parts = [{"series": [*each.series], "percent": _number(each.percent)} for each in one.components]
    return _said({**raw, "components": parts})


def _number(value: Fraction) -> int | str:
    """A percentage as it is read: whole, or with the decimals it was typed with."""
    if value.denominator == 1:
        return int(value)
    return str((Decimal(value.numerator) / Decimal(value.denominator)).normalize())


def _said(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in raw.items() if value not in ([], False)}
