"""An evaluation being written: kept as typed, replaced at each pause, gone when it is recorded."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import Conflict, InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.piis.enums import State
from jalon.domain.piis.models import EvaluationDraft, Piis
from jalon.domain.piis.permissions import may_draw_up
from jalon.domain.piis.services.common import locked, tell_once_a_day

MOST = 400  # fields: three for each of the most commitments a project can hold, and the page's own


@transaction.atomic
def keep_evaluation_draft(
    *, actor: Membership, piis: Piis, fields: Mapping[str, str], revision: int, page: UUID | None, at: datetime
) -> EvaluationDraft:
    """Keep what is typed. `revision`: the one the page showed, 0 when there was none.

    Raises `Conflict` when another page saved meanwhile, `TransitionRefused` when the project no longer runs.
    """
    piis = locked(piis)
    if not may_draw_up(actor, piis):
        raise NotAllowed
    if piis.state != State.RUNNING:
        raise TransitionRefused(
            _("Seul un PIIS en cours s’évalue."), "", _("Rechargez la page pour voir où il en est.")
        )
    if len(fields) > MOST:
        raise InvalidInput(_("Cette page a trop de champs."))
    kept = same_draft(piis, revision, page) or EvaluationDraft(piis=piis, revision=0)
    kept.fields = {name: clean(value) for name, value in fields.items()}
    kept.page, kept.saved_by, kept.saved_at = page, actor, at
    kept.revision += 1
    kept.save()
    tell_once_a_day(actor, "piis.evaluation_written", piis, piis.person_id, day_of(at))
    return kept


@transaction.atomic
def forget_evaluation_draft(*, actor: Membership, piis: Piis, revision: int, at: datetime) -> None:
    """Begin the evaluation anew. Raises `Conflict` when another page saved meanwhile."""
    piis = locked(piis)
    if not may_draw_up(actor, piis):
        raise NotAllowed
    if draft := same_draft(piis, revision, None):
        draft.delete()
        record(actor=actor, verb="piis.evaluation_forgotten", subject=piis, person_id=piis.person_id, on=day_of(at))


def same_draft(piis: Piis, revision: int, page: UUID | None) -> EvaluationDraft | None:
    """The draft the page knows, or the one it wrote itself and lost the answer of; None when there is none.

    Raises `Conflict` with the stored one when it is somebody else's.
    """
    kept = EvaluationDraft.objects.select_for_update().filter(piis=piis).first()
    if kept is None or kept.revision == revision or (page is not None and kept.page == page):
        return kept
    raise Conflict(theirs=kept)
