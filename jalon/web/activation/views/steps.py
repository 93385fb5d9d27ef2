"""What is done along a trajectory: modules joined, actions noted, settled and classified."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.domain.activation import services
from jalon.domain.activation.enums import ActionState
from jalon.domain.activation.models import Action, Module, Participation, Trajectory
from jalon.domain.activation.permissions import may_accompany, may_decide
from jalon.domain.core.errors import InvalidInput
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.activation.forms import ActionForm, AttendForm, DecideForm, JoinForm, SettleForm
from jalon.web.activation.shown import classified
from jalon.web.activation.views.around import entered, tried
from jalon.web.people.opening import enter_file
from jalon.web.ui.people import long_day


@page("centre", who=may_accompany)
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, trajectory_id: UUID) -> HttpResponse:
    """Choose a module and a day."""
    trajectory = entered(request, trajectory_id)
    offered = {one.pk: one for one in _offered(trajectory)}
    choices = [(pk, _named(one)) for pk, one in offered.items()]
    first = min(max(today(request), trajectory.starts_on), trajectory.until)
    form = JoinForm(request.POST or None, modules=choices, initial={"joined_on": first})

    def do() -> None:
        module = offered.get(form.cleaned_data["module"])
        if module is None:
            raise InvalidInput(_("Ce module n’est pas proposé ici."), field="module")
        services.join(
            actor=request.member,  # type: ignore[attr-defined]
            trajectory=trajectory,
            module=module,
            joined_on=form.cleaned_data["joined_on"],
            on=today(request),
        )

    if request.method == "POST" and form.is_valid() and tried(form, do):
        messages.success(request, _("La personne est inscrite au module."))
        return redirect("activation:trajectory", trajectory_id=trajectory.pk)
    context = {"trajectory": trajectory, "person": trajectory.person, "form": form, "offered": offered}
    return render(request, "activation/join.html", context, status=400 if form.errors else 200)


def _offered(trajectory: Trajectory) -> list[Module]:
    """Modules that meet the trajectory's days and that the person is not in yet."""
    met = Q(ends_on=None) | Q(ends_on__gte=trajectory.starts_on)
    rows = Module.objects.filter(met, starts_on__lte=trajectory.until)
    return list(rows.exclude(participations__trajectory=trajectory).order_by("name", "starts_on", "id"))


def _named(module: Module) -> str:
    return f"{module.name} ({module.get_counts_display()}, {long_day(module.starts_on)})"


@page("centre", who=may_accompany)
@require_http_methods(["GET", "HEAD", "POST"])
def attend(request: HttpRequest, participation_id: UUID) -> HttpResponse:
    """Say how the person took part."""
    rows = Participation.objects.select_related("trajectory__person__responsible", "module")
    part = get_object_or_404(rows, pk=participation_id)
    trajectory = part.trajectory
    enter_file(request, trajectory.person, "activation.read")
    initial = {"presence": part.presence, "left_on": part.left_on, "note": part.note}
    form = AttendForm(request.POST or None, initial=initial)

    def do() -> None:
        services.attend(actor=request.member, participation=part, on=today(request), **form.cleaned_data)  # type: ignore[attr-defined]

    if request.method == "POST" and form.is_valid() and tried(form, do):
        messages.success(request, _("La participation est notée."))
        return redirect("activation:trajectory", trajectory_id=trajectory.pk)
    context = {"trajectory": trajectory, "person": trajectory.person, "form": form, "participation": part}
    return render(request, "activation/attend.html", context, status=400 if form.errors else 200)


@page("centre", who=may_accompany)
@require_http_methods(["GET", "HEAD", "POST"])
def new_action(request: HttpRequest, trajectory_id: UUID) -> HttpResponse:
    """Note an action; the list says at once what it counts as."""
    trajectory = entered(request, trajectory_id)
    form = ActionForm(request.POST or None)

    def do() -> None:
        text, due = form.cleaned_data["text"], form.cleaned_data["due_on"]
        told = {"text": text, "said": form.said(), "due_on": due, "at": timezone.now()}
        services.add_action(actor=request.member, trajectory=trajectory, **told)  # type: ignore[attr-defined]

    if request.method == "POST" and form.is_valid() and tried(form, do):
        messages.success(request, _("L’action est notée."))
        return redirect("activation:trajectory", trajectory_id=trajectory.pk)
    context = {"trajectory": trajectory, "person": trajectory.person, "form": form}
    return render(request, "activation/action.html", context, status=400 if form.errors else 200)


@page("centre", who=may_accompany)
@require_POST
def settle(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """Done, left aside, or still to do."""
    action = _action(request, action_id)
    form = SettleForm(request.POST)
    if form.is_valid():
        state = ActionState(form.cleaned_data["state"])
        services.settle(actor=request.member, action=action, state=state, on=today(request))  # type: ignore[attr-defined]
        messages.success(request, _("C’est noté."))
    return redirect("activation:trajectory", trajectory_id=action.trajectory_id)


@page("centre", who=may_decide)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """Why an action counts as it does; a person may decide otherwise, and says why."""
    action = _action(request, action_id)
    form = DecideForm(request.POST or None)

    def do() -> None:
        services.decide(actor=request.member, subject=action, at=timezone.now(), **form.cleaned_data)  # type: ignore[attr-defined]

    if request.method == "POST" and form.is_valid() and tried(form, do):
        messages.success(request, _("La décision est gardée avec sa raison."))
        return redirect("activation:trajectory", trajectory_id=action.trajectory_id)
    history = action.classifications.select_related("author").order_by("-at", "-id")
    context = {
        "person": action.trajectory.person,
        "trajectory": action.trajectory,
        "name": action.text,
        "form": form,
        **classified(action, history),
    }
    return render(request, "activation/decide_action.html", context, status=400 if form.errors else 200)


def _action(request: HttpRequest, action_id: UUID) -> Action:
    rows = Action.objects.select_related("trajectory__person__responsible")
    action = get_object_or_404(rows, pk=action_id)
    enter_file(request, action.trajectory.person, "activation.read")
    return action
