"""A bilan as its person reads it: domain by domain, what was said, and each side's level in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.core import reader
from jalon.domain.instruments import queries
from jalon.domain.instruments.catalogue import Domain, Instrument
from jalon.domain.instruments.enums import Rater
from jalon.domain.instruments.models import Bilan, BilanEntry
from jalon.domain.space.bilans import Told
from jalon.web.space import says
from jalon.web.space.rating_form import WORDS

SAID: dict[str, Promise] = {**WORDS, "words": gettext_lazy("Ce que vous avez dit")}
SIDES: dict[str, Promise] = {
    Rater.PERSON: gettext_lazy("Vous"),
    Rater.WORKER: gettext_lazy("Le service social"),
}
LEVELS = {"rating_person": Rater.PERSON, "rating_worker": Rater.WORKER}


@dataclass(frozen=True)
class Section:
    """A domain. `levels`: who, and the level in words; `texts`: what was said; `alone`: what the person had written."""

    code: str
    name: str
    levels: list[tuple[str, str]]
    texts: list[tuple[str, str]]
    alone: list[tuple[str, str]]


def title(bilan: Bilan) -> str:
    """« Votre bilan du lundi 4 mai 2026 »."""
    return _("Votre bilan du %(day)s") % {"day": says.day(bilan.held_on)}


def shown(told: Told) -> dict[str, Any]:
    """What the page needs."""
    instrument, entries = queries.instrument_of(told.bilan), {one.domain: one for one in told.entries}
    sections, untold = [], []
    for domain in instrument.domains:
        entry, alone = entries.get(domain.code), told.alone.words.get(domain.code, {})
        if alone or (entry and entry.has_content):
            sections.append(_section(instrument, domain, entry, alone))
        else:
            untold.append(str(domain.name.say(reader.language())))
    return {
        "title": title(told.bilan),
        "sections": sections,
        "untold": untold,
        "together": told.bilan.together,
        "remarks": [(str(SIDES[rater]), text) for rater, text in told.alone.remarks.items()],
        "document_id": told.document_id,
        "paper_language": told.bilan.language,
    }


def _section(instrument: Instrument, domain: Domain, entry: BilanEntry | None, alone: Mapping[str, str]) -> Section:
    language = reader.language()
    chosen = {rater: getattr(entry, field, None) for field, rater in LEVELS.items()}
    levels = [
        (str(SIDES[rater]), f"{instrument.scale.say(language)[level - 1]}. {domain.levels.say(language)[level - 1]}")
        for rater, level in chosen.items()
        if level
    ]
    texts = {name: getattr(entry, name, "") for name in BilanEntry.TEXTS}
    return Section(domain.code, str(domain.name.say(language)), levels, _labelled(texts, SAID), _labelled(alone, WORDS))


def _labelled(texts: Mapping[str, str], labels: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(str(label), texts[name]) for name, label in labels.items() if texts.get(name)]
