"""What the rooms above show on the page of a file: each registers its panels from `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import HttpRequest

from jalon.domain.people.models import Person


def everyone(request: HttpRequest, person: Person) -> bool:
    """A panel for whoever may open the file."""
    return True


@dataclass(frozen=True)
class Start:
    """A line for a panel with nothing in it yet: what it will hold, and the act that begins it for who may do it."""

    title: str
    hint: str
    url: str = ""
    label: str = ""


Facts = dict[str, Any]


def never(facts: Facts) -> bool:
    """A panel in which nobody waits for an answer."""
    return False


def a_card(request: HttpRequest, person: Person, facts: Facts) -> Start | None:
    """A panel that is a card even when there is nothing in it."""
    return None


@dataclass(frozen=True)
class Panel:
    """A part of the page of a file. `template` receives `person` and what `context` returns.

    `context(request, person)` makes a constant number of queries; `visible` decides without any. Panels stand in
    `order` (10 the state of the person, 20 assessment, 30 PIIS, 40 sanctions, 80 household, 90 journal). One in which
    somebody waits for an answer (`calls`) comes before all others; one with nothing in it may give way to a line
    (`start`) below them, so that a young file is short.
    """

    order: int
    template: str
    context: Callable[[HttpRequest, Person], Facts]
    visible: Callable[[HttpRequest, Person], bool] = everyone
    calls: Callable[[Facts], bool] = never
    start: Callable[[HttpRequest, Person, Facts], Start | None] = a_card


class Shown(NamedTuple):
    """What the page of a file shows: the cards in order (the template of each with its facts), and what can begin."""

    cards: list[tuple[str, Facts]]
    starts: list[Start]


_panels: list[Panel] = []


def register(panel: Panel) -> None:
    """Add a panel; the same template twice is kept once."""
    if not any(known.template == panel.template for known in _panels):
        _panels.append(panel)


def shown(request: HttpRequest, person: Person) -> Shown:
    """The panels of this file for this request."""
    calling, others, starts = [], [], []
    for panel in sorted(_panels, key=lambda panel: panel.order):
        if not panel.visible(request, person):
            continue
        facts = panel.context(request, person)
        if start := panel.start(request, person, facts):
            starts.append(start)
        else:
            (calling if panel.calls(facts) else others).append((panel.template, facts))
    return Shown(calling + others, starts)
