"""The centre's modules."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.activation.models import Module
from jalon.domain.activation.permissions import may_accompany
from jalon.domain.activation.services.classifying import Said, classify, keep, listed, said_of
from jalon.domain.audit.services import record
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import Conflict, InvalidInput, NotAllowed
from jalon.domain.core.text import clean


@dataclass(frozen=True, kw_only=True)
class ModuleFacts:
    """A module as it is written."""

    name: str
    starts_on: date
    ends_on: date | None
    said: Said
    about: str = ""
    organiser: str = ""


@transaction.atomic
def save_module(
    *, actor: Membership, facts: ModuleFacts, at: datetime, module: Module | None = None, revision: int = 0
) -> Module:
    """Add a module, or write one anew; it is classified again only when what the list looks at has changed."""
    if not may_accompany(actor, module):
        raise NotAllowed
    if module is None:
        module = Module()
        changed = True
    else:
        module = Module.objects.select_for_update(of=("self",)).get(pk=module.pk)
        if module.revision != revision:
            raise Conflict(theirs=module)
        changed = (said_of(module), module.starts_on.year) != (facts.said, facts.starts_on.year)
        module.revision += 1
    _write(module, facts)
    answer = classify(module, facts.said, on=facts.starts_on) if changed else listed(facts.said, facts.starts_on)
    is_new = module._state.adding
    module.save()
    if changed:
        keep(module, answer, actor=actor, at=at)
    verb = "activation.module_added" if is_new else "activation.module_changed"
    detail = {"counts": module.counts}
    record(actor=actor, verb=verb, subject=module, on=day_of(at), detail=detail)
    return module


def _write(module: Module, facts: ModuleFacts) -> None:
    name = " ".join(clean(facts.name, limit=120).split())
    if not name:
        raise InvalidInput(_("Donnez un nom au module."), field="name")
    if facts.ends_on and facts.ends_on < facts.starts_on:
        raise InvalidInput(_("La fin vient avant le début."), field="ends_on")
    module.name, module.about = name, clean(facts.about, limit=4000)
    module.organiser = clean(facts.organiser, limit=120)
    module.starts_on, module.ends_on = facts.starts_on, facts.ends_on
