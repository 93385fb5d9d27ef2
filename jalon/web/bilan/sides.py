"""A bilan rated apart, on the page of the talk: who has given their levels, what comes next, and then the gaps.

The worker chooses their own levels there, and sees none of the person's, nor a word they wrote, before nobody is still
rating.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.domain.instruments import apart, queries
from jalon.domain.instruments.enums import Rated, Rater
from jalon.domain.instruments.from_bilan import FIELDS
from jalon.domain.instruments.measuring import began_alone
from jalon.domain.instruments.models import Bilan, BilanEntry, Measurement
from jalon.domain.instruments.own_words import Words
from jalon.web.bilan.reading import named, remarks
from jalon.web.bilan.sheet import NOTHING_ALONE, Alone


@dataclass(frozen=True)
class Step:
    """One side: what it has done so far in words, and the addresses of what may be done now."""

    who: str
    rater: str
    said: str
    kind: str
    given: bool
    url: str = ""
    hand_url: str = ""
    decline_url: str = ""


@dataclass(frozen=True)
class Gap:
    """A domain the two sides see otherwise; `said`: both levels in words."""

    code: str
    title: str
    size: int
    said: str


@dataclass(frozen=True)
class Apart:
    """Both sides. `is_open`: somebody is still rating. `draft`: what the worker is still choosing on this page.

    `own`: the worker's levels once given, by domain. `words`: what the person wrote alone, once both are in.
    """

    steps: list[Step]
    is_open: bool
    may_join: bool
    draft: Measurement | None
    own: Mapping[str, int]
    words: Words
    gaps: list[Gap]
    remarks: list[tuple[str, str]]


def apart_of(bilan: Bilan, entries: Iterable[BilanEntry]) -> Apart | None:
    """None for a bilan rated together, and for a correction: it starts from what both gave."""
    if bilan.rated != Rated.APART or bilan.corrects_id:
        return None
    rows = apart.sides(bilan)
    is_open = apart.is_open(rows.values())
    worker = rows.get(Rater.WORKER)
    whose, said = named(bilan), apart.said(bilan)
    return Apart(
        steps=[_step(rater, whose[rater], rows.get(rater), rows) for rater in Rater],
        is_open=is_open,
        may_join=is_open and not any(row.is_finished for row in rows.values()),
        draft=worker if worker and not worker.is_finished else None,
        words=said.words,
        own=worker.answers if worker and worker.is_finished else {},
        gaps=[] if is_open else gaps(bilan, entries),
        remarks=remarks(bilan, said),
    )


def cards_of(apart_: Apart | None) -> Alone:
    """The same for the cards of the page."""
    if apart_ is None:
        return NOTHING_ALONE
    return Alone(choosing=apart_.draft is not None, own=apart_.own if apart_.is_open else None, words=apart_.words)


def gaps(bilan: Bilan, entries: Iterable[BilanEntry]) -> list[Gap]:
    """The domains both rated differently, the widest apart first: something to talk about, never a verdict."""
    instrument, whose = queries.instrument_of(bilan), named(bilan)
    scale = instrument.scale.say()
    found = []
    for entry in entries:
        if not entry.gap:
            continue
        levels = [(whose[rater], getattr(entry, field)) for rater, field in FIELDS.items()]
        said = ", ".join(f"{who} {level} ({scale[level - 1].lower()})" for who, level in levels)
        found.append(Gap(entry.domain, str(instrument.domain(entry.domain).name), entry.gap, said))
    return sorted(found, key=lambda gap: -gap.size)


def _step(rater: Rater, who: str, row: Measurement | None, rows: Mapping[str, Measurement]) -> Step:
    if row is None:
        return Step(who, rater, _("ne donne pas de niveaux"), "neutral", given=True)
    if row.is_finished:
        return Step(who, rater, _("niveaux donnés"), "ok", given=True)
    begun = row.saved_at is not None
    said, kind = (_("en cours"), "draft") if begun else (_("pas encore commencé"), "waiting")
    facts = [row.person_id, row.pk]
    if rater == Rater.WORKER:
        return Step(who, rater, said, kind, given=False, url=reverse("measures:finish", args=facts) if begun else "")
    own = rows.get(Rater.WORKER)
    together = "" if began_alone(row) or (own and not own.is_finished) else reverse("measures:rate", args=facts)
    decline = reverse("measures:decline", args=facts) if len(rows) > 1 else ""
    hand = reverse("measures:hand", args=facts)
    return Step(who, rater, said, kind, given=False, url=together, hand_url=hand, decline_url=decline)
