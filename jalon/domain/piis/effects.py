"""What an act will cause, in sentences, before anybody does it. Nothing is written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.domain.accounts.centre_law import evaluations_due, may_sign_from
from jalon.domain.accounts.models import Membership
from jalon.domain.core import reader
from jalon.domain.core.errors import Text
from jalon.domain.piis import deadlines
from jalon.domain.piis.content import Difference, body_of, differences, must_be_signed
from jalon.domain.piis.documents import parties
from jalon.domain.piis.enums import Act, CommitmentState
from jalon.domain.piis.errors import Missing
from jalon.domain.piis.models import Amendment, Piis
from jalon.domain.piis.permissions import may_decide, may_draw_up, may_record_signature
from jalon.domain.piis.readiness import missing_before_hand_over
from jalon.domain.piis.services.versions import open_version
from jalon.domain.piis.texts import read_draft
from jalon.domain.piis.transitions import AMENDMENT, PIIS
from jalon.law.piis import EvaluationsStatus, Held, bilan_required, say
from jalon.law.sayings import spoken_date


@dataclass(frozen=True, kw_only=True)
class Preview:
    """An act before it is done: who may, whether this actor may, what it causes, what is still missing."""

    act: str
    label: Text
    who: str
    allowed: bool
    effects: tuple[Text, ...]
    missing: tuple[Missing, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether this actor may do it now and nothing is missing."""
        return self.allowed and not self.missing


def previews(subject: Piis | Amendment, *, actor: Membership, on: date) -> list[Preview]:
    """Every act that exists from the present state, in the order of the table, permitted or not."""
    machine = AMENDMENT if isinstance(subject, Amendment) else PIIS
    lines = [line for line in machine.transitions if line.source == subject.state]
    signing = _signing_act(subject)
    acts = [line.act for line in lines if line.act not in {Act.SIGN, Act.SIGN_LAST} or line.act == signing]
    return [preview(subject, act, actor=actor, on=on) for act in acts]


def preview(subject: Piis | Amendment, act: str, *, actor: Membership, on: date) -> Preview:
    """What this act would cause on that day. Raises KeyError when it does not exist from the present state."""
    machine = AMENDMENT if isinstance(subject, Amendment) else PIIS
    line = machine.find(subject.state, act)
    if line is None:
        raise KeyError(act)
    dated = _DATED.get(act)
    missing: tuple[Missing, ...] = ()
    if act == Act.HAND_OVER and isinstance(subject, Piis):
        missing = missing_before_hand_over(subject, read_draft(subject), on)
    return Preview(
        act=act,
        label=Act(act).label,
        who=_who(line.who),
        allowed=line.who(actor, subject),
        effects=(line.effect, *(dated(subject, on) if dated else ())),
        missing=missing,
    )


def _signing_act(subject: Piis | Amendment) -> str:
    piis, amendment = (subject.piis, subject) if isinstance(subject, Amendment) else (subject, None)
    version = open_version(piis, amendment)
    if version is None:
        return Act.SIGN
    left = len(parties(version.data, version.language)) - version.signatures.count()
    return Act.SIGN_LAST if left <= 1 else Act.SIGN


def _who(predicate: Callable[..., bool]) -> str:
    said = {
        may_draw_up: _("le travailleur social ou la coordination"),
        may_record_signature: _("le travailleur social, la coordination ou la direction du centre"),
        may_decide: _("la présidence ou la direction générale"),
    }
    return said[predicate]


def _day(day: date) -> str:
    return spoken_date(day, reader.language())


def _hand_over(subject: Any, on: date) -> tuple[str, ...]:
    if isinstance(subject, Amendment):
        changes = differences_of(subject)
        if not must_be_signed(changes):
            return (_("Aucun engagement ne change : l’avenant est en vigueur tout de suite, sans signature."),)
    first = may_sign_from(on).date
    return (_("La personne pourra signer à partir du %(day)s.") % {"day": _day(first)},)


def differences_of(amendment: Amendment) -> tuple[Difference, ...]:
    """What a draft amendment changes in the text in force."""
    return differences(body_of(read_draft(amendment.piis)), amendment.draft)


def _approve(piis: Piis, on: date) -> tuple[str, ...]:
    if piis.since is None:
        return ()
    until = deadlines.horizon(piis, piis.since)
    owed = [one.date for one in evaluations_due(start=piis.since, until=until)][:3]
    days = ", ".join(_day(day) for day in owed)
    return (_("Évaluations attendues au plus tard : %(days)s.") % {"days": days},) if owed else ()


def _evaluate(piis: Piis, on: date) -> tuple[str, ...]:
    status: EvaluationsStatus = deadlines.evaluations_status(
        piis, on, [*deadlines.held_evaluations(piis), Held(on=on, in_person=True)]
    )
    if status.next_due is None:
        return (_("Aucune autre évaluation n’est due avant la fin du PIIS."),)
    return (_("La suivante sera due au plus tard le %(day)s.") % {"day": _day(status.next_due.date)},)


def _end(piis: Piis, on: date) -> tuple[str, ...]:
    still_open = piis.commitments.filter(left_on__isnull=True, state__in=CommitmentState.open()).count()
    if not still_open:
        return ()
    said = ngettext(
        "%(number)s engagement est encore ouvert.", "%(number)s engagements sont encore ouverts.", still_open
    )
    return (said % {"number": still_open},)


def _resume(piis: Piis, on: date) -> tuple[str, ...]:
    """What the law says of a short job; the longer one is said when the dates are known."""
    return tuple(say(line, reader.language()) for line in bilan_required(on, worked_from=on, worked_until=on).lines)


_DATED: dict[str, Callable[[Any, date], tuple[str, ...]]] = {
    Act.HAND_OVER: _hand_over,
    Act.APPROVE: _approve,
    Act.EVALUATE: _evaluate,
    Act.END: _end,
    Act.RESUME: _resume,
}
