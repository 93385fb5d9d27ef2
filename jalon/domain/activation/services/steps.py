"""What is done along a trajectory: modules joined, actions noted and settled."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.activation.enums import ActionState, Presence
from jalon.domain.activation.models import Action, Module, Participation, Trajectory
from jalon.domain.activation.services.classifying import Said, classify, keep
from jalon.domain.activation.services.trajectories import running, tell
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import DomainError, InvalidInput
from jalon.domain.core.text import clean


@transaction.atomic
def join(*, actor: Membership, trajectory: Trajectory, module: Module, joined_on: date, on: date) -> Participation:
    """The person takes part in a module from that day on. Twice is once."""
    trajectory = running(actor, trajectory)
    if found := Participation.objects.filter(trajectory=trajectory, module=module).first():
        return found
    if not trajectory.starts_on <= joined_on <= trajectory.until:
        raise InvalidInput(_("Ce jour n’est pas dans la trajectoire."), field="joined_on")
    if module.ends_on and joined_on > module.ends_on:
        raise InvalidInput(_("Ce module est terminé ce jour-là."), field="joined_on")
    found = Participation.objects.create(trajectory=trajectory, module=module, joined_on=joined_on)
    tell(actor, "activation.joined", trajectory, on, module=str(module.pk))
    return found


@transaction.atomic
def attend(
    *, actor: Membership, participation: Participation, presence: Presence, note: str, left_on: date | None, on: date
) -> Participation:
    """How the person took part, and until when. Nothing follows from it by itself."""
    running(actor, participation.trajectory)
    participation = Participation.objects.select_for_update(of=("self",)).get(pk=participation.pk)
    if left_on and left_on < participation.joined_on:
        raise InvalidInput(_("La fin vient avant le début."), field="left_on")
    participation.presence, participation.note = Presence(presence), clean(note, limit=300)
    participation.left_on = left_on
    participation.save(update_fields=["presence", "note", "left_on"])
    tell(actor, "activation.attended", participation.trajectory, on, presence=participation.presence)
    return participation


@transaction.atomic
def add_action(
    *, actor: Membership, trajectory: Trajectory, text: str, said: Said, due_on: date | None, at: datetime
) -> Action:
    """Note an action, classified by the list of the day."""
    trajectory = running(actor, trajectory)
    text = clean(text, limit=300)
    if not text:
        raise InvalidInput(_("Dites en quelques mots ce qui sera fait."), field="text")
    on = day_of(at)
    if due_on and due_on < trajectory.starts_on:
        raise InvalidInput(_("Ce jour n’est pas dans la trajectoire."), field="due_on")
    action = Action(trajectory=trajectory, text=text, noted_on=on, due_on=due_on)
    answer = classify(action, said, on=on)
    action.save()
    keep(action, answer, actor=actor, at=at)
    tell(actor, "activation.action_noted", trajectory, on, counts=action.counts)
    return action


@transaction.atomic
def settle(*, actor: Membership, action: Action, state: ActionState, on: date) -> Action:
    """Say that an action was done, is left aside, or is still to do after all."""
    running(actor, action.trajectory)
    action = Action.objects.select_for_update(of=("self",)).select_related("trajectory").get(pk=action.pk)
    if ActionState(state) == action.state:
        raise DomainError(_("C’est déjà noté ainsi."), what_to_do=_("Rechargez la page pour voir où en est l’action."))
    action.state = ActionState(state)
    action.settled_on = None if action.state == ActionState.TO_DO else on
    action.save(update_fields=["state", "settled_on"])
    tell(actor, "activation.action_settled", action.trajectory, on, state=action.state)
    return action
