"""Signed papers: the code on the sheet says which text it is."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.domain.piis import services
from jalon.domain.piis.models import PiisVersion
from jalon.domain.piis.permissions import may_record_signature
from jalon.domain.piis.queries import signing_parties
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.piis.forms.acts import iso
from jalon.web.piis.forms.signing import ScanForm
from jalon.web.piis.opening import open_version
from jalon.web.ui.sent import form_key, show_refusal


def _who(actor: Any) -> bool:
    return may_record_signature(actor, None)


@page("centre", who=_who)
@require_http_methods(["GET", "POST"])
def file_paper(request: HttpRequest) -> HttpResponse:
    """Any signed paper of the centre: it finds its own place."""
    return _file(request, None, [])


@page("centre", who=_who)
@require_http_methods(["GET", "POST"])
def file_for_version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """The signed paper of this very version; another one is refused."""
    version = open_version(request, version_id)
    thirds = [(str(one.third_party.pk), one.name) for one in signing_parties(version) if one.third_party]
    return _file(request, version, thirds)


def _file(request: HttpRequest, version: PiisVersion | None, thirds: list[tuple[str, str]]) -> HttpResponse:
    form = ScanForm(
        request.POST or None,
        request.FILES or None,
        thirds=thirds,
        initial={"signed_on": iso(today(request)), "sides": ["person", "centre"]},
    )
    if form.is_valid():
        try:
            filed = _filed(request, form, version)
        except NotAllowed:
            raise
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Le papier est classé et les signatures sont enregistrées."))
            return redirect("piis:show", filed.version.piis_id)
    context = {"form": form, "version": version}
    if version:
        context |= {"person": version.piis.person, "piis": version.piis}
    return render(request, "piis/scan.html", context, status=422 if form.is_bound else 200)


def _filed(request: HttpRequest, form: ScanForm, version: PiisVersion | None) -> services.Filed:
    data = form.cleaned_data
    return services.file_scan(
        actor=request.member,  # type: ignore[attr-defined]
        upload=data["upload"].read(),
        at=timezone.now(),
        signed_on=data["signed_on"],
        sides=tuple(data["sides"]),
        third_parties=tuple(UUID(one) for one in data.get("third_parties", ())),
        version=version,
        key=form_key(request),
    )
