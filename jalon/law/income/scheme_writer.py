"""Writes a scheme as the YAML that `scheme_file` reads: one composed on a page can be kept, sent and run again."""

from typing import Any

import yaml

from jalon.law.income.cents import UNLIMITED
from jalon.law.income.facts import Work
from jalon.law.income.scheme import Amount, AsLaw, Exemption, Scheme
from jalon.law.sayings import LANGUAGES, Saying


def written(scheme: Scheme) -> str:
    """Its YAML; read back, it is the same scheme."""
    body: dict[str, Any] = {name: _said(getattr(scheme, name)) for name in ("title", "about")}
    body["basis"] = str(scheme.basis)
    if scheme.smoothing > 1:
        body["smoothing"] = scheme.smoothing
    body["otherwise"] = "law" if scheme.law_otherwise else "nothing"
    if scheme.exemptions:
        body["exempt"] = _entries(scheme)
    return str(yaml.safe_dump(body, sort_keys=False, allow_unicode=True, width=110))


def _said(saying: Saying) -> dict[str, str]:
    return {language: getattr(saying, language) for language in LANGUAGES}


def _entries(scheme: Scheme) -> list[dict[str, Any]]:
    """Work that is exempt alike stands in one entry."""
    alike: list[tuple[Exemption | Work, list[str]]] = []
    for work, one in scheme.exemptions.items():
        same = next((works for other, works in alike if other == one), None)
        if same is None:
            alike.append((one, [str(work)]))
        else:
            same.append(str(work))
    return [{"for": works} | ({"as": str(one)} if isinstance(one, Work) else _parts(one)) for one, works in alike]


def _parts(one: Exemption) -> dict[str, Any]:
    parts: dict[str, Any] = {"flat": _euros(one.flat)}
    if one.brackets:
        parts["shares"] = [{"from": _euros(step.start), "percent": _hundredths(step.share)} for step in one.brackets]
    if one.floor:
        parts["floor"] = _euros(one.floor)
    if one.ceiling is not None:
        parts["ceiling"] = _euros(one.ceiling)
    if one.taper_from < UNLIMITED:
        parts["taper"] = {"from": _euros(one.taper_from), "percent": _hundredths(one.taper_share)}
    return parts | {name: value for name in ("months", "within") if (value := getattr(one, name)) is not None}


def _euros(amount: Amount) -> int | float | str:
    return "law" if isinstance(amount, AsLaw) else _hundredths(amount)


def _hundredths(value: int) -> int | float:
    return value // 100 if value % 100 == 0 else value / 100
