"""Who may do what, read from the code itself: the transition tables of every room and the declaration of every page."""

import importlib
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext as _

from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.models import Membership
from jalon.domain.core.transitions import Machine, Transition
from jalon.web.access.gate import Access, access_of

YES, NO, DEPENDS = "yes", "no", "depends"


@dataclass(frozen=True)
class Line:
    """An act or a page, and what each role may, in the order of `Role`."""

    label: str
    note: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The acts of one kind of thing."""

    title: str
    lines: list[Line]


def _actors() -> list[Membership]:
    return [Membership(role=role, name=role.label) for role in Role]


def _answer(who: Any, actor: Membership) -> str:
    """What a predicate says of a role when it is not told about whom."""
    try:
        return YES if who(actor, None) else NO
    except (AttributeError, TypeError):
        return DEPENDS  # it looks at the object: the person's own, the file's own


def acts() -> list[Table]:
    """One table for each state machine of the domain."""
    return [
        Table(_title(label, machine), [_line(label, machine, line) for line in machine.transitions])
        for label, machine in _machines()
    ]


def _machines() -> Iterator[tuple[str, Machine]]:
    for config in apps.get_app_configs():
        if not config.name.startswith("jalon.domain."):
            continue
        name = f"{config.name}.transitions"
        if config.label == "core" or importlib.util.find_spec(name) is None:
            continue
        module = importlib.import_module(name)
        for value in vars(module).values():
            if isinstance(value, Machine):
                yield config.label, value


def _model(label: str, machine: Machine) -> Any:
    try:
        return apps.get_model(label, machine.name.replace("_", ""))
    except LookupError:
        return None


def _title(label: str, machine: Machine) -> str:
    model = _model(label, machine)
    return _sentence(str(model._meta.verbose_name if model else machine.name))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _line(label: str, machine: Machine, line: Transition) -> Line:
    model = _model(label, machine)
    states = dict(model._meta.get_field("state").choices or []) if model else {}
    words = f"{states.get(line.source, line.source)} → {states.get(line.target, line.target)}"
    return Line(
        label=_act(label, line.act),
        note=f"{words}. {line.effect}".strip(),
        answers=tuple(_answer(line.who, actor) for actor in _actors()),
    )


def _act(label: str, act: str) -> str:
    """The act in words: from the room's own list of acts when it has one."""
    enums = importlib.import_module(f"{apps.get_app_config(label).name}.enums")
    named = {value: text for value, text in getattr(getattr(enums, "Act", None), "choices", [])}
    return _sentence(str(named.get(act) or _own_words().get(act) or act))


def _own_words() -> dict[str, str]:
    return {
        "accept": _("Accepter l’invitation"),
        "renew": _("Inviter de nouveau"),
        "withdraw": _("Retirer l’invitation"),
        "change": _("Changer le rôle ou l’équipe"),
        "reset": _("Rétablir un accès perdu"),
        "confirm": _("Confirmer un accès rétabli ailleurs"),
        "suspend": _("Suspendre l’accès"),
        "restore": _("Rouvrir l’accès"),
        "end": _("Mettre fin à l’accès"),
        "finish": _("Terminer"),
    }


def pages() -> list[Line]:
    """Every page of a centre: its address and the roles it opens for."""
    found = []
    for address, access in sorted(_declared(get_resolver()), key=lambda entry: entry[0]):
        if access.kind == "centre":
            who = access.who
            answers = tuple(YES if who is None else _answer(who, actor) for actor in _actors())
            found.append(Line(address, "", answers))
    return found


def _declared(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, Any]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern).replace("^", "").replace("$", "").replace("\\Z", "")
        if isinstance(entry, URLResolver):
            yield from _declared(entry, route)
        elif isinstance(entry, URLPattern) and isinstance(access := access_of(entry.callback), Access):
            yield route, access
