"""What the acts share: moving the state, telling the centre, noting for the administration."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import F

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.conventions.queries import rows
from jalon.domain.reports.enums import Noted, Told
from jalon.domain.reports.models import Answer, Note, Report
from jalon.domain.reports.transitions import REPORT


def move(report: Report, act: str, *, actor: Any, at: datetime, **facts: Any) -> Report:
    """Apply the act to a locked row. Time spent in a state counts from the move, not from an act that stays."""
    before = report.state
    REPORT.apply(report, act, actor=actor, **facts)
    if report.state != before:
        report.state_since = at
    return report


def kept(report: Report, *names: str) -> Report:
    """Write the state and these columns. At the administration no centre is in context, so rows are updated by key."""
    told = {name: getattr(report, name) for name in ("state", "state_since", *names)}
    rows(Report).filter(pk=report.pk).update(revision=F("revision") + 1, **told)
    report.revision += 1
    return report


def tell(
    report: Report,
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
        centre_id=report.centre_id, report_id=report.pk, kind=kind, at=at, by_name=actor.name, words=words,
        remarks=dict(remarks or {}), until=until, version_number=version,
    )  # fmt: skip
    Answer._base_manager.bulk_create([one])
    return one


def note(
    report: Report,
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
        centre_id=report.centre_id, report_id=report.pk, kind=kind, at=at, by_name=actor.name, words=words,
        remarks=dict(remarks or {}), checks=sorted(checks), version_number=version,
    )  # fmt: skip
    Note._base_manager.bulk_create([one])
    return one
