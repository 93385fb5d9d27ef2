"""The instruments that come with Jalon: its bilan, a scale of empowerment, a look in one minute."""

from functools import cache
from pathlib import Path

import yaml

from jalon.domain.instruments import catalogue
from jalon.domain.instruments.definition import Definition, read, read_yaml
from jalon.domain.instruments.enums import LifeDomain

SCALES = Path(__file__).parent / "data" / "scales"
UNREAD = Path(__file__).parent / "data" / "readings" / "unread.yaml"
BILAN = "bilan"


@cache
def shipped() -> dict[str, Definition]:
    """The newest version of each, by code; the bilan first."""
    scales = [read_yaml(path.read_bytes(), path.name) for path in sorted(SCALES.glob("*.yaml"))]
    return {one.code: one for one in (bilan_as_instrument(), *scales)}


@cache
def unread() -> dict[str, tuple[str, ...]]:
    """By code, the languages of a shipped instrument that nobody who grew up with them has read yet."""
    listed = yaml.safe_load(UNREAD.read_text(encoding="utf-8"))
    return {code: tuple(languages) for code, languages in listed.items()}


@cache
def bilan_as_instrument(version: int | None = None) -> Definition:
    """The bilan's domains as axes of one item each, on its five described levels; nothing is counted over all."""
    bilan = catalogue.instrument(BILAN, version)
    return read(
        {
            "code": bilan.code,
            "version": bilan.version,
            "languages": list(bilan.name.by_language),
            "name": dict(bilan.name.by_language),
            "about": dict(bilan.about.by_language),
            "licence": dict(bilan.licence.by_language),
            "direction": "up" if bilan.direction > 0 else "down",
            "raters": "both",
            "scoring": {"method": "mean", "overall": "none"},
            "meaning": {"step": 1},
            "axes": [_axis(domain) for domain in bilan.domains],
        },
        source=f"{bilan.code} {bilan.version}",
    )


def _axis(domain: catalogue.Domain) -> dict:
    name = dict(domain.name.by_language)
    levels = {language: list(texts) for language, texts in domain.levels.by_language.items()}
    item = {"code": domain.code, "text": name, "levels": levels}
    domains = [domain.code] if domain.code in LifeDomain.values else []
    return {
        "code": domain.code, "name": name, "items": [item],
        "domains": domains, "directions": list(domain.directions),
    }  # fmt: skip
