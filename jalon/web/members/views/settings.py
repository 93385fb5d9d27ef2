"""How the centre presents itself."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jalon.domain.accounts import centre_settings
from jalon.domain.accounts.permissions import is_member, manages_settings
from jalon.domain.centres.appearance import READABLE, contrast_on_white, read_colour, readable_colour
from jalon.domain.centres.models import CentreSettings
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.members.forms import LogoForm, SettingsForm
from jalon.web.ui.sent import show_refusal


@page("centre", who=manages_settings)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Address, language, court, colour and logo."""
    settings = CentreSettings.of_current_centre()
    form = SettingsForm(request.POST or None, initial=SettingsForm.facts(settings))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                centre_settings.change_settings(actor=request.member, **form.cleaned_data, on=today(request))  # type: ignore[attr-defined]
        except Conflict as conflict:
            theirs: CentreSettings = conflict.theirs  # type: ignore[assignment]
            form.data = {**form.data.dict(), "revision": theirs.revision}
            form.theirs = [  # type: ignore[attr-defined]
                (form.fields[name].label, value)
                for name, value in SettingsForm.facts(theirs).items()
                if name != "revision" and str(value) != str(form.cleaned_data[name])
            ]
            show_refusal(form, conflict)
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Les réglages sont enregistrés."))
            return redirect("members:settings")
    facts = {
        "form": form,
        "logo_form": LogoForm(),
        "has_logo": settings.logo is not None,
        "contrast": _contrast(form["colour"].value() or settings.colour),
    }
    return render(request, "members/settings.html", facts)


def _contrast(typed: str) -> dict[str, object] | None:
    """How well a colour is read on white, and what would do."""
    try:
        colour = read_colour(typed)
    except InvalidInput:
        return None
    ratio = contrast_on_white(colour)
    return {"colour": colour, "ratio": ratio, "good": ratio >= READABLE, "better": readable_colour(colour)}


@page("centre", who=manages_settings)
@require_GET
def colour(request: HttpRequest) -> HttpResponse:
    """The contrast of a colour while it is being chosen."""
    return render(request, "members/_contrast.html", {"contrast": _contrast(request.GET.get("colour", ""))})


@page("centre", who=is_member)
@require_GET
def logo(request: HttpRequest) -> HttpResponse:
    """The picture itself: a PNG of our own making."""
    settings = CentreSettings.objects.first()
    if settings is None or settings.logo is None:
        raise Http404
    return HttpResponse(bytes(settings.logo), content_type="image/png")


@page("centre", who=manages_settings)
@require_POST
def change_logo(request: HttpRequest) -> HttpResponse:
    """Another logo, or none."""
    actor, on = request.member, today(request)  # type: ignore[attr-defined]
    if "remove" in request.POST:
        centre_settings.change_logo(actor=actor, content=None, on=on)
        messages.success(request, _("Le logo est retiré."))
        return redirect("members:settings")
    form = LogoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            with transaction.atomic():
                centre_settings.change_logo(actor=actor, content=form.cleaned_data["logo"], on=on)
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Le logo est enregistré."))
            return redirect("members:settings")
    settings = CentreSettings.of_current_centre()
    facts = {
        "form": SettingsForm(initial=SettingsForm.facts(settings)),
        "logo_form": form,
        "has_logo": settings.logo is not None,
        "contrast": _contrast(settings.colour),
    }
    return render(request, "members/settings.html", facts)
