"""An instrument as its description: one plain tree, the same bytes for the same instrument."""

import json
from decimal import Decimal
from hashlib import sha256
from typing import Any

import yaml

from jalon.domain.instruments.definition.model import UNIT, Axis, Definition, Item, Meaning
from jalon.domain.instruments.definition.words import Words


def as_data(definition: Definition) -> dict[str, Any]:
    """The description that `reading.read` reads back to an equal instrument."""
    return {
        "code": definition.code,
        "version": definition.version,
        "languages": list(definition.languages),
        "name": _words(definition.name),
        "about": _words(definition.about),
        "licence": _words(definition.licence),
        "direction": "up" if definition.direction > 0 else "down",
        "raters": definition.raters,
        "recall_days": definition.recall_days,
        "scoring": {
            "method": definition.scoring.method,
            "overall": definition.scoring.overall,
            "answered": _number(definition.scoring.answered),
        },
        "meaning": _meaning(definition.meaning),
        "axes": [_axis(axis) for axis in definition.axes],
    }


def write_yaml(definition: Definition) -> bytes:
    """The description as YAML, which `yaml_source.read_yaml` reads back."""
    return yaml.safe_dump(as_data(definition), sort_keys=False, allow_unicode=True, width=100).encode()


def fingerprint(definition: Definition) -> str:
    """SHA-256 of the description: two versions that say the same have the same one."""
    text = json.dumps(as_data(definition), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _axis(axis: Axis) -> dict[str, Any]:
    told: dict[str, Any] = {
        "code": axis.code,
        "name": _words(axis.name),
        "domains": list(axis.domains),
        "directions": list(axis.directions),
        "items": [_item(item) for item in axis.items],
    }
    return told | ({"meaning": _meaning(axis.own_meaning)} if axis.own_meaning else {})


def _item(item: Item) -> dict[str, Any]:
    told: dict[str, Any] = {"code": item.code, "text": _words(item.text), "levels": _words(item.levels)}
    if item.help:
        told["help"] = _words(item.help)
    if item.is_reversed:
        told["reversed"] = True
    return told


def _meaning(meaning: Meaning) -> dict[str, Any]:
    told: dict[str, Any] = {"step": _number(Decimal(meaning.step) / UNIT)}
    for name in ("reliability", "spread"):
        if (value := getattr(meaning, name)) is not None:
            told[name] = _number(value)
    return told | ({"source": meaning.source} if meaning.source else {})


def _words(words: Words) -> dict[str, Any]:
    return {one: list(said) if isinstance(said, tuple) else said for one, said in words.by_language.items()}


def _number(value: Decimal) -> str:
    """« 0.5 »: as text, so that no binary fraction creeps in between two readings."""
    return f"{value.normalize():f}"
