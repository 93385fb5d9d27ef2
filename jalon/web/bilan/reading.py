"""A bilan as it is read: what was said of each domain, with both levels in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jalon.domain.accounts.models import Membership
from jalon.domain.instruments import apart, papers, queries
from jalon.domain.instruments.enums import Rater
from jalon.domain.instruments.from_bilan import FIELDS
from jalon.domain.instruments.merging import Change
from jalon.domain.instruments.models import Bilan, BilanEntry
from jalon.domain.instruments.own_words import Words
from jalon.domain.instruments.permissions import may_write_bilan
from jalon.web.bilan.sheet import labelled, sides, text_labels
from jalon.web.ui.people import long_day


@dataclass(frozen=True)
class Level:
    """One side's level, in words. `level` 0: not rated."""

    who: str
    level: int
    label: str = ""
    description: str = ""


@dataclass(frozen=True)
class Section:
    """What was said of one domain; `alone`: what the person wrote by themselves before the talk."""

    code: str
    title: str
    texts: list[tuple[str, str]]
    alone: list[tuple[str, str]]
    levels: list[Level]


def sections(bilan: Bilan, entries: Iterable[BilanEntry], alone: Words) -> tuple[list[Section], list[str], list[str]]:
    """The domains with something to read, the names of those left aside, and of those never touched."""
    instrument = queries.instrument_of(bilan)
    by_code = {entry.domain: entry for entry in entries}
    told, aside, untouched = [], [], []
    for domain in instrument.domains:
        entry = by_code.get(domain.code)
        if entry is None or not (entry.has_content or domain.code in alone):
            (aside if entry and entry.is_skipped else untouched).append(str(domain.name))
            continue
        texts = labelled({name: getattr(entry, name) for name in BilanEntry.TEXTS})
        levels = [
            _level(who, getattr(entry, name), instrument.scale.say(), domain.levels.say())
            for name, (who, _short) in sides(bilan).items()
        ]
        told.append(Section(domain.code, str(domain.name), texts, labelled(alone.get(domain.code, {})), levels))
    return told, aside, untouched


def _level(who: str, level: int | None, labels: tuple[str, ...], descriptions: tuple[str, ...]) -> Level:
    return Level(who, level, labels[level - 1], descriptions[level - 1]) if level else Level(who, 0)


def content(bilan: Bilan, entries: Iterable[BilanEntry]) -> dict[str, Any]:
    """What `bilan/content.html` needs."""
    said = apart.said(bilan)
    told, aside, untouched = sections(bilan, entries, said.words)
    return {
        "sections": told,
        "aside_names": aside,
        "untouched_names": untouched,
        "person_name": named(bilan)[Rater.PERSON],
        "remarks": remarks(bilan, said),
    }


def context(member: Membership, bilan: Bilan) -> dict[str, Any]:
    """What the page to read needs."""
    corrected_by = Bilan.objects.filter(corrects=bilan).first()
    may_write = may_write_bilan(member, bilan)
    return {
        **content(bilan, queries.entries_in_order(bilan)),
        "corrected_by": corrected_by,
        "finished_day": long_day(bilan.finished_at) if bilan.finished_at else "",
        "may_correct": may_write and bilan.is_finished and corrected_by is None,
        "has_paper": bilan.is_finished and papers.frozen(bilan) is not None,
    }


def named(bilan: Bilan) -> dict[str, str]:
    """Each side by its name, for a third person to read."""
    whose = sides(bilan)
    return {rater: whose[field][1] for rater, field in FIELDS.items()}


def remarks(bilan: Bilan, said: apart.Said) -> list[tuple[str, str]]:
    """What each side added to the levels it gave alone, by name."""
    whose = named(bilan)
    return [(whose[rater], text) for rater, text in said.remarks.items()]


def sent_texts(bilan: Bilan, changes: Mapping[str, Change], together: Change | None) -> list[tuple[str, str, str]]:
    """Domain, field and text of what was sent and not stored, for its writer to copy."""
    instrument = queries.instrument_of(bilan)
    labels = text_labels()
    lost = [
        (str(instrument.domain(code).name), labels[name], change.values[name])
        for code, change in changes.items()
        for name in BilanEntry.TEXTS
        if change.values.get(name)
    ]
    if together and together.values["together"]:
        lost.append(("", "", together.values["together"]))
    return lost
