"""What a module or an action counts as: the list answers, a person decides what it leaves open. Both are kept."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.activation.enums import Activity, Counts
from jalon.domain.activation.models import Action, Classifiable, Classification, Module
from jalon.domain.activation.permissions import may_decide
from jalon.domain.audit.services import record
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.law import activation as law
from jalon.law.errors import NotCovered


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is known of an action or module, as the list asks it. None: nobody said."""

    activity: Activity
    trade: bool | None = None
    before_job: bool | None = None
    unready: bool | None = None


def listed(said: Said, on: date) -> law.Classified:
    """What the list in force on that day answers, with its sentences. Raises `InvalidInput` before there was one."""
    try:
        return law.counts_as_social(
            activity=law.Activity(said.activity),
            on=on,
            trade=said.trade,
            before_job=said.before_job,
            unready=said.unready,
        )
    except NotCovered as error:
        raise InvalidInput(
            _("La liste de l’activation sociale n’existe que depuis 2015."),
            what_to_do=_("Vérifiez la date."),
            field="starts_on",
        ) from error


def classify(subject: Classifiable, said: Said, *, on: date) -> law.Classified:
    """Put the list's answer on `subject`, not saved yet. A former decision falls with the facts it was about."""
    answer = listed(said, on)
    subject.activity, subject.trade = said.activity, said.trade
    subject.before_job, subject.unready = said.before_job, said.unready
    subject.counts = Counts(answer.counts.value)
    return answer


def keep(
    subject: Module | Action,
    answer: law.Classified,
    *,
    actor: Membership,
    at: datetime,
    counts: Counts | None = None,
    reason: str = "",
) -> Classification:
    """The row that remembers this classification; with `counts`, a decision."""
    return Classification.objects.create(
        **_of(subject),
        activity=subject.activity,
        trade=subject.trade,
        before_job=subject.before_job,
        unready=subject.unready,
        listed=answer.counts.value,
        counts=counts or answer.counts.value,
        lines=[line.as_json() for line in answer.lines],
        is_decision=counts is not None,
        reason=reason,
        author=actor,
        on=day_of(at),
        at=at,
    )


def _of(subject: Module | Action) -> dict[str, Module | Action]:
    return {"module" if isinstance(subject, Module) else "action": subject}


def said_of(subject: Classifiable) -> Said:
    """What is recorded of it."""
    return Said(
        activity=Activity(subject.activity),
        trade=subject.trade,
        before_job=subject.before_job,
        unready=subject.unready,
    )


def begins(subject: Module | Action) -> date:
    """The day whose list answers."""
    return subject.starts_on if isinstance(subject, Module) else subject.noted_on


def person_of(subject: Module | Action) -> UUID | None:
    """Whose file the classification concerns; a module concerns nobody in particular."""
    return None if isinstance(subject, Module) else subject.trajectory.person_id


@transaction.atomic
def decide(*, actor: Membership, subject: Module | Action, counts: Counts, reason: str, at: datetime) -> Classification:
    """A person says what it counts as, and why. What the list answered stays beside it."""
    if not may_decide(actor, subject):
        raise NotAllowed
    subject = type(subject).objects.select_for_update(of=("self",)).get(pk=subject.pk)
    counts, reason = Counts(counts), clean(reason, limit=2000)
    if counts == Counts.TO_DECIDE:
        raise InvalidInput(_("Dites si cela compte comme activation sociale ou professionnelle."), field="counts")
    if len(reason) < 10:
        raise InvalidInput(_("Dites pourquoi, en une phrase."), field="reason")
    answer = listed(said_of(subject), begins(subject))
    subject.counts = counts
    subject.save(update_fields=["counts"])
    kept = keep(subject, answer, actor=actor, at=at, counts=counts, reason=reason)
    record(
        actor=actor, verb="activation.decided", subject=subject, person_id=person_of(subject),
        on=day_of(at), detail={"counts": counts, "listed": answer.counts.value},
    )  # fmt: skip
    return kept
