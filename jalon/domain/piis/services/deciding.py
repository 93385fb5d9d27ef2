"""The council's decision, the end, and taking a project up again."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import DomainError, InvalidInput
from jalon.domain.core.text import clean
from jalon.domain.piis import deadlines
from jalon.domain.piis.drafts import Draft
from jalon.domain.piis.enums import Act, AmendmentState, CommitmentState, DecisionOutcome, EndReason, Fate, Outcome
from jalon.domain.piis.models import Amendment, Decision, Ending, Piis
from jalon.domain.piis.services.common import already_done, leave_trail, locked, overlap_refused
from jalon.domain.piis.services.drafting import back_to_draft, begin
from jalon.domain.piis.services.force import settle
from jalon.domain.piis.services.versions import close_version, open_version
from jalon.domain.piis.texts import read_draft
from jalon.domain.piis.transitions import PIIS
from jalon.law.piis import bilan_required
from jalon.law.terms import last_day_of_span

_ACTS = {
    DecisionOutcome.APPROVED: (Act.APPROVE, Fate.IN_FORCE),
    DecisionOutcome.REFUSED: (Act.REFUSE, Fate.REFUSED),
    DecisionOutcome.SENT_BACK: (Act.SEND_BACK, Fate.SENT_BACK),
}


@transaction.atomic
def decide(
    *,
    actor: Membership,
    piis: Piis,
    outcome: str,
    decided_on: date,
    at: datetime,
    explanation: str = "",
    key: UUID | None = None,
) -> Decision:
    """Record what the council decided on the signed text: approved (it runs), refused, or sent back to the worker."""
    if outcome not in _ACTS:
        raise InvalidInput(_("Choisissez la décision du Conseil."), field="outcome")
    act, fate = _ACTS[DecisionOutcome(outcome)]
    piis = locked(piis)
    if done := already_done(key, act, of=piis):
        return Decision.objects.get(pk=done.detail["decision"])
    source, version = piis.state, open_version(piis)
    earliest, today = piis.concluded_on, day_of(at)
    PIIS.apply(piis, act, actor=actor, day=decided_on, earliest=earliest, today=today, field="decided_on")
    if act != Act.APPROVE and not explanation.strip():
        raise InvalidInput(_("Dites pourquoi, en quelques mots."), field="explanation")
    decision = Decision.objects.create(
        piis=piis,
        version=version,
        outcome=outcome,
        decided_on=decided_on,
        explanation=clean(explanation),
        recorded_by=actor,
        at=at,
    )
    close_version(version, fate, on=decided_on, at=at)
    _apply_decision(piis, act, decided_on)
    detail = {"decision": str(decision.pk), "version": str(version.pk), "sha256": version.sha256}
    leave_trail(actor=actor, piis=piis, act=act, source=source, on=decided_on, at=at, detail=detail, key=key)
    return decision


def _apply_decision(piis: Piis, act: str, decided_on: date) -> None:
    if act == Act.SEND_BACK:
        back_to_draft(piis)
        return
    piis.decided_on = decided_on
    piis.revision += 1
    if act == Act.APPROVE:
        deadlines.refresh(piis)
    with overlap_refused():
        piis.save()


@transaction.atomic
def end(
    *,
    actor: Membership,
    piis: Piis,
    reason: str,
    outcome: str,
    effective_on: date,
    at: datetime,
    explanation: str = "",
    key: UUID | None = None,
) -> Ending:
    """End a running PIIS; `effective_on` is its last day. Open commitments stay as they were last seen."""
    piis, explanation = locked(piis), clean(explanation)
    if done := already_done(key, Act.END, of=piis):
        return Ending.objects.get(pk=done.detail["ending"])
    _sensible_ending(reason, outcome, explanation)
    settle(actor=actor, piis=piis, at=at)
    source = piis.state
    PIIS.apply(piis, Act.END, actor=actor, day=effective_on)
    _leave_amendments(piis, effective_on, at)
    piis.ended_on, piis.next_evaluation_on = effective_on, None
    piis.revision += 1
    with overlap_refused():
        piis.save()
    ending = Ending.objects.create(
        piis=piis,
        reason=reason,
        outcome=outcome,
        effective_on=effective_on,
        explanation=explanation,
        recorded_by=actor,
        at=at,
    )
    detail = {"ending": str(ending.pk), "reason": str(reason), "outcome": str(outcome)}
    leave_trail(actor=actor, piis=piis, act=Act.END, source=source, on=effective_on, at=at, detail=detail, key=key)
    return ending


def _sensible_ending(reason: str, outcome: str, explanation: str) -> None:
    if reason not in EndReason.values:
        raise InvalidInput(_("Choisissez pourquoi le PIIS se termine."), field="reason")
    if outcome not in Outcome.values:
        raise InvalidInput(_("Choisissez ce que le projet a apporté."), field="outcome")
    if reason == EndReason.OTHER and not explanation:
        raise InvalidInput(_("Expliquez cette autre raison en quelques mots."), field="explanation")


def _leave_amendments(piis: Piis, effective_on: date, at: datetime) -> None:
    """What was only written, or agreed for a later day, ends with the project; what is being signed must end first."""
    if Amendment.objects.filter(piis=piis, state=AmendmentState.HANDED_OVER).exists():
        raise DomainError(
            _("Un avenant attend encore des signatures."), "", _("Faites-le signer ou abandonnez-le d’abord.")
        )
    for amendment in Amendment.objects.filter(piis=piis, state__in=AmendmentState.open()):
        close_version(open_version(piis, amendment), Fate.ABANDONED, on=effective_on, at=at)
        amendment.state = AmendmentState.ABANDONED
        amendment.revision += 1
        amendment.save()


@transaction.atomic
def resume(
    *, actor: Membership, piis: Piis, worked_from: date, worked_until: date, at: datetime, key: UUID | None = None
) -> Piis:
    """Begin a draft that takes up an ended PIIS after some work: aims, open commitments and third parties are copied.

    After less than three months of work no new bilan is asked; both still review the text and sign.
    """
    piis, on = locked(piis), day_of(at)
    if done := already_done(key, Act.RESUME, of=piis):
        return Piis.objects.get(pk=done.detail["resumed_as"])
    if worked_until < worked_from:
        raise InvalidInput(_("La fin du travail vient avant son début."), field="worked_until")
    source = piis.state
    PIIS.apply(piis, Act.RESUME, actor=actor)
    required = bilan_required(on, worked_from=worked_from, worked_until=worked_until)
    detail = {
        "worked_from": worked_from.isoformat(),
        "worked_until": worked_until.isoformat(),
        "resumes": str(piis.pk),
        "law": [line.as_json() for line in required.lines],
    }
    again = begin(
        actor=actor,
        person=piis.person,
        at=at,
        draft=_taken_up(piis, on),
        key=None,
        resumed_from=piis,
        detail=detail,
    )
    done_by = {"resumed_as": str(again.pk)}
    leave_trail(actor=actor, piis=piis, act=Act.RESUME, source=source, on=on, at=at, detail=done_by, key=key)
    return again


def _taken_up(piis: Piis, on: date) -> Draft:
    """The text to begin from: what was still open, under new ids, from today for as long as there was left."""
    old, ids = read_draft(piis), {}
    for line in (*old.third_parties, *old.commitments):
        ids[line.id] = uuid4()
    still_open = set(piis.commitments.filter(state__in=CommitmentState.open()).values_list("pk", flat=True))
    until = None if old.until is None else max(old.until, last_day_of_span(on, 1))
    return replace(
        old,
        has_community_service=False,
        since=on,
        until=until,
        third_parties=tuple(replace(one, id=ids[one.id]) for one in old.third_parties),
        commitments=tuple(
            replace(one, id=ids[one.id], third_party=ids.get(one.third_party))
            for one in old.commitments
            if one.id in still_open
        ),
    )
