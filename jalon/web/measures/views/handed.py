"""The device in the person's hands: only their own questions, nothing else of the centre can be reached.

Handing over signs the worker out on this device. What remains in the session is which measurement may be answered,
until when; the worker signs in again to go on. So nothing has to be trusted but what is left out.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import is_social_staff
from jalon.domain.core.context import centre_context, sign_in_context
from jalon.domain.core.errors import Conflict, InvalidInput
from jalon.domain.instruments import measuring
from jalon.domain.instruments.enums import Rater
from jalon.domain.instruments.measuring import ThePerson
from jalon.domain.instruments.models import Measurement
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.measures.filling import Filling, revision_of
from jalon.web.measures.opened import around, open_measurement, title_of, url_of
from jalon.web.measures.showing import one_side, unanswered

SESSION = "jalon_handed"  # {"centre", "member", "measurement", "until"}
HOURS = 2
SITE_LANGUAGES = ("fr", "nl")


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def hand(request: HttpRequest, person_id: UUID, measurement_id: UUID) -> HttpResponse:
    """Say what will happen, then sign out here and leave the person's questions on the screen."""
    row = open_measurement(request, person_id, measurement_id)
    if row.is_finished or row.rater != Rater.PERSON:
        return redirect(url_of(row, "sitting"))
    if request.method == "POST":
        member = request.member  # type: ignore[attr-defined]
        measuring.hand_over(actor=member, measurement=row, on=today(request))
        until = timezone.now() + timedelta(hours=HOURS)
        with sign_in_context(member.user_id):  # the table of sessions is not the centre's
            logout(request)  # another session: what still runs in the old one brings no right back to this device
        request.session[SESSION] = {
            "centre": str(member.centre_id), "member": str(member.pk), "measurement": str(row.pk),
            "until": until.isoformat(),
        }  # fmt: skip
        return redirect("measures:handed")
    title = _("Passer l’appareil")
    context = around(
        row, (title, ""), lede=_("La personne répond seule ; vous ne voyez pas ses réponses avant d’avoir noté."),
        act=_("Passer l’appareil maintenant"), form=Form(), cancel_url=url_of(row, "sitting"),
        consequences=[
            _("Vous êtes déconnecté sur cet appareil : rien d’autre n’y est accessible."),
            _("Les questions de la personne s’affichent, dans sa langue si l’instrument l’a."),
            _("Ensuite, connectez-vous de nouveau pour continuer. Sans réponse, la page se ferme après deux heures."),
        ],
    )  # fmt: skip
    return render(request, "ui/confirm.html", {**context, "title": title})


@dataclass
class Held:
    """What the device may answer, and on whose behalf it was lent."""

    row: Measurement
    actor: ThePerson


@contextmanager
def _held(request: HttpRequest) -> Iterator[Held | None]:
    """Inside the centre that lent the device; None when nothing may be answered any more."""
    kept: dict[str, Any] = request.session.get(SESSION) or {}
    # Whoever signs in has the device back: the person's answers are no longer theirs to open or to give.
    if not kept or request.user.is_authenticated or timezone.now() > datetime.fromisoformat(kept["until"]):
        yield None
        return
    with centre_context(UUID(kept["centre"]), member_id=UUID(kept["member"])):
        member = Membership.objects.select_related("centre").filter(pk=kept["member"]).first()
        rows = Measurement.objects.select_related("person", "instrument", "centre")
        row = rows.filter(pk=kept["measurement"], rater=Rater.PERSON).first()
        if row is None or row.is_finished or member is None or not member.works_on(today(request)):
            yield None
            return
        language = row.person.language if row.person.language in SITE_LANGUAGES else request.LANGUAGE_CODE
        with override(language):
            yield Held(row, ThePerson(row.person, lent_by=member))


def _over(request: HttpRequest) -> HttpResponse:
    request.session.pop(SESSION, None)
    return redirect("measures:handed_done")


@page("public")
@never_cache
@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest) -> HttpResponse:
    """The person's questions."""
    with _held(request) as held:
        if held is None:
            return _over(request)
        filling = Filling(request, held.row, actor=held.actor)
        if request.method == "POST":
            if "X-Jalon-Autosave" in request.headers:
                return filling.keep_quietly()
            if filling.kept():
                return redirect("measures:handed_finish")
        context = {**filling.context, "title": title_of(held.row), "row": held.row}
        return render(request, "measures/handed.html", context, status=filling.status)


@page("public")
@never_cache
@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest) -> HttpResponse:
    """The answers once more, and the person's own yes."""
    with _held(request) as held:
        if held is None:
            return _over(request)
        refusal = None
        if request.method == "POST":
            try:
                facts = {"revision": revision_of(request), "at": timezone.now()}
                measuring.finish(actor=held.actor, measurement=held.row, **facts)
                return _over(request)
            except (Conflict, InvalidInput) as refused:
                refusal = refused
        language = Filling(request, held.row, actor=held.actor).language
        context = {
            "row": held.row, "title": title_of(held.row), "refusal": refusal,
            "parts": one_side(held.row, language), "missing": unanswered(held.row),
        }  # fmt: skip
        return render(request, "measures/handed_finish.html", context, status=refusal.status if refusal else 200)


@page("public")
@never_cache
@require_GET
def done(request: HttpRequest) -> HttpResponse:
    """Thanks; the device goes back."""
    list(messages.get_messages(request))
    return render(request, "measures/handed_done.html")
