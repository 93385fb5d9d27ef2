"""The centre's modules: what they are, and what they count as. No page here names a person."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.activation import services
from jalon.domain.activation.models import Module
from jalon.domain.activation.permissions import may_accompany, may_decide, may_read
from jalon.domain.core.errors import Conflict
from jalon.web.access.gate import page
from jalon.web.activation.forms import DecideForm, ModuleForm
from jalon.web.activation.places import rooms
from jalon.web.activation.shown import badge_of, classified
from jalon.web.activation.views.around import tried


@page("centre", who=may_read)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every module, the latest first, with what it counts as."""
    modules = list(Module.objects.annotate(people=Count("participations")).order_by("-starts_on", "name", "id"))
    for one in modules:
        one.badge = badge_of(one.counts)
    may_write = may_accompany(request.member)  # type: ignore[attr-defined]
    context = {"modules": modules, "may_write": may_write, "tabs": rooms(request, "modules")}
    return render(request, "activation/modules.html", context)


@page("centre", who=may_read)
@require_safe
def show(request: HttpRequest, module_id: UUID) -> HttpResponse:
    """One module: why it counts as it does, who decided, how many take part."""
    module = get_object_or_404(Module, pk=module_id)
    context = {
        "module": module,
        "people": module.participations.count(),
        "may_write": may_accompany(request.member, module),  # type: ignore[attr-defined]
        **_history(module),
    }
    return render(request, "activation/module.html", context)


@page("centre", who=may_accompany)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add a module."""
    return _form(request, None)


@page("centre", who=may_accompany)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, module_id: UUID) -> HttpResponse:
    """Write a module anew."""
    return _form(request, get_object_or_404(Module, pk=module_id))


def _form(request: HttpRequest, module: Module | None) -> HttpResponse:
    form, kept, theirs = ModuleForm(request.POST or None, initial=_initial(module)), [], None

    def do() -> None:
        revision = form.cleaned_data["version"] or 0
        told = {"facts": form.facts(), "module": module, "revision": revision, "at": timezone.now()}
        kept.append(services.save_module(actor=request.member, **told))  # type: ignore[attr-defined]

    if request.method == "POST" and form.is_valid():
        try:
            if tried(form, do):
                messages.success(request, _("Le module est enregistré."))
                return redirect("activation:module", module_id=kept[0].pk)
        except Conflict as conflict:
            theirs = conflict.theirs
    context = {"form": form, "module": module, "theirs": theirs}
    return render(request, "activation/module_form.html", context, status=400 if form.errors else 200)


def _initial(module: Module | None) -> dict[str, object]:
    if module is None:
        return {"trade": "unknown", "before_job": "unknown", "unready": "unknown"}
    names = ("name", "organiser", "starts_on", "ends_on", "about", "activity")
    asked = {name: _told(getattr(module, name)) for name in ("trade", "before_job", "unready")}
    return {**{name: getattr(module, name) for name in names}, **asked, "version": module.revision}


def _told(answer: bool | None) -> str:
    return "unknown" if answer is None else str(answer).lower()


@page("centre", who=may_decide)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, module_id: UUID) -> HttpResponse:
    """A person says what a module counts as, and why."""
    module = get_object_or_404(Module, pk=module_id)
    form = DecideForm(request.POST or None)

    def do() -> None:
        services.decide(actor=request.member, subject=module, at=timezone.now(), **form.cleaned_data)  # type: ignore[attr-defined]

    if request.method == "POST" and form.is_valid() and tried(form, do):
        messages.success(request, _("La décision est gardée avec sa raison."))
        return redirect("activation:module", module_id=module.pk)
    context = {"module": module, "name": module.name, "form": form, **_history(module)}
    return render(request, "activation/decide_module.html", context, status=400 if form.errors else 200)


def _history(module: Module) -> dict[str, object]:
    return classified(module, module.classifications.select_related("author").order_by("-at", "-id"))
