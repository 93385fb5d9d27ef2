"""What the pages of a dossier share that a centre and the administration move together (`domain.core.both_sides`)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.domain.core import reader
from jalon.domain.core.errors import DomainError
from jalon.domain.core.transitions import Machine, Predicate
from jalon.web.ui.parts import Event
from jalon.web.ui.people import labelled, long_day
from jalon.web.ui.tables import Column, Table

One = TypeVar("One")
ActPage = tuple[str, str, Callable[[], str], str]  # act, name of its address, label, kind of its button


def acts_open(
    machine: Machine, one: Any, member: Any, pages: Iterable[ActPage], namespace: str
) -> list[tuple[str, str, str]]:
    """(label, address, kind) of the acts that have a page of their own and are this member’s now, in that order."""
    possible = {line.act for line in machine.possible(one, member)}
    return [
        (label(), reverse(f"{namespace}:{address}", args=[one.pk]), kind)
        for act, address, label, kind in pages
        if act in possible
    ]


def each_alone(ready: Iterable[One], do: Callable[[One], None], name: Callable[[One], str]) -> tuple[int, list[str]]:
    """One act on many, each in its own step: how many were done, and a sentence for each that was refused."""
    done, refused = 0, []
    for one in ready:
        try:
            with transaction.atomic():
                do(one)
            done += 1
        except DomainError as refusal:
            refused.append(reader.mark(":").join((name(one), str(refusal))))
    return done, refused


def tell(request: HttpRequest, said: str, refused: Iterable[str]) -> None:
    """What was done, then what was not."""
    messages.success(request, said)
    for sentence in refused:
        messages.warning(request, sentence)


def told_events(answers: Sequence[Any], told: Any) -> list[Event]:
    """What the administration told the centre; `told`: the kinds with their labels."""
    return [Event(one.at, str(told(one.kind).label), _words(one), one.by_name, kind="info") for one in answers]


def _words(one: Any) -> str:
    until = _("Jusqu’au %(day)s.") % {"day": long_day(one.until)} if one.until else ""
    remarks = [labelled(code, words) for code, words in sorted(one.remarks.items())]
    return " ".join(part for part in (one.words, *remarks, until) if part)


def in_order(events: Iterable[Event]) -> list[Event]:
    """The last first."""
    return sorted(events, key=lambda one: one.at, reverse=True)  # type: ignore[arg-type, return-value]


def states_tables(
    machine: Machine, states: Any, acts: Any, who: Mapping[Predicate, str], at_the_centre: Mapping[Any, Any]
) -> dict[str, Table]:
    """The table of transitions, and the two labels of each state. `who`: those of the administration and the council;
    all others of the table are the centre's coordination and direction."""
    moves = Table(
        _("Qui peut faire quoi, et quand"),
        [Column(_("De"), heading=True), Column(_("Acte")), Column(_("Vers")), Column(_("Qui")), Column(_("Effet"))],
        [
            [
                states(line.source).label,
                acts(line.act).label,
                states(line.target).label,
                who.get(line.who, _("centre : coordination et direction")),
                str(line.effect),
            ]
            for line in machine.transitions
        ],
    )
    labels = Table(
        _("Ce que chacun lit"),
        [Column(_("À l’administration"), heading=True), Column(_("Au centre"))],
        [[one.label, str(at_the_centre[one])] for one in states],
    )
    return {"moves": moves, "labels": labels}
