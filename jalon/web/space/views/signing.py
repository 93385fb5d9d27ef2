"""The person signs on their own telephone: the secret code they choose, and the text they sign with it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from jalon.domain.core.errors import DomainError, InvalidInput
from jalon.domain.space import codes, queries, services
from jalon.domain.space.project import my_project
from jalon.domain.space.texts import Text, text
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.space import changes, says
from jalon.web.space.forms import OwnSignatureForm, SecretForm
from jalon.web.space.views.inside import shown_inside


@page("person")
@sensitive_post_parameters("secret", "again")
@require_http_methods(["GET", "POST"])
def way(request: HttpRequest) -> HttpResponse:
    """My secret code: choose it, have it confirmed, know what became of it."""
    access, at = request.person_access, timezone.now()  # type: ignore[attr-defined]
    form = SecretForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.choose(access=access, secret=form.cleaned_data["secret"], at=at, on=today(request))
        except InvalidInput as refusal:
            form.add_error("secret", str(refusal))
        else:
            return redirect("space:way")
    mine = queries.open_way(access.person_id)
    fates = queries.fates_of(access.person_id)
    facts = {
        "form": form,
        "way": mine,
        "since": says.day(mine.set_on) if mine else "",
        "figures": _figures(mine.pk, at) if mine and not mine.confirmed else "",
        "fates": [(says.moment(one["at"]), says.FATES[one["act"]], one["by__name"]) for one in fates],
    }
    return shown_inside(request, "space/way.html", facts)


def _figures(way_id: UUID, at: Any) -> str:
    figures = codes.shown(way_id, at)
    return f"{figures[:3]} {figures[3:]}"


@page("person")
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take the code away, for good: somebody else knows it, or the person wants to sign at the centre only."""
    access = request.person_access  # type: ignore[attr-defined]
    if request.method == "POST":
        services.withdraw(access=access, at=timezone.now(), on=today(request))
        return redirect("space:way")
    return shown_inside(request, "space/way_withdraw.html")


@page("person")
@sensitive_post_parameters("secret")
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """The exact text, and the place to sign it; or why it cannot be signed here and now."""
    access, on = request.person_access, today(request)  # type: ignore[attr-defined]
    found = text(version_id)
    if found is None:
        raise Http404
    if found.signed_by_person_on:
        return _signing(request, found, None)
    form = OwnSignatureForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        refusal = _signed(request, found, form)
        if refusal is None and not form.errors:
            return redirect("space:sign", version_id)
    mine = queries.open_way(access.person_id)
    ready = mine is not None and mine.confirmed and found.is_ripe(on)
    return _signing(request, found, form if ready else None, refusal)


def _signed(request: HttpRequest, found: Text, form: OwnSignatureForm) -> DomainError | None:
    """Sign; a wrong code is said on the form and stays counted."""
    tried = services.sign(
        access=request.person_access,  # type: ignore[attr-defined]
        version_id=found.id,
        shown_hash=request.POST.get("shown_hash", ""),
        secret=form.cleaned_data["secret"],
        at=timezone.now(),
    )
    if tried is None:
        raise Http404
    if tried.is_right:
        return None
    if not tried.left:
        return services.no_way()
    left = _("Essais qui restent : %(n)s.") % {"n": tried.left}
    form.add_error("secret", f"{_('Ce n’est pas votre code secret. Rien n’est signé.')} {left}")
    return None


def _signing(
    request: HttpRequest, found: Text, form: OwnSignatureForm | None, refusal: DomainError | None = None
) -> HttpResponse:
    access, on = request.person_access, today(request)  # type: ignore[attr-defined]
    project = None if found.is_amendment else my_project(access.person_id, on)
    whole = project if project and project.id == found.piis_id else None
    facts = {
        "text": found,
        "form": form,
        "refusal": refusal,
        "from_day": says.day(found.may_sign_from),
        "signed_day": says.day(found.signed_by_person_on) if found.signed_by_person_on else "",
        "early": found.waits and on < found.may_sign_from,
        "way": queries.open_way(access.person_id),
        "project": whole,
        "change": changes.told(found.change) if found.change and (found.waits or found.signed_by_person_on) else None,
        "period": says.period(whole) if whole else "",
        **(says.sides(whole) if whole else {}),
    }
    status = refusal.status if refusal else 422 if form and form.errors else 200
    return shown_inside(request, "space/sign.html", facts, status=status)
