"""An officer examines what was sent, gives it back with remarks per field, advises the minister, gives more time."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.core.both_sides import locked
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.reports.content import numbers, read
from jalon.domain.reports.enums import Act, Check, Noted, State, Told
from jalon.domain.reports.models import Note, Report, Version
from jalon.domain.reports.permissions import may_examine
from jalon.domain.reports.queries import last_sent, open_lines
from jalon.domain.reports.services.common import kept, move, note, tell

AGAIN = timedelta(days=14)  # to mend: no text says how long, and a report given back late could not be sent again


def sent(report: Report) -> Version:
    """The text that lies before the administration."""
    version = last_sent(report)
    assert version is not None, "a report that was sent has a text"
    return version


def remarkable(version: Version) -> set[str]:
    """The points an officer may remark on: the fields of the form, every number told, and section C as a whole."""
    told = read(version.content)
    return {one["code"] for one in told["form"]["fields"]} | {code for _line, code in numbers(told)} | {"C"}


def _told(version: Version, checks: Iterable[str], remarks: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
    known = remarkable(version)
    said = {code: clean(text, limit=2_000) for code, text in remarks.items() if code in known}
    return sorted({*checks} & set(Check.values)), {code: text for code, text in said.items() if text}


@transaction.atomic
def analyse(
    *,
    actor: FederalMembership,
    report: Report,
    checks: Iterable[str],
    remarks: Mapping[str, str],
    words: str,
    at: datetime,
) -> Note:
    """Keep the examination as it stands: what is checked, remarks being prepared. The centre does not read it."""
    if not may_examine(actor):
        raise NotAllowed
    one = locked(report)
    if one.state != State.SENT:
        raise TransitionRefused(_("Ce texte n’est pas à examiner."), "", _("Rechargez la page pour voir où il en est."))
    version = sent(one)
    checked, said = _told(version, checks, remarks)
    facts = {"checks": checked, "remarks": said, "words": clean(words, limit=4_000), "version": version.number}
    return note(one, Noted.ANALYSED, actor=actor, at=at, **facts)


@transaction.atomic
def send_back(
    *, actor: FederalMembership, report: Report, remarks: Mapping[str, str], words: str, at: datetime
) -> Report:
    """Give the report back with its remarks. What was sent is kept as it was; the delay grows when it must.

    Raises `NotAllowed`, `InvalidInput` (no remark), `TransitionRefused`.
    """
    one, words = locked(report), clean(words, limit=4_000)
    said = _told(sent(one), (), remarks)[1] if one.state == State.SENT else {}
    move(one, Act.SEND_BACK, actor=actor, at=at, remarks=said, words=words)
    if one.due:
        one.due = max(one.due, day_of(at) + AGAIN)
    tell(
        one, Told.SENT_BACK, actor=actor, at=at, words=words, remarks=said, version=sent(one).number, until=one.due
    )  # fmt: skip
    return kept(one, "due")


@transaction.atomic
def advise(
    *, actor: FederalMembership, report: Report, favourable: bool, checks: Iterable[str], words: str, at: datetime
) -> Report:
    """Advise the minister. Raises `NotAllowed`, `InvalidInput`, `TransitionRefused`, `DomainError` (open controls)."""
    one, words = locked(report), clean(words, limit=4_000)
    checked = _told(sent(one), checks, {})[0] if one.state == State.SENT else []
    complete = set(checked) == set(Check.values)
    facts = {"favourable": favourable, "all_checked": complete, "words": words, "open_lines": open_lines(one)}
    move(one, Act.ADVISE, actor=actor, at=at, **facts)
    kind = Noted.FAVOURABLE if favourable else Noted.UNFAVOURABLE
    note(one, kind, actor=actor, at=at, version=sent(one).number, words=words, checks=checked)
    return kept(one)


@transaction.atomic
def return_advice(*, actor: FederalMembership, report: Report, reason: str, at: datetime) -> Report:
    """The cabinet asks the administration to look again. Raises `NotAllowed`, `InvalidInput`, `TransitionRefused`."""
    reason, one = clean(reason, limit=2_000), locked(report)
    move(one, Act.RETURN_ADVICE, actor=actor, at=at, reason=reason)
    note(one, Noted.RETURNED, actor=actor, at=at, version=sent(one).number, words=reason)
    return kept(one)


@transaction.atomic
def extend(*, actor: FederalMembership, report: Report, until: date, reason: str, at: datetime) -> Report:
    """Give one centre another delay, with the reason. Raises `NotAllowed`, `InvalidInput`, `TransitionRefused`."""
    reason, one = clean(reason, limit=1_000), locked(report)
    move(one, Act.EXTEND, actor=actor, at=at, reason=reason, until=until, on=day_of(at))
    one.due = until
    tell(one, Told.EXTENDED, actor=actor, at=at, words=reason, until=until)
    return kept(one, "due")
