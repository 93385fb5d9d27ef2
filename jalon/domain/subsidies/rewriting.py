"""A part of a programme written anew: by who may, on what was shown, with its row in the journal."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.core.errors import Conflict, NotAllowed
from jalon.domain.subsidies import journal
from jalon.domain.subsidies.models import Programme
from jalon.domain.subsidies.permissions import manages_programmes
from jalon.law.subsidies import Programme as Decree
from jalon.law.subsidies import content_of

Change = Callable[[Programme, Decree], Decree]


def rewritten(
    *,
    actor: FederalMembership,
    programme: Programme,
    change: Change,
    revision: int,
    at: datetime,
    verb: str,
    told: Mapping[str, Any],
) -> Programme:
    """Write what `change` makes of the programme, which it is given locked; nothing when it makes the same.

    Call it in a transaction. Raises `NotAllowed`, `Conflict` when another state was shown, and what `change` raises.
    """
    if not manages_programmes(actor):
        raise NotAllowed
    one = Programme.objects.select_for_update().get(pk=programme.pk)
    if one.revision != revision:
        raise Conflict(what_to_do=_("Rouvrez la page, et refaites ce qui manque."))
    before = one.decree
    now = change(one, before)
    if now == before:
        return one
    one.content = _content(one.content, content_of(before), content_of(now))
    one.revision = revision + 1
    one.save(update_fields=["content", "revision"])
    journal.record(actor=actor, verb=verb, programme=one, at=at, detail=dict(told))
    return one


def _content(kept: Mapping[str, Any], before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept, with the parts that changed: the others stay to the letter, also where they say less."""
    names = {*before, *now}
    changed = {name for name in names if before.get(name) != now.get(name)}
    stays = {name: value for name, value in kept.items() if name not in changed}
    return stays | {name: now[name] for name in changed if name in now}
