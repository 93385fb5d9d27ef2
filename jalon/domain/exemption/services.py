"""Keeping a month in the file, on purpose, and correcting what was kept."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jalon import __version__
from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import Conflict, InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.exemption.asked import Asked
from jalon.domain.exemption.models import MonthResult
from jalon.domain.exemption.permissions import may_keep_result
from jalon.domain.exemption.reckoning import reckon, recorded
from jalon.domain.people.models import Person
from jalon.domain.people.services import held_open
from jalon.law import parameters


@transaction.atomic
def keep(
    *,
    actor: Membership,
    person: Person,
    asked: Asked,
    at: datetime,
    corrects: MonthResult | None = None,
    reason: str = "",
    key: UUID | None = None,
) -> MonthResult:
    """Work the month out and keep it with its question, its lines and the parameters they rest on.

    With `corrects`, the new result stands instead of that one, and says why; the old one stays readable. Raises
    `NotAllowed`, `InvalidInput` (a month that cannot be worked out, no reason), `Conflict` (corrected already).
    """
    if not may_keep_result(actor, person):
        raise NotAllowed
    held_open(person.pk)
    if key and (kept := MonthResult.objects.filter(key=key, person=person).first()):
        return kept
    told = reckon(asked)
    reason = _reason(person, corrects, reason)
    result = MonthResult.objects.create(
        person=person,
        month=asked.month,
        inputs=asked.as_json(),
        answer=recorded(told),
        parameters=parameters.fingerprint(),
        version=__version__,
        support=told.month.support,
        disposable=told.month.disposable,
        author=actor,
        made_on=day_of(at),
        made_at=at,
        corrects=corrects,
        reason=reason,
        key=key,
    )
    detail = {"month": asked.month.isoformat()} | ({"reason": reason} if corrects else {})
    verb = "earnings.corrected" if corrects else "earnings.kept"
    record(actor=actor, verb=verb, subject=result, person_id=person.pk, on=result.made_on, detail=detail)
    return result


def _reason(person: Person, corrects: MonthResult | None, reason: str) -> str:
    if corrects is None:
        return ""
    if corrects.person_id != person.pk:
        raise NotAllowed
    if MonthResult.objects.filter(corrects=corrects).exists():
        raise Conflict(
            _("Ce calcul a déjà été corrigé."),
            _("Un calcul ne se corrige qu’une fois."),
            _("Ouvrez la correction, et corrigez celle-là s’il le faut."),
        )
    reason = clean(reason, limit=500)
    if not reason:
        raise InvalidInput(_("Dites en quelques mots ce qui est corrigé."), field="reason")
    return reason
