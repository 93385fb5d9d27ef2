"""Writes a scheme as the YAML that `scheme_file` reads: one composed on a page can be kept, sent and run again."""

from typing import Any

import yaml

from jalon.law.category import Category
from jalon.law.income.cents import UNLIMITED
from jalon.law.income.facts import Work
from jalon.law.income.scheme import Amount, AsLaw, Exemption, Said, Scheme
from jalon.law.income.scheme_file import CATEGORIES
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
    """Work that is exempt alike, in the same categories, stands in one entry."""
    alike: dict[tuple[Said, tuple[Category, ...]], list[str]] = {}
    for work in dict.fromkeys(work for work, _category in scheme.exemptions):
        by_category = {one: scheme.exemptions.get((work, one)) for one in Category}
        for said in dict.fromkeys(one for one in by_category.values() if one is not None):
            there = tuple(one for one, other in by_category.items() if other == said)
            alike.setdefault((said, there), []).append(str(work))
    return [
        {"for": works}
        | ({} if len(there) == len(Category) else {"category": [CATEGORIES[one] for one in there]})
        | ({"as": str(said)} if isinstance(said, Work) else _parts(said))
        for (said, there), works in alike.items()
    ]


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
