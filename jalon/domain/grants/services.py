"""A centre opens its grants: one for each programme that awards it something."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import NotAllowed
from jalon.domain.grants.models import Grant
from jalon.domain.grants.permissions import may_write
from jalon.domain.grants.queries import Held, all_grants, many
from jalon.domain.subsidies.awards import awarded
from jalon.domain.subsidies.models import Award


@transaction.atomic
def grants(*, actor: Membership, at: datetime) -> list[Held]:
    """Every grant of this centre, the latest year first; those awarded since the last look are opened.

    Raises `NotAllowed`.
    """
    return [one for one in _opened(actor, at, lambda award: award.cents > 0) if not one.is_part]


@transaction.atomic
def parts(*, actor: Membership, at: datetime) -> list[Held]:
    """The same for programmes of which the promoter of a cluster awaits this centre's numbers. Raises `NotAllowed`."""
    found = _opened(actor, at, lambda award: bool(award.facts.get("part_of")))
    return [one for one in found if any(line.part_of and line.part_of["promoter"] for line in one.lines)]


def _opened(actor: Membership, at: datetime, opens: Callable[[Award], bool]) -> list[Held]:
    if not may_write(actor):
        raise NotAllowed
    known = {str(one) for one in all_grants().values_list("programme_id", flat=True)}
    awards = {one.award.facts["programme_id"]: one.award for one in awarded() if opens(one.award)}
    for programme, award in awards.items():
        if programme not in known:
            _open(actor, award, at)
    return sorted(many(all_grants()), key=lambda one: (-one.grant.year, one.grant.facts["title"]["en"]))


def _open(actor: Membership, award: Award, at: datetime) -> None:
    one = Grant(programme_id=award.facts["programme_id"], award=award, opened_at=at)
    # Two people may look for the first time at once: the second finds what the first opened.
    Grant.objects.bulk_create([one], ignore_conflicts=True)
    if Grant.objects.filter(pk=one.pk).exists():
        record(actor=actor, verb="grant.opened", subject=one, on=day_of(at), detail={})
