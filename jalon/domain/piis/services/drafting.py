"""From an empty page to a text in the person's hands."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from jalon.domain.accounts.centre_law import may_sign_from
from jalon.domain.accounts.models import Membership
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import NotAllowed
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.people.enums import StatusKind
from jalon.domain.people.models import Person
from jalon.domain.people.services import held_open
from jalon.domain.piis import deadlines
from jalon.domain.piis.catalogue import wording
from jalon.domain.piis.drafts import Draft
from jalon.domain.piis.enums import Act, Fate, State, VersionReason
from jalon.domain.piis.models import Piis, PiisVersion, Signature
from jalon.domain.piis.permissions import may_draw_up
from jalon.domain.piis.readiness import missing_before_hand_over
from jalon.domain.piis.services.common import already_done, leave_trail, locked, same_revision, tell_once_a_day
from jalon.domain.piis.services.versions import close_version, make_version, open_version
from jalon.domain.piis.texts import cleaned, read_draft, write_fields, write_lines
from jalon.domain.piis.transitions import PIIS
from jalon.law.terms import last_day_of_span


@transaction.atomic
def prepare(
    *, actor: Membership, person: Person, at: datetime, draft: Draft | None = None, key: UUID | None = None
) -> Piis:
    """Begin a PIIS for a person, empty or with a first text. Without a draft its language is the person's."""
    if not may_draw_up(actor, person):
        raise NotAllowed
    if done := already_done(key, Act.PREPARE, of=person):
        return done.piis
    return begin(actor=actor, person=person, at=at, draft=draft, key=key)


def begin(
    *,
    actor: Membership,
    person: Person,
    at: datetime,
    draft: Draft | None,
    key: UUID | None,
    resumed_from: Piis | None = None,
    detail: dict[str, str] | None = None,
) -> Piis:
    """The row, its first text and its trail; used to prepare and to resume."""
    on = day_of(at)
    held_open(person.pk)  # and two drafts begun at once get two numbers
    last = Piis.objects.filter(person=person).aggregate(last=Max("number"))["last"] or 0
    term = deadlines.conclude_by(person, on)
    piis = Piis(
        person=person,
        number=last + 1,
        drafted_on=on,
        responsible=person.responsible or actor,
        resumed_from=resumed_from,
        is_voluntary=_without_right(person, on),
        conclude_by=term.date if term else None,
    )
    text = cleaned(draft or first_draft(person, on))
    write_fields(piis, text)
    piis.save(force_insert=True)
    write_lines(piis, text)
    leave_trail(actor=actor, piis=piis, act=Act.PREPARE, source="", on=on, at=at, detail=detail, key=key)
    return piis


def first_draft(person: Person, on: date) -> Draft:
    """An empty text with what can be proposed: the language, a year from today, how the law wants it evaluated."""
    how = wording()["evaluation_how"][person.language]
    return Draft(language=person.language, since=on, until=last_day_of_span(on, 12), evaluation_how=how)


def _without_right(person: Person, on: date) -> bool:
    status = deadlines.status_on(person.statuses.all(), on)
    return status is None or status.kind != StatusKind.INTEGRATION


@transaction.atomic
def save_draft(*, actor: Membership, piis: Piis, draft: Draft, revision: int, at: datetime) -> Piis:
    """Replace the text of a draft by this one (autosave calls it too). An incomplete text is kept as it is.

    Raises `Conflict` when somebody saved in between, `TransitionRefused` when it is no longer a draft.
    """
    piis = locked(piis)
    if not may_draw_up(actor, piis):
        raise NotAllowed
    if piis.state != State.DRAFT:
        raise TransitionRefused(
            _("Ce texte n’est plus un brouillon."), _("Il a été remis entre-temps."), _("Rechargez la page.")
        )
    same_revision(piis, revision)
    text = cleaned(draft)
    write_fields(piis, text)
    write_lines(piis, text)
    piis.revision += 1
    piis.save()
    tell_once_a_day(actor, "piis.written", piis, piis.person_id, day_of(at))
    return piis


@transaction.atomic
def hand_over(
    *, actor: Membership, piis: Piis, at: datetime, revision: int | None = None, key: UUID | None = None
) -> PiisVersion:
    """Freeze the text as a version, make its paper, and start the days to think over.

    Raises what the law or the text still misses (`Incomplete`, with `missing`: field names and sentences).
    """
    piis, on = locked(piis), day_of(at)
    if done := already_done(key, Act.HAND_OVER, of=piis):
        return PiisVersion.objects.get(pk=done.detail["version"])
    same_revision(piis, revision)
    draft, source = read_draft(piis), piis.state
    missing = missing_before_hand_over(piis, draft, on) if source == State.DRAFT else ()
    PIIS.apply(piis, Act.HAND_OVER, actor=actor, missing=missing)
    reflection, term = may_sign_from(on), deadlines.conclude_by(piis.person, on)
    piis.handed_over_on, piis.may_sign_from = on, reflection.date
    piis.is_voluntary = _without_right(piis.person, on)
    piis.conclude_by = term.date if term else None
    piis.revision += 1
    piis.save()
    version = make_version(
        actor=actor, piis=piis, draft=draft, reason=VersionReason.FIRST, may_sign_from=reflection.date, at=at
    )
    lines = [line.as_json() for line in (*reflection.lines, *(term.lines if term else ()))]
    detail = {"version": str(version.pk), "sha256": version.sha256, "law": lines}
    leave_trail(actor=actor, piis=piis, act=Act.HAND_OVER, source=source, on=on, at=at, detail=detail, key=key)
    return version


@transaction.atomic
def take_back(*, actor: Membership, piis: Piis, at: datetime, reason: str = "", key: UUID | None = None) -> Piis:
    """Take a text back to work on it, as long as nobody has signed; the next hand-over makes a new version."""
    piis, on = locked(piis), day_of(at)
    if already_done(key, Act.TAKE_BACK, of=piis):
        return piis
    source, version = piis.state, open_version(piis)
    signatures = Signature.objects.filter(version=version).count() if version else 0
    PIIS.apply(piis, Act.TAKE_BACK, actor=actor, signatures=signatures)
    close_version(version, Fate.TAKEN_BACK, on=on, at=at)
    back_to_draft(piis)
    leave_trail(actor=actor, piis=piis, act=Act.TAKE_BACK, source=source, on=on, at=at, reason=reason, key=key)
    return piis


def back_to_draft(piis: Piis) -> None:
    """The dates of the hand-over no longer hold."""
    piis.handed_over_on = piis.may_sign_from = piis.concluded_on = None
    piis.revision += 1
    piis.save()


@transaction.atomic
def withdraw(*, actor: Membership, piis: Piis, at: datetime, reason: str, key: UUID | None = None) -> Piis:
    """Give a project up before it is approved, with the reason in words."""
    piis, on = locked(piis), day_of(at)
    if already_done(key, Act.WITHDRAW, of=piis):
        return piis
    source, version = piis.state, open_version(piis)
    PIIS.apply(piis, Act.WITHDRAW, actor=actor, reason=reason)
    if version:
        close_version(version, Fate.ABANDONED, on=on, at=at)
    piis.revision += 1
    piis.save()
    leave_trail(actor=actor, piis=piis, act=Act.WITHDRAW, source=source, on=on, at=at, reason=reason, key=key)
    return piis
