"""Keeping a scenario."""

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jalon import __version__
from jalon.domain.accounts.models import FederalMembership, Membership
from jalon.domain.audit.services import record
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.lab.models import FederalScenario, Kind, Scenario
from jalon.domain.lab.permissions import may_keep
from jalon.law import parameters

T = TypeVar("T", Scenario, FederalScenario)


@transaction.atomic
def keep(*, actor: Membership, kind: Kind, at: datetime, **told: Any) -> Scenario:
    """Keep a question and its answer under a name, in the centre. Raises `NotAllowed`, `InvalidInput` (no name).

    `told`: `title`, `notes`, `question`, `answer`, and `key`, the form's own where it may be sent twice.
    """
    scenario, is_new = _kept(Scenario, actor, kind, at, **told)
    if is_new:
        record(actor=actor, verb="lab.kept", subject=scenario, on=scenario.made_on, detail={"kind": str(kind)})
    return scenario


@transaction.atomic
def keep_for_administration(*, actor: FederalMembership, kind: Kind, at: datetime, **told: Any) -> FederalScenario:
    """The same for the administration. The row never changes and says itself who kept it, and when."""
    return _kept(FederalScenario, actor, kind, at, **told)[0]


def _kept(
    model: type[T],
    actor: Membership | FederalMembership,
    kind: Kind,
    at: datetime,
    *,
    title: str,
    notes: str,
    question: dict[str, Any],
    answer: dict[str, Any],
    key: UUID | None = None,
) -> tuple[T, bool]:
    """The scenario, and whether it was not there yet."""
    if not may_keep(actor):
        raise NotAllowed
    if key and (there := model._default_manager.filter(key=key).first()):
        return there, False
    title = clean(title, limit=80)
    if not title:
        raise InvalidInput(_("Donnez un nom au scénario."), field="title")
    facts = {"kind": kind, "title": title, "notes": clean(notes, limit=4_000), "question": question, "answer": answer}
    law = {"parameters": parameters.fingerprint(), "version": __version__}
    when = {"made_on": day_of(at), "made_at": at}
    return model._default_manager.create(**facts, **law, **when, author=actor, key=key), True
