"""What the acts share: moving the state, telling the centre, noting for the administration."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import F

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.conventions.enums import Noted, Told
from jalon.domain.conventions.models import Answer, Convention, Note
from jalon.domain.conventions.queries import rows
from jalon.domain.conventions.transitions import CONVENTION


def move(convention: Convention, act: str, *, actor: Any, at: datetime, **facts: Any) -> Convention:
    """Apply the act to a locked row. Time spent in a state counts from the move, not from an act that stays."""
    before = convention.state
    CONVENTION.apply(convention, act, actor=actor, **facts)
    if convention.state != before:
        convention.state_since = at
    return convention


def kept(convention: Convention, *names: str) -> Convention:
    """Write the state and these columns. At the administration no centre is in context, so rows are updated by key."""
    told = {name: getattr(convention, name) for name in ("state", "state_since", *names)}
    rows(Convention).filter(pk=convention.pk).update(revision=F("revision") + 1, **told)
    convention.revision += 1
    return convention


def tell(
    convention: Convention,
    kind: Told,
    *,
    actor: FederalMembership,
    at: datetime,
    words: str = "",
    remarks: Mapping[str, str] | None = None,
    until: date | None = None,
    version: int = 0,
) -> Answer:
    """Leave the row the centre reads; it is the administration's journal of told acts too."""
    one = Answer(
        centre_id=convention.centre_id, convention_id=convention.pk, kind=kind, at=at, by_name=actor.name, words=words,
        remarks=dict(remarks or {}), until=until, version_number=version,
    )  # fmt: skip
    Answer._base_manager.bulk_create([one])
    return one


def note(
    convention: Convention,
    kind: Noted,
    *,
    actor: FederalMembership,
    at: datetime,
    version: int,
    words: str = "",
    checks: Iterable[str] = (),
    remarks: Mapping[str, str] | None = None,
) -> Note:
    """Leave the row only the administration reads."""
    one = Note(
        centre_id=convention.centre_id, convention_id=convention.pk, kind=kind, at=at, by_name=actor.name, words=words,
        remarks=dict(remarks or {}), checks=sorted(checks), version_number=version,
    )  # fmt: skip
    Note._base_manager.bulk_create([one])
    return one
