"""What the rooms above show on the page of a file: each registers its panels from `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from jalon.domain.people.models import Person


def everyone(request: HttpRequest, person: Person) -> bool:
    """A panel for whoever may open the file."""
    return True


@dataclass(frozen=True)
class Panel:
    """A part of the page of a file. `template` receives `person` and what `context` returns.

    `context(request, person)` makes a constant number of queries; `visible` decides without any. Panels stand in
    `order` (10 the state of the person, 20 assessment, 30 PIIS, 40 sanctions, 80 household, 90 journal).
    """

    order: int
    template: str
    context: Callable[[HttpRequest, Person], dict[str, Any]]
    visible: Callable[[HttpRequest, Person], bool] = everyone


_panels: list[Panel] = []


def register(panel: Panel) -> None:
    """Add a panel; the same template twice is kept once."""
    if not any(known.template == panel.template for known in _panels):
        _panels.append(panel)


def shown(request: HttpRequest, person: Person) -> list[tuple[str, dict[str, Any]]]:
    """The panels of this file for this request, in order: the template of each and what it shows."""
    return [
        (panel.template, panel.context(request, person))
        for panel in sorted(_panels, key=lambda panel: panel.order)
        if panel.visible(request, person)
    ]
