"""The centre asks for another delay, and answers about a cost that is being controlled."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.core.both_sides import locked
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import DomainError, InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.documents.rendering.apart import look_apart
from jalon.domain.documents.rendering.errors import ScanError
from jalon.domain.reports.enums import WITH_CENTRE, State
from jalon.domain.reports.models import Piece, Reply, Report, Sampled, TimeRequest
from jalon.domain.reports.permissions import may_write
from jalon.domain.reports.queries import conclusions, time_asked
from jalon.domain.reports.transitions import says_why
from jalon.domain.spending.models import Cost
from jalon.domain.spending.pieces import HEAVIEST


@transaction.atomic
def ask_time(*, actor: Membership, report: Report, reason: str, at: datetime) -> TimeRequest:
    """Ask for another delay, and say why. A person at the administration answers with a day.

    Raises `NotAllowed`, `InvalidInput`, `TransitionRefused`, `DomainError` (asked already).
    """
    if not may_write(actor, report):
        raise NotAllowed
    reason, one = clean(reason, limit=1_000), locked(report)
    if one.state not in WITH_CENTRE or one.due is None:
        raise TransitionRefused(_("Ce rapport n’attend pas de délai."))
    says_why(one, reason=reason)
    if one.pk in time_asked(one):
        raise DomainError(_("Un délai est déjà demandé."), "", _("L’administration y répond."))
    found = TimeRequest.objects.create(report=one, reason=reason, at=at, by_name=actor.name)
    record(actor=actor, verb="report.time_asked", subject=one, on=day_of(at), detail={"reason": reason})
    return found


@transaction.atomic
def reply(*, actor: Membership, sampled: Sampled, words: str, at: datetime, files: Iterable[bytes] = ()) -> Reply:
    """Answer about a cost that is controlled, and hand over its document and other `files` (PDF, PNG or JPEG).

    As often as needed until it is concluded. Raises `NotAllowed`, `InvalidInput`, `TransitionRefused`.
    """
    if not may_write(actor, sampled):
        raise NotAllowed
    words, one = clean(words, limit=4_000), locked(sampled.report)
    if len(words) < 3:
        raise InvalidInput(_("Écrivez votre réponse, en quelques mots."), field="words")
    if one.state != State.SENT or conclusions([sampled]):
        raise TransitionRefused(_("Ce contrôle est conclu."), "", _("Écrivez à l’administration."))
    found = Reply.objects.create(sampled=sampled, words=words, at=at, by_name=actor.name)
    handed = _hand_over(sampled, files, at)
    record(actor=actor, verb="report.replied", subject=one, on=day_of(at), detail={"pieces": handed})
    return found


def _hand_over(sampled: Sampled, files: Iterable[bytes], at: datetime) -> list[str]:
    """The document the centre keeps of this cost, and what it adds: copies, each once."""
    found = [(_media_type(content), content) for content in files]
    cost = Cost.objects.select_related("document").filter(pk=sampled.cost_id).first()
    if cost and cost.document:
        found.append((cost.document.media_type, bytes(cost.document.content)))
    made = []
    for media_type, content in found:
        facts = {"media_type": media_type, "content": content, "handed_at": at}
        made.append(Piece(sampled=sampled, sha256=hashlib.sha256(content).hexdigest(), **facts))
    Piece.objects.bulk_create(made, ignore_conflicts=True)
    return [one.sha256 for one in made]


def _media_type(content: bytes) -> str:
    """The media type of a file somebody hands in. Raises `InvalidInput` on `file` for one that is not to be kept."""
    if len(content) > HEAVIEST:
        raise InvalidInput(_("Ce fichier est trop lourd : 15 Mo au plus."), field="file")
    try:
        return look_apart(content).media_type
    except ScanError as error:
        raise InvalidInput(str(error), field="file") from error
