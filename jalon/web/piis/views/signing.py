"""Signing at the desk: the exact frozen text, and a place for each party."""

from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.domain.piis import services
from jalon.domain.piis.content import Difference
from jalon.domain.piis.enums import AmendmentState, Side
from jalon.domain.piis.models import PiisEvent, PiisVersion
from jalon.domain.piis.permissions import may_record_signature, may_sign_for_centre
from jalon.domain.piis.queries import Party, amendment_in_progress, current_version, signing_parties
from jalon.domain.piis.transitions import SIGNS
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.piis.differences import as_changes
from jalon.web.piis.forms.signing import SignForm
from jalon.web.piis.opening import open_piis, open_version
from jalon.web.ui.people import long_day
from jalon.web.ui.sent import form_key


def _who(actor: Any) -> bool:
    return may_record_signature(actor, None)


@page("centre", who=_who)
@require_GET
def current(request: HttpRequest, piis_id: UUID) -> HttpResponse:
    """The version that waits for signatures now; the project when there is none."""
    piis = open_piis(request, piis_id)
    amendment = amendment_in_progress(piis)
    signing = amendment and amendment.state == AmendmentState.HANDED_OVER
    version = current_version(piis, amendment) if signing else current_version(piis)
    return redirect("piis:sign", version.pk) if version else redirect("piis:show", piis.pk)


@page("centre", who=_who)
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Show the text, take the signatures. An old version shows where the current one is."""
    version = open_version(request, version_id)
    forms = _forms(request, version)
    if request.method == "POST" and all([form.is_valid() for form in forms]) and _signed(request, version, forms):
        return redirect("piis:show", version.piis_id)
    newer = _newer(version)
    return _page(request, version, [] if newer is not None or not version.must_sign else forms, newer)


def _forms(request: HttpRequest, version: PiisVersion) -> list[SignForm]:
    member, data = request.member, request.POST if request.method == "POST" else None  # type: ignore[attr-defined]
    on = today(request)
    own = {"name": member.name, "capacity": _role(member)}
    represents = may_sign_for_centre(member, version.piis, on=on)
    return [
        SignForm(party, data, initial=own if party.side == Side.CENTRE else {})
        for party in signing_parties(version)
        if not party.has_signed
        and (represents or party.side != Side.CENTRE)
        and (data is not None or not _too_early(version, party, on))
    ]


def _role(member: Any) -> str:
    return str(member.get_role_display())


def _too_early(version: PiisVersion, party: Party, on: Any) -> bool:
    return party.side == Side.PERSON and on < version.may_sign_from


def _signed(request: HttpRequest, version: PiisVersion, forms: list[SignForm]) -> bool:
    """All the signatures of this form, or none. A form sent twice signs once."""
    key, used = form_key(request), [form for form in forms if form.is_used]
    if not used and _already(key, version):
        return True
    if not used and forms:
        forms[0].add_error(None, _("Personne n’a encore signé : tracez une signature ou tapez un nom."))
    form = None
    try:
        with transaction.atomic():
            for form in used:
                services.sign(
                    actor=request.member,  # type: ignore[attr-defined]
                    version=version,
                    shown_hash=request.POST.get("shown_hash", ""),
                    side=form.party.side,
                    third_party=form.party.third_party,
                    at=timezone.now(),
                    key=uuid5(key, str(form.prefix)) if key else None,
                    **form.signature(),
                )
    except NotAllowed:
        raise
    except DomainError as refusal:
        field = {"picture": "drawn"}.get(refusal.field or "", refusal.field)
        if form is not None:
            form.add_error(field if field in form.fields else None, str(refusal))
        return False
    if used:
        messages.success(request, _("Signé par %(names)s.") % {"names": ", ".join(f.party.name for f in used)})
    return bool(used)


def _already(key: UUID | None, version: PiisVersion) -> bool:
    """Whether this very form already signed for somebody."""
    keys = [uuid5(key, SignForm.name_of(party)) for party in signing_parties(version)] if key else []
    return PiisEvent.objects.filter(piis_id=version.piis_id, key__in=keys).exists()


def _newer(version: PiisVersion) -> Any:
    """None when this version can be signed; otherwise the one that can, or False when there is none."""
    now = current_version(version.piis, version.amendment)
    if now and now.pk == version.pk:
        return None if version.must_sign and any(not one.has_signed for one in signing_parties(version)) else False
    return now or False


def _page(request: HttpRequest, version: PiisVersion, forms: list[SignForm], newer: Any) -> HttpResponse:
    data, on = version.data, today(request)
    parties = signing_parties(version)
    waiting = [party for party in parties if not party.has_signed]
    here = {form.party.side for form in forms}
    context = {
        "person": version.piis.person,
        "piis": version.piis,
        "version": version,
        "text": data,
        "changes": as_changes(Difference(**one) for one in data["amendment"]["changes"]) if data["amendment"] else None,
        "signed": [party for party in parties if party.has_signed],
        "early": [party for party in waiting if _too_early(version, party, on)],
        "elsewhere": newer is None and Side.CENTRE not in here and any(one.side == Side.CENTRE for one in waiting),
        "forms": forms,
        "newer": newer,
        "consequences": _consequences(version, waiting),
    }
    errors = any(form.is_bound and form.errors for form in forms)
    return render(request, "piis/sign.html", context, status=409 if newer is not None else 422 if errors else 200)


def _consequences(version: PiisVersion, waiting: list[Party]) -> list[str]:
    """What a signature causes, who is still waited for, and what the last one will bring: never before it is so."""
    if version.amendment:
        day = long_day(version.amendment.effective_on)
        then = _(
            "Quand tous auront signé, l’avenant prend effet le %(day)s, ou le jour de la dernière signature si elle "
            "vient après."
        ) % {"day": day}
    else:
        then = _("Quand tous auront signé, le contrat est conclu et attend le Conseil.")
    names = ", ".join(party.name for party in waiting)
    still = [_("Doivent encore signer : %(names)s.") % {"names": names}] if len(waiting) > 1 else []
    return [str(SIGNS), *still, then]
