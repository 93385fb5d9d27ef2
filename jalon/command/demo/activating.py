"""Trajectories of social activation in the demonstration: modules of the centre, actions, and where they led."""

from datetime import date, timedelta

from jalon.command.demo.life import Life
from jalon.domain.activation import services
from jalon.domain.activation.enums import ActionState, Activity, Presence, Result
from jalon.domain.activation.models import Module, Trajectory
from jalon.domain.activation.recorded import proposal
from jalon.domain.activation.services.classifying import Said
from jalon.domain.instruments.models import Bilan
from jalon.law.activation import trajectory_until

_MODULES = {
    Activity.LANGUAGE: {"fr": "Français de tous les jours", "nl": "Nederlands voor elke dag"},
    Activity.DISCOVERY: {"fr": "Une semaine dans un atelier", "nl": "Een week in een atelier"},
}
_WORDS = {
    "plan": {
        "fr": "Deux matinées par semaine au module, puis une activité dans le quartier.",
        "nl": "Twee voormiddagen per week naar de module, daarna een activiteit in de buurt.",
    },
    "action": {"fr": "Aider au jardin partagé", "nl": "Helpen in de gedeelde moestuin"},
    "open": {"fr": "Aller voir le repair café", "nl": "Eens naar het repair café gaan"},
    "reason": {"fr": "Décidé ensemble, après en avoir parlé.", "nl": "Samen beslist, na een gesprek."},
}


def goes_along(life: Life, day: date, activity: Activity = Activity.LANGUAGE, measured_by: str = "bilan") -> Trajectory:
    """A trajectory opened that day, a module joined, one action done and one the list does not name."""
    person, worker, language = life.person, life.worker, life.world.language
    plan = services.Plan(
        starts_on=day,
        until=trajectory_until(starts_on=day).date,
        bilan=Bilan.objects.standing().of(person.pk).filter(held_on__lte=day).last(),
        piis=life.piis if life.piis.person_id == person.pk else None,
        aims=life.piis.aims,
        plan=_said("plan", language),
        measured_by=measured_by,
    )
    trajectory = services.open_trajectory(actor=worker, person=person, plan=plan, on=day)
    part = services.join(
        actor=worker, trajectory=trajectory, module=_module(life, activity), joined_on=day, on=day
    )  # fmt: skip
    done, to_do = (
        services.add_action(
            actor=worker, trajectory=trajectory, text=_said(text, language), said=Said(activity=kind), due_on=None,
            at=life.at(day),
        )
        for text, kind in (("action", Activity.VOLUNTEERING), ("open", Activity.OTHER))
    )  # fmt: skip
    later = min(day + timedelta(days=45), life.on)
    services.settle(actor=worker, action=done, state=ActionState.DONE, on=later)
    if life.index % 2:
        services.settle(actor=worker, action=to_do, state=ActionState.DROPPED, on=later)
    services.attend(actor=worker, participation=part, presence=Presence.FOLLOWED, note="", left_on=None, on=later)
    return trajectory


def led_to(life: Life, trajectory: Trajectory, day: date, result: Result | None) -> None:
    """Concluded that day; with a reason when what was recorded proposed something else."""
    proposed = proposal(trajectory, day).result
    reason = "" if proposed and result == proposed.value else _said("reason", life.world.language)
    services.conclude(
        actor=life.worker, trajectory=trajectory, ended_on=day, result=result, reason=reason, on=day
    )  # fmt: skip


def _module(life: Life, activity: Activity) -> Module:
    """The centre's module of this kind, made the first time somebody joins one."""
    name = _in(_MODULES[activity], life.world.language)
    if found := Module.objects.filter(name=name).first():
        return found
    facts = services.ModuleFacts(name=name, starts_on=life.ago(700), ends_on=None, said=Said(activity=activity))
    return services.save_module(actor=life.worker, facts=facts, at=life.at(life.ago(700)))


def _said(name: str, language: str) -> str:
    return _in(_WORDS[name], language)


def _in(words: dict[str, str], language: str) -> str:
    return words.get(language, words["fr"])
