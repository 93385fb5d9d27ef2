"""One programme written as one YAML file, whole: its texts, its keys and series, its articles, its forms."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import yaml

from jalon.law.subsidies.articles import articles_as_json
from jalon.law.subsidies.clusters import ClusterRule
from jalon.law.subsidies.forms import Need
from jalon.law.subsidies.key_file import key_told, series_told
from jalon.law.subsidies.programme import Programme, content_of
from jalon.law.subsidies.selection import SelectionRule


def write_programme(one: Programme) -> str:
    """The file of a programme, which `programme_yaml.read_programme` reads as the same."""
    texts: dict[str, Any] = {}
    content = content_of(one)
    told: dict[str, Any] = {
        "family": one.family,
        "title": content["title"],
        "last_checked": one.source.last_checked,
        "texts": texts,
        "year": one.year,
        "first": one.first,
        "last": one.last,
        "total": _euros(one.total),
        **_source(content["source"], texts),
        "series": [series_told(each) for each in one.series],
        "keys": [key_told(each) for each in one.keys],
        "articles": articles_as_json(one.articles),
        "lines": [_line(each, raw, texts) for each, raw in zip(one.lines, content["lines"], strict=True)],
        "costs": [
            {"title": raw["title"], "accepted": raw["accepted"], **_source(raw["source"], texts)}
            for raw in content["costs"]
        ],
        "calendar": [{"code": str(each.code), "first": each.first, "last": each.last} for each in one.calendar],
        "payments": [
            {"title": raw["title"], "percent": _number(each.percent)}
            for each, raw in zip(one.payments, content["payments"], strict=True)
        ],
        "advance_on_raise": one.advance_on_raise,
        "forms": [_form(raw, texts) for raw in content["forms"]],
    }
    found = {name: value for name, value in told.items() if value not in (None, [], {})}
    return yaml.dump(found, Dumper=_Whole, allow_unicode=True, sort_keys=False, width=120)


class _Whole(yaml.SafeDumper):
    """Writes each value in full, also what is said twice."""

    def ignore_aliases(self, data: Any) -> bool:
        """No anchor anywhere."""
        return True


def _source(raw: Mapping[str, Any], texts: dict[str, Any]) -> dict[str, Any]:
    told = {
        "text": _cited(raw["text"], texts),
        "article": raw["article"],
        "seen_in": [_cited(each, texts) for each in raw["seen_in"]],
        "last_checked": raw["last_checked"] and yaml.safe_load(raw["last_checked"]),
        "certainty": raw["certainty"],
        "doubt": raw["doubt"],
    }
    return {name: value for name, value in told.items() if value not in (None, [])}


def _cited(raw: Mapping[str, Any], texts: dict[str, Any]) -> str:
    """The name of a text in the file; two texts of one name get two."""
    told = {name: value for name, value in raw.items() if name != "id" and value is not None}
    if "published" in told:
        told["published"] = yaml.safe_load(told["published"])
    name, number = raw["id"], 2
    while texts.setdefault(name, told) != told:
        name, number = f"{raw['id']}-{number}", number + 1
    return str(name)


def _line(one: Any, raw: Mapping[str, Any], texts: dict[str, Any]) -> dict[str, Any]:
    told = {
        "code": one.code, "title": raw["title"], "amount": _euros(one.amount), "key": one.key,
        "floor": _euros(one.floor or None), "cap": _euros(one.cap), "may_leave": one.may_leave or None,
        "rule": _rule(one.rule), **_source(raw["source"], texts),
    }  # fmt: skip
    return {name: value for name, value in told.items() if value is not None}


def _rule(one: SelectionRule | ClusterRule | None) -> dict[str, Any] | None:
    if isinstance(one, SelectionRule):
        criteria = [
            {"series": each.series, **({} if each.at_least is None else {"at_least": _number(each.at_least)})}
            for each in one.criteria
        ]
        return {"kind": "criteria", "need": one.need, "criteria": criteria, "data_on": one.data_on}
    if isinstance(one, ClusterRule):
        told = {"members": one.members, "most": one.most, "completed_below": one.completed_below}
        told |= {"small_below": one.small_below} if one.small_below is not None else {}
        return {"kind": "clusters", **told, "data_on": one.data_on}
    return None


def _form(raw: Mapping[str, Any], texts: dict[str, Any]) -> dict[str, Any]:
    usual: tuple[Any, ...] = (None, [], False, Need.ALWAYS)
    fields = [{name: value for name, value in each.items() if value not in usual} for each in raw["fields"]]
    return {"code": raw["code"], "title": raw["title"], **_source(raw["source"], texts), "fields": fields}


def _number(value: Fraction) -> int | str:
    return int(value) if value.denominator == 1 else str(value)


def _euros(cents: int | None) -> str | None:
    return None if cents is None else f"{cents // 100}.{cents % 100:02d}"
