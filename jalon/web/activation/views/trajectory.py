"""One trajectory: its page, its plan, its conclusion."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.activation import services
from jalon.domain.activation.enums import Result
from jalon.domain.activation.models import Trajectory
from jalon.domain.activation.permissions import may_accompany, may_read
from jalon.domain.activation.progress import seen
from jalon.domain.activation.recorded import proposal
from jalon.domain.core.errors import Conflict
from jalon.domain.instruments.models import Bilan
from jalon.domain.people.models import Person
from jalon.domain.piis.queries import latest
from jalon.law.activation import trajectory_until
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.activation.forms import ConcludeForm, PlanForm, ReasonForm, initial_of
from jalon.web.activation.shown import badge_of, kept_words, kind_of, phases, said, side
from jalon.web.activation.views.around import entered, tried
from jalon.web.people.opening import open_file


@page("centre", who=may_read)
@require_safe
def show(request: HttpRequest, trajectory_id: UUID) -> HttpResponse:
    """Everything about one trajectory, in the order of the way."""
    trajectory, on = entered(request, trajectory_id), today(request)
    person = trajectory.person
    actions = list(trajectory.actions.order_by("noted_on", "id"))
    parts = list(trajectory.participations.select_related("module").order_by("joined_on", "id"))
    for one in actions:
        one.badge = badge_of(one.counts)
    for one in parts:
        one.badge = badge_of(one.module.counts)
    may_write = may_accompany(request.member, trajectory)  # type: ignore[attr-defined]
    sides = seen(trajectory, min(on, trajectory.last))
    context = {
        "trajectory": trajectory,
        "person": person,
        "phase": trajectory.phase(on),
        "badge": kind_of(trajectory.phase(on)),
        "steps": phases(trajectory, on),
        "actions": actions,
        "participations": parts,
        "sides": [side(one, person.first_names or person.full_name) for one in sides.values()],
        "measured": any(one.is_measured for one in sides.values()),
        "may_write": may_write and trajectory.is_running,
        "may_reopen": may_write and not trajectory.is_running,
        "result_words": kept_words(trajectory.result_lines),
        "result_proposed": Result(trajectory.result_proposed).label if trajectory.result_proposed else "",
    }
    return render(request, "activation/trajectory.html", context)


@page("centre", who=may_accompany)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Open a trajectory: the days, what it rests on, what the person wants."""
    person, on = open_file(request, person_id), today(request)
    form = PlanForm(request.POST or None, person=person, initial=_first(person, on))

    def do() -> Trajectory:
        return services.open_trajectory(actor=request.member, person=person, plan=form.told(), on=on)  # type: ignore[attr-defined]

    return _written(request, form, person, do, title=_("Ouvrir une trajectoire d’activation sociale"))


def _first(person: Person, on: Any) -> dict[str, Any]:
    """What a new trajectory begins with: today, a year, the last bilan and the current project."""
    bilan = Bilan.objects.standing().of(person.pk).last()
    project = latest(person)
    return {
        "starts_on": on,
        "until": trajectory_until(starts_on=on).date,
        "bilan": bilan.pk if bilan else None,
        "piis": project.pk if project else None,
        "aims": project.aims if project else "",
    }


@page("centre", who=may_accompany)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, trajectory_id: UUID) -> HttpResponse:
    """Write the plan."""
    trajectory = entered(request, trajectory_id)
    person = trajectory.person
    form = PlanForm(request.POST or None, person=person, initial=initial_of(trajectory))

    def do() -> Trajectory:
        revision = form.cleaned_data["version"] or 0
        told = {"plan": form.told(), "revision": revision, "on": today(request)}
        return services.write(actor=request.member, trajectory=trajectory, **told)  # type: ignore[attr-defined]

    return _written(request, form, person, do, title=_("Écrire le plan"), trajectory=trajectory)


def _written(
    request: HttpRequest,
    form: PlanForm,
    person: Person,
    do: Callable[[], Trajectory],
    *,
    title: str,
    trajectory: Trajectory | None = None,
) -> HttpResponse:
    kept: list[Trajectory] = []
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            if tried(form, lambda: kept.append(do())):
                messages.success(request, _("La trajectoire est enregistrée."))
                return redirect("activation:trajectory", trajectory_id=kept[0].pk)
        except Conflict as conflict:
            theirs = conflict.theirs
    context = {"form": form, "person": person, "title": title, "trajectory": trajectory, "theirs": theirs}
    return render(request, "activation/write.html", context, status=400 if form.errors else 200)


@page("centre", who=may_accompany)
@require_http_methods(["GET", "HEAD", "POST"])
def conclude(request: HttpRequest, trajectory_id: UUID) -> HttpResponse:
    """Say where it led: what was recorded proposes, a person decides."""
    trajectory, on = entered(request, trajectory_id), today(request)
    day = min(on, trajectory.until)
    proposed = proposal(trajectory, max(day, trajectory.starts_on))
    initial = {"ended_on": day, "result": proposed.result.value if proposed.result else None}
    form = ConcludeForm(request.POST or None, initial=initial)

    def do() -> None:
        services.conclude(
            actor=request.member,  # type: ignore[attr-defined]
            trajectory=trajectory,
            ended_on=form.cleaned_data["ended_on"],
            result=form.chosen(),
            reason=form.cleaned_data["reason"],
            on=on,
        )

    more = {
        "proposed": Result(proposed.result.value).label if proposed.result else "",
        "also": [Result(one.value).label for one in proposed.also],
        "reasons": said(proposed.lines),
    }
    done = _("La trajectoire est conclue.")
    return _acted(request, trajectory, form, do, template="activation/conclude.html", done=done, **more)


@page("centre", who=may_accompany)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, trajectory_id: UUID) -> HttpResponse:
    """Take a conclusion back."""
    trajectory = entered(request, trajectory_id)
    form = ReasonForm(request.POST or None)

    def do() -> None:
        reason = form.cleaned_data["reason"]
        services.reopen(actor=request.member, trajectory=trajectory, reason=reason, on=today(request))  # type: ignore[attr-defined]

    consequences = [
        _("La trajectoire est de nouveau en chemin ; son résultat n’est plus compté."),
        _("Le journal garde ce qui avait été conclu, et pourquoi vous l’avez repris."),
    ]
    words = {"title": _("Rouvrir la trajectoire"), "act": _("Rouvrir"), "consequences": consequences}
    done = _("La trajectoire est rouverte.")
    return _acted(request, trajectory, form, do, template="activation/act.html", done=done, **words)


def _acted(
    request: HttpRequest,
    trajectory: Trajectory,
    form: Form,
    do: Callable[[], Any],
    *,
    template: str,
    done: str,
    **more: Any,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and tried(form, do):
        messages.success(request, done)
        return redirect("activation:trajectory", trajectory_id=trajectory.pk)
    context = {"trajectory": trajectory, "person": trajectory.person, "form": form, **more}
    return render(request, template, context, status=400 if form.errors else 200)
