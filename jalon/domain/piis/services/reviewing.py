"""What became of commitments: one row each time, the commitment itself repeats the last."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import DomainError, InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.piis.enums import Cause, CommitmentState, State
from jalon.domain.piis.models import Commitment, CommitmentReview, Evaluation, Piis
from jalon.domain.piis.permissions import may_draw_up
from jalon.domain.piis.services.common import locked


@dataclass(frozen=True, kw_only=True)
class CommitmentFinding:
    """What was found of one commitment. `state`, `cause`: values of `enums.CommitmentState`, `enums.Cause`."""

    commitment: UUID
    state: str
    cause: str = ""
    comment: str = ""


def review_all(
    *,
    actor: Membership,
    piis: Piis,
    evaluation: Evaluation,
    findings: tuple[CommitmentFinding, ...],
    on: date,
    at: datetime,
) -> None:
    """A snapshot of every commitment in the text, on every side: as found, or as it was."""
    found = {one.commitment: one for one in findings}
    commitments = list(piis.commitments.filter(left_on__isnull=True).order_by("position"))
    if set(found) - {one.pk for one in commitments}:
        raise InvalidInput(_("Un engagement a quitté le texte entre-temps. Rechargez la page."), field="findings")
    for commitment in commitments:
        finding = found.get(commitment.pk)
        if finding is None:
            finding = CommitmentFinding(commitment=commitment.pk, state=commitment.state, cause=commitment.cause)
        _write(actor, commitment, finding, evaluation, on, at)


@transaction.atomic
def review_commitment(
    *,
    actor: Membership,
    commitment: Commitment,
    state: str,
    on: date,
    at: datetime,
    cause: str = "",
    comment: str = "",
) -> CommitmentReview:
    """Note between two evaluations what became of one commitment (a tick on the worker's list)."""
    piis = locked(commitment.piis)
    commitment = locked(commitment)
    if not may_draw_up(actor, commitment):
        raise NotAllowed
    if piis.state != State.RUNNING or commitment.left_on is not None:
        raise DomainError(_("Cet engagement n’est plus en cours."), "", _("Rechargez la page."))
    if not piis.since <= on <= day_of(at):
        raise InvalidInput(_("Choisissez une date entre le début du PIIS et aujourd’hui."), field="on")
    finding = CommitmentFinding(commitment=commitment.pk, state=state, cause=cause, comment=comment)
    review = _write(actor, commitment, finding, None, on, at)
    detail = {"commitment": str(commitment.pk), "state": str(state), "cause": str(cause)}
    record(actor=actor, verb="piis.commitment_reviewed", subject=piis, person_id=piis.person_id, on=on, detail=detail)
    return review


def _write(
    actor: Membership,
    commitment: Commitment,
    finding: CommitmentFinding,
    evaluation: Evaluation | None,
    on: date,
    at: datetime,
) -> CommitmentReview:
    _possible(finding)
    review = CommitmentReview.objects.create(
        commitment=commitment,
        evaluation=evaluation,
        state=finding.state,
        cause=finding.cause,
        comment=clean(finding.comment, limit=4_000),
        on=on,
        at=at,
        actor=actor,
    )
    # A fact noted late about an earlier day does not undo what was seen since.
    if commitment.state_on is None or on >= commitment.state_on:
        commitment.state, commitment.cause, commitment.state_on = finding.state, finding.cause, on
        commitment.save(update_fields=["state", "cause", "state_on"])
    return review


def _possible(finding: CommitmentFinding) -> None:
    if finding.state not in CommitmentState.values:
        raise InvalidInput(_("Ce choix n’existe pas."), field="findings")
    if finding.cause and finding.cause not in Cause.values:
        raise InvalidInput(_("Ce choix n’existe pas."), field="findings")
    if finding.state == CommitmentState.NOT_KEPT and not finding.cause:
        raise InvalidInput(_("Dites à cause de qui l’engagement n’a pas été tenu."), field="findings")
    if finding.cause and finding.state not in {CommitmentState.NOT_KEPT, CommitmentState.PARTLY}:
        raise InvalidInput(_("Une cause accompagne un engagement qui n’est pas tenu."), field="findings")
