"""The forms of a programme as a list that is read, and what may be done with each field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from jalon.domain.subsidies.words import ROLES, said
from jalon.law.subsidies import Programme as Decree
from jalon.law.subsidies.form_file import shipped_forms
from jalon.law.subsidies.form_rules import faults
from jalon.law.subsidies.forms import Form, FormField, Kind, Need, Role
from jalon.law.subsidies.results import definition
from jalon.web.subsidies.asking_forms import NEEDS
from jalon.web.subsidies.shown import source_facts


@dataclass(frozen=True)
class Row:
    """A field: what it asks, in both languages, and what else is said of it, each as a sentence or a few words."""

    field: FormField
    title: str
    other: str
    facts: tuple[str, ...]
    linked: str


@dataclass(frozen=True)
class Part:
    """One form with its rows. `offered`: forms that ship, to begin with; `waiting`: points promised, not reported."""

    role: Role
    label: str
    about: str
    form: Form | None
    title: str
    source: Mapping[str, Any] | None
    rows: tuple[Row, ...]
    offered: tuple[tuple[str, str], ...]
    waiting: tuple[FormField, ...]


def parts_of(decree: Decree) -> list[Part]:
    """The three forms a programme may have, in order."""
    return [_part(decree, role) for role in Role]


def _part(decree: Decree, role: Role) -> Part:
    form = decree.form(role)
    fields = form.fields if form else ()
    rows = tuple(_row(decree, role, one) for one in fields)
    ships = [one for one in shipped_forms().values() if one.role is role and not faults([one], decree.last)]
    offered = () if form else tuple((one.code, said(one.title)) for one in ships)
    source = source_facts(form.source) if form else None
    title = said(form.title) if form else ""
    return Part(role, str(ROLES[role]), _about(role), form, title, source, rows, offered, _waiting(decree, role))


def _about(role: Role) -> str:
    """What a form is for, and what happens without it."""
    return {
        Role.CONVENTION: _(
            "Ce que le centre promet avant de signer. Sans ce formulaire, le programme se passe de convention."
        ),
        Role.REPORT: _(
            "Ce que le centre raconte et compte après. Sans ce formulaire, c’est celui de 2015 qui est demandé."
        ),
        Role.INDICATORS: _("Des nombres de plus dans le rapport, jamais une liste de noms."),
    }[role]


def _waiting(decree: Decree, role: Role) -> tuple[FormField, ...]:
    promised, report = decree.form(Role.CONVENTION), decree.form(Role.REPORT)
    if role is not Role.REPORT or not promised or not report:
        return ()
    return tuple(one for one in promised.fields if one.kind == Kind.COUNT and not report.field(one.code))


def _row(decree: Decree, role: Role, one: FormField) -> Row:
    title = said(one.title)
    other = one.title.nl if title == one.title.fr else one.title.fr
    facts = _text_facts(one) if one.kind == Kind.TEXT else _count_facts(decree, one)
    return Row(one, title, other, tuple(facts), _linked(decree, role, one))


def _text_facts(one: FormField) -> list[str]:
    found = [_("texte de %(limit)s caractères au plus") % {"limit": one.limit} if one.limit else _("texte")]
    return found if one.need == Need.ALWAYS else [*found, str(NEEDS[Need(one.need)]).lower()]


def _count_facts(decree: Decree, one: FormField) -> list[str]:
    known = definition(one.measure, decree.last) if one.measure else None
    found = [
        _("nombre compté : %(measure)s") % {"measure": said(known.title)} if known else _("nombre écrit par le centre")
    ]
    if one.parts:
        found.append(_("comparé avec %(codes)s") % {"codes": " + ".join(one.parts)})
    if one.at_most:
        words = _("ne peut pas dépasser %(code)s") if one.strict else _("ne devrait pas dépasser %(code)s")
        found.append(words % {"code": one.at_most})
    return found


def _linked(decree: Decree, role: Role, one: FormField) -> str:
    """What the convention calls the same point, when it is linked."""
    promised = decree.form(Role.CONVENTION)
    same = promised.field(one.code) if promised and role is Role.REPORT else None
    if same is None:
        return ""
    if same.title == one.title:
        return _("Relié à la convention, sous le même intitulé.")
    return _("Relié à la convention, qui l’appelle « %(title)s ».") % {"title": said(same.title)}
