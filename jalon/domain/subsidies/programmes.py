"""Programmes kept here: taken over from those that ship, entered, changed. Each act leaves its row."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.core.errors import Conflict, InvalidInput, NotAllowed
from jalon.domain.subsidies import journal
from jalon.domain.subsidies.asking import refuse_held, refuse_new_faults
from jalon.domain.subsidies.keying import refuse_key_faults, refuse_used
from jalon.domain.subsidies.models import Origin, Programme
from jalon.domain.subsidies.permissions import manages_programmes
from jalon.domain.subsidies.wording import refuse_article_faults, refuse_made
from jalon.law.subsidies import Programme as Decree
from jalon.law.subsidies import content_of, shipped_programmes


def waiting() -> list[Decree]:
    """Programmes that ship and were not taken over, the latest first."""
    taken = set(Programme.objects.values_list("family", "year"))
    found = [one for one in shipped_programmes().values() if (one.family, one.year) not in taken]
    return sorted(found, key=lambda one: (-one.year, one.family))


@transaction.atomic
def take_over(*, actor: FederalMembership, code: str, at: datetime) -> Programme:
    """Keep a programme that ships, as it is known. Raises `NotAllowed`, `InvalidInput`, `Conflict` when it is there."""
    if not manages_programmes(actor):
        raise NotAllowed
    decree = shipped_programmes().get(code)
    if decree is None:
        raise InvalidInput(_("Ce programme n’est pas livré avec Jalon."))
    return _created(actor, decree, Origin.SHIPPED, "programme.taken_over", at)


@transaction.atomic
def enter(*, actor: FederalMembership, decree: Decree, at: datetime, verb: str = "programme.entered") -> Programme:
    """Keep a programme that somebody typed, or sent as a file. Raises `NotAllowed`, `InvalidInput`, `Conflict`."""
    if not manages_programmes(actor):
        raise NotAllowed
    check(decree)
    refuse_new_faults(decree)
    refuse_key_faults(decree)
    refuse_article_faults(decree)
    return _created(actor, decree, Origin.ENTERED, verb, at)


@transaction.atomic
def change(*, actor: FederalMembership, programme: Programme, decree: Decree, revision: int, at: datetime) -> Programme:
    """Correct a programme. What was decided keeps the text it was decided on. Raises as `enter`."""
    if not manages_programmes(actor):
        raise NotAllowed
    check(decree)
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    if programme.revision != revision:
        raise Conflict(what_to_do=_("Rouvrez la page, et refaites ce qui manque."))
    before, was = programme.content, programme.decree
    programme.content, programme.revision = content_of(decree), revision + 1
    if decree.forms == was.forms:
        programme.content["forms"] = before["forms"]  # to the letter: what was kept earlier says less
    else:
        refuse_held(programme)
    refuse_new_faults(decree, was)
    refuse_used(programme, was, decree)
    refuse_key_faults(decree, was)
    if decree.articles != was.articles:
        refuse_made(programme)
        refuse_article_faults(decree, was)
    programme.family, programme.year = decree.family, decree.year
    changed = sorted(name for name in programme.content if programme.content[name] != before.get(name))
    try:
        with transaction.atomic():
            programme.save()
    except IntegrityError as error:
        raise _already() from error
    journal.record(actor=actor, verb="programme.changed", programme=programme, at=at, detail={"changed": changed})
    return programme


def check(decree: Decree) -> None:
    """What holds of any programme. Raises `InvalidInput`."""
    if decree.last < decree.first:
        raise InvalidInput(_("La période finit avant de commencer."), field="last")
    amounts = [one.amount for one in decree.lines]
    if not amounts:
        raise InvalidInput(_("Un programme a au moins une ligne."), field="lines")
    found = sum(one or 0 for one in amounts)
    if decree.total is not None and None not in amounts and found != decree.total:
        raise InvalidInput(
            _("Les lignes font ensemble un autre montant que le total."),
            what_to_do=_("Corrigez l’un ou l’autre : rien n’est ajusté de soi-même."),
            field="total",
        )


def _created(actor: FederalMembership, decree: Decree, origin: Origin, verb: str, at: datetime) -> Programme:
    facts: Mapping[str, Any] = {"family": decree.family, "year": decree.year, "content": content_of(decree)}
    try:
        with transaction.atomic():
            programme = Programme.objects.create(origin=origin, **facts)
    except IntegrityError as error:
        raise _already() from error
    journal.record(actor=actor, verb=verb, programme=programme, at=at)
    return programme


def _already() -> Conflict:
    return Conflict(
        _("Ce programme existe déjà pour cette année."),
        what_to_do=_("Ouvrez-le dans la liste, ou choisissez une autre année."),
        field="year",
    )
