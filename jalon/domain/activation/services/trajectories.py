"""Open, write, conclude and reopen a trajectory. The result is proposed by what was recorded; a person decides it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.activation.enums import Result
from jalon.domain.activation.models import Trajectory
from jalon.domain.activation.permissions import may_accompany
from jalon.domain.activation.progress import belonging
from jalon.domain.activation.recorded import proposal
from jalon.domain.audit.services import record
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.instruments.models import Bilan
from jalon.domain.instruments.queries import usable_instruments
from jalon.domain.people.models import Person
from jalon.domain.people.services import held_open
from jalon.domain.people.situation import status_on
from jalon.domain.piis.models import Piis
from jalon.law import activation as law
from jalon.law.errors import NotCovered


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A trajectory as it is written: its days, what it rests on, what the person wants and how to go there."""

    starts_on: date
    until: date
    bilan: Bilan | None = None
    piis: Piis | None = None
    aims: str = ""
    plan: str = ""
    measured_by: str = "bilan"


@transaction.atomic
def open_trajectory(*, actor: Membership, person: Person, plan: Plan, on: date) -> Trajectory:
    """Begin a trajectory of one year at most. One at a time; with or without income support."""
    if not may_accompany(actor, person):
        raise NotAllowed
    held_open(person.pk)
    status = status_on(person, plan.starts_on)
    last = Trajectory.objects.filter(person=person).aggregate(last=Max("number"))["last"]
    trajectory = Trajectory(
        person=person, number=(last or 0) + 1, opened_by=actor, receives=status.kind if status else ""
    )
    _put(trajectory, plan)
    trajectory.save(force_insert=True)
    tell(actor, "activation.opened", trajectory, on)
    return trajectory


@transaction.atomic
def write(*, actor: Membership, trajectory: Trajectory, plan: Plan, revision: int, on: date) -> Trajectory:
    """Change the plan, its days, the bilan, PIIS or instrument it rests on, while it runs."""
    trajectory = running(actor, trajectory)
    if trajectory.revision != revision:
        raise Conflict(theirs=trajectory)
    if plan.measured_by != trajectory.measured_by and belonging(trajectory, on):
        raise InvalidInput(
            _("Cette trajectoire est déjà mesurée avec un autre instrument."),
            _("Deux instruments n’ont pas la même échelle : le chemin fait ne se verrait plus."),
            _("Gardez le même jusqu’à la fin ; l’autre peut servir à côté."),
            field="measured_by",
        )
    _put(trajectory, plan)
    trajectory.revision += 1
    trajectory.save()
    tell(actor, "activation.written", trajectory, on)
    return trajectory


def _put(trajectory: Trajectory, plan: Plan) -> None:
    _check_days(trajectory, plan)
    for name, one in (("bilan", plan.bilan), ("piis", plan.piis)):
        if one is not None and one.person_id != trajectory.person_id:
            raise InvalidInput(_("Ceci appartient au dossier d’une autre personne."), field=name)
    if plan.measured_by not in {one.code for one in usable_instruments()} | {trajectory.measured_by}:
        raise InvalidInput(_("Cet instrument n’est pas en usage dans votre centre."), field="measured_by")
    if plan.bilan is not None and not plan.bilan.is_finished:
        raise InvalidInput(_("Terminez d’abord ce bilan : une trajectoire part d’un bilan terminé."), field="bilan")
    trajectory.starts_on, trajectory.until = plan.starts_on, plan.until
    trajectory.bilan, trajectory.piis = plan.bilan, plan.piis
    trajectory.aims, trajectory.plan = clean(plan.aims, limit=4000), clean(plan.plan, limit=8000)
    trajectory.measured_by = plan.measured_by
    trajectory.measured_from = min(plan.starts_on, plan.bilan.held_on) if plan.bilan else plan.starts_on


def _check_days(trajectory: Trajectory, plan: Plan) -> None:
    try:
        limit = law.trajectory_until(starts_on=plan.starts_on)
    except NotCovered as error:
        raise InvalidInput(
            _("Les trajectoires d’activation sociale existent depuis 2015."), field="starts_on"
        ) from error
    if plan.until < plan.starts_on:
        raise InvalidInput(_("La fin vient avant le début."), field="until")
    if limit.missed(plan.until):
        raise InvalidInput(
            _("Une trajectoire dure un an au plus : jusqu’au %(day)s ici.") % {"day": limit.date.strftime("%d/%m/%Y")},
            what_to_do=_("Si la personne a besoin de plus de temps, ouvrez une autre trajectoire ensuite."),
            field="until",
        )
    others = Trajectory.objects.filter(person_id=trajectory.person_id).exclude(pk=trajectory.pk)
    if other := others.touching(plan.starts_on, plan.until).first():
        raise InvalidInput(
            _("Cette personne a déjà une trajectoire pendant cette période."),
            _("Elle va du %(first)s au %(last)s.")
            % {"first": other.starts_on.strftime("%d/%m/%Y"), "last": other.last.strftime("%d/%m/%Y")},
            _("Concluez-la d’abord, ou choisissez d’autres dates."),
            field="starts_on",
        )


@transaction.atomic
def conclude(
    *, actor: Membership, trajectory: Trajectory, ended_on: date, result: Result | None, reason: str, on: date
) -> Trajectory:
    """End it, with one of the four results or none of them. What was proposed, and why, stays beside the decision.

    `reason` is asked when the decision is not the one proposed.
    """
    trajectory = running(actor, trajectory)
    if not trajectory.starts_on <= ended_on <= min(on, trajectory.until):
        raise InvalidInput(_("Le dernier jour est dans la trajectoire, et pas dans le futur."), field="ended_on")
    proposed = proposal(trajectory, ended_on)
    trajectory.ended_on, trajectory.result = ended_on, Result(result) if result else ""
    trajectory.result_proposed = proposed.result.value if proposed.result else ""
    trajectory.result_reason = clean(reason, limit=2000)
    if trajectory.result != trajectory.result_proposed and len(trajectory.result_reason) < 10:
        raise InvalidInput(_("Ce n’est pas le résultat proposé : dites pourquoi, en une phrase."), field="reason")
    trajectory.result_lines = [line.as_json() for line in proposed.lines]
    trajectory.decided_by = actor
    trajectory.revision += 1
    trajectory.save()
    tell(actor, "activation.concluded", trajectory, on, result=trajectory.result)
    return trajectory


@transaction.atomic
def reopen(*, actor: Membership, trajectory: Trajectory, reason: str, on: date) -> Trajectory:
    """Take a conclusion back, when it was a mistake. The journal keeps what it said."""
    trajectory = _locked(actor, trajectory)
    if trajectory.is_running:
        raise TransitionRefused(_("Cette trajectoire n’est pas conclue."))
    held_open(trajectory.person_id)
    reason = clean(reason, limit=500)
    if len(reason) < 10:
        raise InvalidInput(_("Dites pourquoi, en une phrase."), field="reason")
    was = trajectory.result
    others = Trajectory.objects.filter(person_id=trajectory.person_id).exclude(pk=trajectory.pk)
    if others.touching(trajectory.starts_on, trajectory.until).exists():
        raise DomainError(_("Cette personne a déjà une autre trajectoire ensuite."))
    trajectory.ended_on, trajectory.decided_by, trajectory.result = None, None, ""
    trajectory.result_proposed, trajectory.result_reason, trajectory.result_lines = "", "", []
    trajectory.revision += 1
    trajectory.save()
    tell(actor, "activation.reopened", trajectory, on, result=was, reason=reason)
    return trajectory


def running(actor: Membership, trajectory: Trajectory) -> Trajectory:
    """The stored row, locked, while it runs. Raises who may not, and what is over."""
    trajectory = _locked(actor, trajectory)
    if not trajectory.is_running:
        raise TransitionRefused(
            _("Cette trajectoire est conclue : elle ne change plus."),
            what_to_do=_("Si elle a été conclue par erreur, rouvrez-la en disant pourquoi."),
        )
    return trajectory


def _locked(actor: Membership, trajectory: Trajectory) -> Trajectory:
    if not may_accompany(actor, trajectory):
        raise NotAllowed
    rows = Trajectory.objects.select_for_update(of=("self",)).select_related("person", "bilan", "piis")
    return rows.get(pk=trajectory.pk)


def tell(actor: Membership, verb: str, trajectory: Trajectory, on: date, **detail: Any) -> None:
    """One row of the journal."""
    record(
        actor=actor, verb=verb, subject=trajectory, person_id=trajectory.person_id, on=on,
        detail={"number": trajectory.number, **detail},
    )  # fmt: skip
