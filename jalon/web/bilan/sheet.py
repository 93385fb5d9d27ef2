"""The page of the talk: what it shows of each domain (`posted` reads what comes back).

A field is named « housing-words ». Beside the fields of a domain stand its revision when the page was shown and, for
a browser without script, the fingerprints of what was shown: a field that comes back unchanged was not written.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from jalon.domain.instruments.catalogue import LEVELS, Domain, Instrument
from jalon.domain.instruments.enums import Rated
from jalon.domain.instruments.merging import Change, Outcome
from jalon.domain.instruments.models import Bilan, BilanEntry
from jalon.domain.instruments.own_words import Words
from jalon.web.ui.autosave import fingerprint


@dataclass(frozen=True)
class Text:
    """A text to write. `theirs`: what somebody else wrote in it meanwhile; `error`: why it could not be stored."""

    name: str
    label: str
    value: str
    last: str = ""
    theirs: str | None = None
    error: str = ""


@dataclass(frozen=True)
class Rating:
    """One side's level. `chosen` and `last` are None when not rated; `theirs`: what somebody else chose meanwhile."""

    name: str
    who: str
    short: str
    chosen: int | None
    last: int | None = None
    theirs: str = ""


@dataclass(frozen=True)
class Given:
    """A level given apart, as it stands: it is read here, not chosen. `level` None: this side did not rate it."""

    who: str
    level: int | None
    label: str = ""
    description: str = ""


@dataclass(frozen=True)
class Alone:
    """A bilan rated apart, as its cards show it. `choosing`: the worker's levels are chosen here.

    `own`: the worker's levels once given, while the person still rates; None: nobody rates any more. `words`: the
    person's, once both are in.
    """

    choosing: bool = False
    own: Mapping[str, int] | None = None
    words: Words = field(default_factory=dict)


NOTHING_ALONE = Alone()


@dataclass(frozen=True)
class Card:
    """A domain on the page of the talk. `given`: levels that are read here; `gap`: how far apart, in levels.

    `alone`: what the person wrote by themselves, as pairs of label and text.
    """

    code: str
    place: int
    domain: Domain
    entry: BilanEntry
    levels: Sequence[tuple[int, str, str]]
    texts: Sequence[Text]
    ratings: Sequence[Rating]
    was: str
    last: BilanEntry | None = None
    given: Sequence[Given] = ()
    alone: Sequence[tuple[str, str]] = ()
    gap: int = 0


@dataclass(frozen=True)
class Sheet:
    """The whole page."""

    cards: Sequence[Card]
    together: Text
    together_was: str

    @property
    def seen(self) -> int:
        """How many domains were talked about or left aside."""
        return sum(card.entry.is_seen for card in self.cards)


@dataclass(frozen=True)
class Mine:
    """What was sent and could not be stored, by field name: it stays on the page."""

    texts: Mapping[str, Any] = field(default_factory=dict)
    theirs: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, outcome: Outcome, sent: Mapping[str, Change]) -> "Mine":
        """From the outcome of a save."""
        return cls(
            texts={name_of(clash.domain, clash.field): clash.mine for clash in outcome.clashes}
            | {name_of(no.domain, no.field): sent[no.domain].values[no.field] for no in outcome.refusals},
            theirs={name_of(clash.domain, clash.field): clash.theirs for clash in outcome.clashes},
            errors={name_of(no.domain, no.field): str(no.reason) for no in outcome.refusals},
        )


def text_labels() -> dict[str, str]:
    """The four texts, as the page and the person name them."""
    return {
        "words": _("Dans ses mots"),
        "aspirations": _("Ses souhaits"),
        "strengths": _("Ses forces"),
        "needs": _("Ses besoins"),
    }


def labelled(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Texts by field, as pairs of the field's label and the text, in the order of the bilan."""
    return [(label, texts[name]) for name, label in text_labels().items() if texts.get(name)]


def sides(bilan: Bilan) -> dict[str, tuple[str, str]]:
    """Whose level it is: in full, and short for a narrow screen."""
    name = bilan.person.first_names or bilan.person.last_name
    return {
        "rating_person": (_("Selon %(name)s") % {"name": name}, name),
        "rating_worker": (_("Selon le service social"), _("Service social")),
    }


def name_of(domain: str, field_name: str) -> str:
    """The name of a field on the page."""
    return f"{domain}-{field_name}" if domain else field_name


def build(
    bilan: Bilan,
    entries: Iterable[BilanEntry],
    instrument: Instrument,
    *,
    last: Mapping[str, BilanEntry] | None = None,
    mine: Mine | None = None,
    alone: Alone = NOTHING_ALONE,
) -> Sheet:
    """The page for these entries. `last`: those of the previous bilan; `mine`: what could not be stored."""
    mine, last = mine or Mine(), last or {}
    by_code = {entry.domain: entry for entry in entries}
    cards = [
        _card(place, domain, by_code[domain.code], bilan, instrument, last.get(domain.code), mine, alone)
        for place, domain in enumerate(instrument.domains, start=1)
        if domain.code in by_code
    ]
    together = Text(
        "together",
        _("Ce que nous en retenons ensemble"),
        mine.texts.get("together", bilan.together),
        theirs=mine.theirs.get("together"),
        error=mine.errors.get("together", ""),
    )
    return Sheet(cards, together, fingerprint(bilan.together))


def _card(
    place: int, domain: Domain, entry: BilanEntry, bilan: Bilan, instrument: Instrument,
    last: BilanEntry | None, mine: Mine, alone: Alone,
) -> Card:  # fmt: skip
    read = _read_only(bilan, alone)

    def text(name: str, label: str) -> Text:
        full = name_of(domain.code, name)
        return Text(
            full,
            label,
            mine.texts.get(full, getattr(entry, name)),
            last=getattr(last, name) if last else "",
            theirs=mine.theirs.get(full),
            error=mine.errors.get(full, ""),
        )

    def rating(name: str, who: str, short: str) -> Rating:
        full = name_of(domain.code, name)
        theirs = _("pas noté") if mine.theirs.get(full, 0) is None else str(mine.theirs.get(full, ""))
        chosen = mine.texts.get(full, getattr(entry, name))
        return Rating(full, who, short, chosen, last=getattr(last, name) if last else None, theirs=theirs)

    scale = instrument.scale.say()
    return Card(
        code=domain.code,
        place=place,
        domain=domain,
        entry=entry,
        levels=[(level, scale[level - 1], domain.levels.say()[level - 1]) for level in LEVELS],
        texts=[text(name, label) for name, label in text_labels().items()],
        ratings=[rating(name, *who) for name, who in sides(bilan).items() if name not in read],
        was=".".join(fingerprint(getattr(entry, name)) for name in BilanEntry.FIELDS),
        last=last,
        given=_given(domain, entry, bilan, instrument, alone),
        alone=labelled(alone.words.get(domain.code, {})),
        gap=entry.gap if read else 0,
    )


def _read_only(bilan: Bilan, alone: Alone) -> tuple[str, ...]:
    """The levels that are not chosen on this page: those given apart; never the person's."""
    if bilan.rated != Rated.APART:
        return ()
    return ("rating_person",) if bilan.corrects_id or alone.choosing else BilanEntry.RATINGS


def _given(domain: Domain, entry: BilanEntry, bilan: Bilan, instrument: Instrument, alone: Alone) -> list[Given]:
    """Both sides once both are in; before, the worker's own alone, once given."""
    whose, scale = sides(bilan), instrument.scale.say()
    if alone.own is None:
        levels = {name: getattr(entry, name) for name in _read_only(bilan, alone)}
    else:
        levels = {"rating_worker": alone.own[domain.code]} if domain.code in alone.own else {}
    return [
        Given(whose[name][0], level, scale[level - 1], domain.levels.say()[level - 1])
        if level
        else Given(whose[name][0], None)
        for name, level in levels.items()
    ]
