"""What the person writes by themselves, of each domain of a bilan rated apart: the four texts of the bilan, in short.

The words stand beside the person's levels, in their measurement, and are hidden as long as these are. They are never
mixed with what is written during the talk: once both sides are in, both are read side by side (ADR 33).
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from jalon.domain.core.errors import InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.instruments.enums import Rater
from jalon.domain.instruments.models import BilanEntry, Measurement

LONGEST = 1000  # characters of one text: some sentences, written on a telephone
Words = Mapping[str, Mapping[str, str]]  # the texts given, by domain, then by field of `BilanEntry.TEXTS`


def are_asked(row: Measurement) -> bool:
    """Whether words are asked beside the levels: of the person, in a bilan rated apart."""
    return row.bilan_id is not None and row.rater == Rater.PERSON and row.corrects_id is None


def kept(row: Measurement, sent: Words) -> dict[str, dict[str, str]]:
    """The words of `row` with those `sent` in their place; a text left empty is none. Raises `InvalidInput`."""
    if not are_asked(row):
        raise NotAllowed
    found = {domain: dict(texts) for domain, texts in row.words.items()}
    known = {item.code for item in row.instrument.read.items}
    for domain, texts in sent.items():
        if domain not in known or not set(texts) <= set(BilanEntry.TEXTS):
            raise InvalidInput(_("Ce domaine n’est pas de ce bilan."), what_to_do=_("Rechargez la page."))
        whole = found.get(domain, {}) | {name: clean(text, limit=LONGEST) for name, text in texts.items()}
        found[domain] = {name: whole[name] for name in BilanEntry.TEXTS if whole.get(name)}
    return {domain: texts for domain, texts in found.items() if texts}


def detail(row: Measurement) -> dict[str, Any]:
    """What the journal keeps of them: of how many domains, never the words."""
    return {"told": len(row.words)} if row.words else {}
