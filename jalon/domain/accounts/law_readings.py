"""Where published sources of the law differ, a centre chooses which reading it follows.

`jalon.law` knows the readings and takes one as an argument; here is what the centre chose, and from when. A choice
counts for what happens from the next day on: a grant, a text handed over or a project begun before keeps the reading of
its own day, so that nothing already computed changes, and a past report gives the same number again.

What is chosen is read once in each context (a request), and handed over with the member by the pages (`remember`).
"""

from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef
from django.utils.translation import gettext as _

from jalon.domain.accounts import journal
from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.models import LawChoice, Membership
from jalon.domain.accounts.permissions import chooses_law_readings
from jalon.domain.core import json_rows
from jalon.domain.core.context import current_or_none
from jalon.domain.core.errors import InvalidInput, NotAllowed
from jalon.law import parameters
from jalon.law.errors import NotCovered

CONCLUDE_FROM = "piis.conclude.from"
MONTHS = "term.month_count"
WEEK = "calendar.working_week"
SIGNING = "piis.sign.counting"
SHORT_PERIOD = "piis.evaluation.short_period"
TRANSITION = "piis.obligation.transition"
SANCTION_STARTS = "piis.sanction.starts"
SANCTION_AGAIN = "piis.sanction.again_counted"
SHARE = "piis.subsidy.share_boundary"
INCOME = ("income.order", "income.day_divisor", "exemption.count_in")

# Every parameter with more than one reading, in the order of a file's life; a test compares it with the law itself.
OFFERED = (
    CONCLUDE_FROM,
    TRANSITION,
    SIGNING,
    WEEK,
    MONTHS,
    SHORT_PERIOD,
    SANCTION_AGAIN,
    SANCTION_STARTS,
    SHARE,
    *INCOME,
)
# Nothing of a centre's files is computed with these yet: a choice would be kept and followed by nobody.
NOT_YET_FOLLOWED = frozenset({SHARE, *INCOME})


@dataclass(frozen=True)
class Choices:
    """What one centre chose: (parameter, from which day, reading), in the order it was chosen."""

    rows: tuple[tuple[str, date, str], ...] = ()

    def on(self, parameter: str, day: date) -> str | None:
        """The reading followed for what happens on a day; None for the law's default."""
        made = [reading for name, since, reading in self.rows if name == parameter and since <= day]
        return made[-1] if made and made[-1] in parameters.on(parameter, day).readings else None

    def days(self, *names: str) -> set[date]:
        """The days on which one of these parameters got another reading."""
        return {since for name, since, _reading in self.rows if name in names}


_read: ContextVar[tuple[UUID, UUID, Choices] | None] = ContextVar("jalon_law_choices", default=None)


def chosen() -> Choices:
    """The choices of the centre in context; none outside a centre."""
    context = current_or_none()
    if context is None or context.centre_id is None:
        return Choices()
    known = _read.get()
    if known and known[:2] == (context.trace_id, context.centre_id):
        return known[2]
    rows = LawChoice.objects.order_by("chosen_at").values_list("parameter", "since", "reading")
    return _kept(Choices(tuple(rows)))


def reading(parameter: str, day: date) -> str | None:
    """The reading this centre follows for what happens on a day; None for the law's default."""
    try:
        return chosen().on(parameter, day)
    except NotCovered:
        return None  # a day before the law we know: the law itself says so when it is asked


def followed(parameter: str, day: date) -> parameters.Reading:
    """The same, with its label and source; the default one spelled out."""
    return parameters.on(parameter, day).reading(reading(parameter, day))


def beside(members: Any) -> Any:
    """A queryset of members that brings the choices of their centre along, in the same statement."""
    own = LawChoice.objects.filter(centre_id=OuterRef("centre_id")).order_by("chosen_at")
    return members.annotate(law_choices=json_rows.rows(own, "parameter", "since", "reading"))


def remember(rows: Sequence[dict[str, str]]) -> None:
    """Keep for this context what `beside` brought."""
    _kept(Choices(tuple((row["parameter"], date.fromisoformat(row["since"]), row["reading"]) for row in rows)))


def _kept(choices: Choices) -> Choices:
    context = current_or_none()
    if context and context.centre_id:
        _read.set((context.trace_id, context.centre_id, choices))
    return choices


@transaction.atomic
def choose(*, actor: Membership, parameter: str, reading: str, at: datetime, on: date) -> LawChoice:
    """Follow this reading for what happens from the day after `on` on: what was done by then stays as it was computed.

    Raises `NotAllowed`, and `InvalidInput` for a parameter or reading the law does not have on that day, a reading
    already followed, and a parameter nothing is computed with yet.
    """
    if not chooses_law_readings(actor):
        raise NotAllowed
    if parameter not in OFFERED:
        raise InvalidInput(_("Cette question n’existe pas."))
    if parameter in NOT_YET_FOLLOWED:
        raise InvalidInput(_("Aucun calcul de votre centre ne se sert encore de cette règle : rien à choisir."))
    since = on + timedelta(days=1)
    if reading not in parameters.on(parameter, since).readings:
        raise InvalidInput(_("Cette lecture n’existe pas."), field="reading")
    # One at a time in a centre: two people who choose at once must not both believe theirs is the one followed.
    list(Membership.objects.select_for_update().filter(role=Role.SECRETARY).order_by("pk"))
    _read.set(None)
    before = followed(parameter, since).name
    if reading == before:
        raise InvalidInput(_("Votre centre suit déjà cette lecture."), field="reading")
    choice = LawChoice.objects.create(parameter=parameter, reading=reading, since=since, chosen_at=at, chosen_by=actor)
    _read.set(None)
    detail = {"parameter": parameter, "before": before, "reading": reading}
    journal.record(actor=actor, verb="centre.law_reading_chosen", subject=choice, on=on, detail=detail)
    return choice


def history() -> dict[str, list[LawChoice]]:
    """Every choice of the centre by parameter, newest first."""
    found: dict[str, list[LawChoice]] = {}
    rows: Iterable[LawChoice] = LawChoice.objects.select_related("chosen_by").order_by("-chosen_at")
    for row in rows:
        found.setdefault(row.parameter, []).append(row)
    return found
