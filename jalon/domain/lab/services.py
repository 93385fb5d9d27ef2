"""Keeping a scenario."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jalon import __version__
from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.lab.models import Kind, Scenario
from jalon.domain.lab.permissions import may_keep
from jalon.law import parameters


@transaction.atomic
def keep(
    *,
    actor: Membership,
    kind: Kind,
    title: str,
    notes: str,
    question: dict[str, Any],
    answer: dict[str, Any],
    at: datetime,
    key: UUID | None = None,
) -> Scenario:
    """Keep a question and its answer under a name. Raises `NotAllowed`, `InvalidInput` (no name)."""
    if not may_keep(actor):
        raise NotAllowed
    if key and (kept := Scenario.objects.filter(key=key).first()):
        return kept
    title = clean(title, limit=80)
    if not title:
        raise InvalidInput(_("Donnez un nom au scénario."), field="title")
    scenario = Scenario.objects.create(
        kind=kind,
        title=title,
        notes=clean(notes, limit=4_000),
        question=question,
        answer=answer,
        parameters=parameters.fingerprint(),
        version=__version__,
        author=actor,
        made_on=day_of(at),
        made_at=at,
        key=key,
    )
    record(actor=actor, verb="lab.kept", subject=scenario, on=scenario.made_on, detail={"kind": str(kind)})
    return scenario
