"""What can be chosen while writing: the library by domain, with first what the last bilan showed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from jalon.domain.instruments import apart
from jalon.domain.instruments.enums import LifeDomain
from jalon.domain.instruments.models import Bilan, BilanEntry
from jalon.domain.instruments.queries import latest_bilan
from jalon.domain.people.models import Person
from jalon.domain.piis.catalogue import Proposal, proposals
from jalon.domain.piis.enums import LibraryKind, Side

LOW = 2  # a level of the bilan that calls for something


@dataclass(frozen=True)
class Pick:
    """One thing to choose. `value` is what the button sends: `side|name`."""

    value: str
    text: str
    domain: str


@dataclass
class Shelf:
    """The choices of one domain; `suggested` when the bilan showed a need there."""

    domain: str
    label: str
    suggested: bool
    picks: list[Pick] = field(default_factory=list)


@dataclass(frozen=True)
class Needs:
    """What the last standing bilan says: its entries that call for something, by domain."""

    bilan: Bilan | None
    entries: dict[str, BilanEntry]

    def __iter__(self) -> Iterable[tuple[str, str]]:
        """(domain in words, need in the person's or the worker's words)."""
        labels = dict(LifeDomain.choices)
        return iter([(labels[domain], one.needs) for domain, one in self.entries.items() if one.needs])


def needs_of(person: Person, on: date) -> Needs:
    """Read the last bilan held on or before a day, with what the person wrote alone for it. At most three queries."""
    bilan = latest_bilan(person.pk, on)
    if bilan is None:
        return Needs(None, {})
    alone = apart.said(bilan).words
    entries = {one.domain: one for one in bilan.entries.all() if _calls(_with_own(one, alone.get(one.domain, {})))}
    return Needs(bilan, {domain: entries[domain] for domain in LifeDomain.values if domain in entries})


def _with_own(entry: BilanEntry, alone: Mapping[str, str]) -> BilanEntry:
    """The entry, unsaved, with the person's own wish and need where the talk noted none."""
    entry.aspirations = entry.aspirations or alone.get("aspirations", "")
    entry.needs = entry.needs or alone.get("needs", "")
    return entry


def _calls(entry: BilanEntry) -> bool:
    ratings = [one for one in (entry.rating_person, entry.rating_worker) if one is not None]
    return bool(entry.needs or entry.aspirations) or any(one <= LOW for one in ratings)


@dataclass(frozen=True)
class Library:
    """The shelves of the page, by what they fill: `aims`, `person`, `centre`, `third`."""

    aims: list[Shelf]
    person: list[Shelf]
    centre: list[Shelf]
    third: list[Shelf]

    def find(self, value: str) -> Pick | None:
        """The choice a button named."""
        every = (*self.aims, *self.person, *self.centre, *self.third)
        return next((pick for shelf in every for pick in shelf.picks if pick.value == value), None)


def library(language: str, needs: Needs) -> Library:
    """Everything proposed in a language: the suggested domains first, each list in the order of life domains."""
    listed = proposals(language=language)
    commitments = [one for one in listed if one.kind == LibraryKind.COMMITMENT]
    own_words = {
        domain: Pick(f"aims|bilan.{domain}", one.aspirations.strip(), domain)
        for domain, one in needs.entries.items()
        if one.aspirations.strip()
    }
    return Library(
        aims=_shelves("aims", [one for one in listed if one.kind == LibraryKind.AIM], needs, own_words),
        person=_shelves("person", [one for one in commitments if one.side == Side.PERSON], needs),
        centre=_shelves("centre", [one for one in commitments if one.side == Side.CENTRE], needs),
        third=_shelves("third", [one for one in commitments if one.side == Side.THIRD], needs),
    )


def _shelves(side: str, listed: list[Proposal], needs: Needs, own_words: dict[str, Pick] | None = None) -> list[Shelf]:
    shelves = {value: Shelf(value, capfirst(label), value in needs.entries) for value, label in LifeDomain.choices}
    for domain, pick in (own_words or {}).items():
        shelves[domain].picks.append(pick)
    for one in listed:
        shelves[one.domain].picks.append(Pick(f"{side}|{one.key or one.id}", one.text, one.domain))
    return sorted((one for one in shelves.values() if one.picks), key=lambda one: not one.suggested)


def chosen(data: QueryDict, shelves: Library, due_on: date | None) -> QueryDict:
    """What was sent, with the row added, taken out or filled from the library that the pressed button asks for."""
    data = data.copy()
    if side := data.get("add"):
        _add(data, side)
    if name := data.get("remove"):
        party = name.split("_")[1] if name.startswith("party_") else None
        kept = [row for row in data.getlist("row") if row != name and not (party and f"_{party}_" in row)]
        data.setlist("row", kept)
    if pick := shelves.find(data.get("pick", "")):
        _fill(data, pick, data.get("pick", "").split("|")[0], due_on)
    return data


def _add(data: QueryDict, side: str) -> str:
    name = f"{side}_{uuid4().hex}"
    data.appendlist("row", name)
    return name


def _fill(data: QueryDict, pick: Pick, side: str, due_on: date | None) -> None:
    if side == "aims":
        data["aims"] = "\n\n".join(part for part in (data.get("aims", "").strip(), pick.text) if part)
        return
    holder = side if side != "third" else _last_party(data)
    empty = (name for name in data.getlist("row") if name.startswith(f"{holder}_") and not data.get(f"{name}-text"))
    name = next(empty, "") or _add(data, holder)
    data[f"{name}-text"], data[f"{name}-domain"] = pick.text, pick.domain
    if due_on and not data.get(f"{name}-due_on"):
        data[f"{name}-due_on"] = due_on.isoformat()


def _last_party(data: QueryDict) -> str:
    """The third party a choice goes to: the last on the page, or a new one."""
    parties = [name for name in data.getlist("row") if name.startswith("party_")]
    name = parties[-1] if parties else _add(data, "party")
    if not data.get(f"{name}-organisation"):
        data[f"{name}-organisation"] = _("À préciser")
    return f"third_{name.split('_')[1]}"
