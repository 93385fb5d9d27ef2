"""An officer analyses what was sent, sends it back with remarks per field, or advises the minister."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.conventions.content import asked
from jalon.domain.conventions.enums import Act, Check, Noted, State, Told
from jalon.domain.conventions.models import Convention, Note
from jalon.domain.conventions.permissions import may_examine
from jalon.domain.conventions.queries import last_version
from jalon.domain.conventions.services.common import kept, move, note, tell
from jalon.domain.core.both_sides import locked
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.core.transitions import TransitionRefused


def _told(
    convention: Convention, checks: Iterable[str], remarks: Mapping[str, str]
) -> tuple[list[str], dict[str, str]]:
    codes = {one.code for one in asked(convention)}
    kept_remarks = {code: clean(text, limit=2_000) for code, text in remarks.items() if code in codes}
    return sorted({*checks} & set(Check.values)), {code: text for code, text in kept_remarks.items() if text}


def _number(convention: Convention) -> int:
    version = last_version(convention)
    return version.number if version else 0


@transaction.atomic
def analyse(
    *,
    actor: FederalMembership,
    convention: Convention,
    checks: Iterable[str],
    remarks: Mapping[str, str],
    words: str,
    at: datetime,
) -> Note:
    """Keep the analysis as it stands: what is checked, remarks being prepared. The centre does not read it."""
    if not may_examine(actor):
        raise NotAllowed
    one = locked(convention)
    if one.state != State.SENT:
        raise TransitionRefused(_("Ce texte n’est pas à examiner."), "", _("Rechargez la page pour voir où il en est."))
    checked, said = _told(one, checks, remarks)
    words = clean(words, limit=4_000)
    facts = {"checks": checked, "remarks": said, "words": words, "version": _number(one)}
    return note(one, Noted.ANALYSED, actor=actor, at=at, **facts)


@transaction.atomic
def send_back(
    *, actor: FederalMembership, convention: Convention, remarks: Mapping[str, str], words: str, at: datetime
) -> Convention:
    """Give the text back with its remarks. The text itself is kept as it was sent; the delay grows when it must.

    Raises `NotAllowed`, `InvalidInput` (no remark), `TransitionRefused`.
    """
    one = locked(convention)
    _checks, said = _told(one, (), remarks)
    words = clean(words, limit=4_000)
    move(one, Act.SEND_BACK, actor=actor, at=at, remarks=said, words=words)
    one.entry_until = max(one.entry_until, _again(at))
    tell(
        one, Told.SENT_BACK, actor=actor, at=at, words=words, remarks=said, version=_number(one), until=one.entry_until
    )
    return kept(one, "entry_until")


def _again(at: datetime) -> date:
    """Two weeks to mend: no text says how long, and a text given back after its delay could not be sent again."""
    return day_of(at) + timedelta(days=14)


@transaction.atomic
def advise(
    *,
    actor: FederalMembership,
    convention: Convention,
    favourable: bool,
    checks: Iterable[str],
    words: str,
    at: datetime,
) -> Convention:
    """Advise the minister. Raises `NotAllowed`, `InvalidInput` (an advice to explain), `TransitionRefused`."""
    one = locked(convention)
    checked, _remarks = _told(one, checks, {})
    words = clean(words, limit=4_000)
    complete = set(checked) == set(Check.values)
    move(one, Act.ADVISE, actor=actor, at=at, favourable=favourable, all_checked=complete, words=words)
    kind = Noted.FAVOURABLE if favourable else Noted.UNFAVOURABLE
    note(one, kind, actor=actor, at=at, version=_number(one), words=words, checks=checked)
    return kept(one)


@transaction.atomic
def return_advice(*, actor: FederalMembership, convention: Convention, reason: str, at: datetime) -> Convention:
    """The cabinet asks the administration to look again. Raises `NotAllowed`, `InvalidInput`, `TransitionRefused`."""
    reason, one = clean(reason, limit=2_000), locked(convention)
    move(one, Act.RETURN_ADVICE, actor=actor, at=at, reason=reason)
    note(one, Noted.RETURNED, actor=actor, at=at, version=_number(one), words=reason)
    return kept(one)
