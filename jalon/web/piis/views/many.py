"""Several projects in one go, ticked on the day's list: their appointments, their papers to sign."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from jalon.domain.accounts.centre_law import next_working_day
from jalon.domain.accounts.permissions import is_social_staff
from jalon.domain.core.errors import DomainError
from jalon.domain.documents.rendering.bind import bound
from jalon.domain.people.permissions import opens_freely
from jalon.domain.piis import services
from jalon.domain.piis.models import Evaluation, Piis
from jalon.domain.piis.queries import current_version
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.people.opening import enter_file
from jalon.web.piis.forms.acts import SlotForm
from jalon.web.ui.sent import show_refusal, uuids

MOST = 25  # projects in one go: a page of the day's list
AHEAD = timedelta(days=7)  # the person must have time to know of it
FIRST, EACH = time(9), timedelta(minutes=45)


@dataclass(frozen=True)
class Slot:
    """A project and the form of its appointment."""

    piis: Piis
    form: SlotForm
    planned: Evaluation | None


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def appointments(request: HttpRequest) -> HttpResponse:
    """An appointment for each, one after the other on a working day; every day and hour can be changed."""
    slots = _slots(request, _ticked(request, Piis.objects.running(today(request))))
    if request.method == "POST" and slots and all([one.form.is_valid() for one in slots]):
        done = [_planned(request, one) for one in slots]
        if any(done):
            said = ngettext("%(n)d rendez-vous est noté.", "%(n)d rendez-vous sont notés.", sum(done))
            messages.success(request, said % {"n": sum(done)})
        if all(done):
            return redirect("day:home")
    wrong = any(one.form.errors for one in slots)
    return render(request, "piis/appointments.html", {"slots": slots}, status=422 if wrong else 200)


def _slots(request: HttpRequest, projects: list[Piis]) -> list[Slot]:
    data = request.POST if request.method == "POST" else None
    planned = {one.piis_id: one for one in Evaluation.objects.planned().filter(piis__in=projects)}
    moment = datetime.combine(next_working_day(today(request) + AHEAD), FIRST)
    slots = []
    for number, piis in enumerate(projects):
        proposed = moment + number % 10 * EACH
        first = {"day": proposed.date().isoformat(), "hour": proposed.strftime("%H:%M"), "in_person": True}
        form = SlotForm(data, prefix=f"s_{piis.pk.hex}", initial=first)
        slots.append(Slot(piis, form, planned.get(piis.pk)))
    return slots


def _planned(request: HttpRequest, slot: Slot) -> bool:
    data = slot.form.cleaned_data
    moment = timezone.make_aware(datetime.combine(data["day"], data["hour"]))
    facts = {"place": data["place"], "in_person": data["in_person"], "planned_for": moment, "at": timezone.now()}
    try:
        services.plan_evaluation(actor=request.member, piis=slot.piis, **facts)  # type: ignore[attr-defined]
    except DomainError as refusal:
        refusal.field = {"planned_for": "day"}.get(refusal.field or "", refusal.field)
        show_refusal(slot.form, refusal)
        return False
    return True


@page("centre", who=is_social_staff)
@require_GET
def papers(request: HttpRequest) -> HttpResponse:
    """The texts that wait for signatures, in one PDF to print on both sides: each begins on a new sheet."""
    projects = _ticked(request, Piis.objects.waiting_for_signature())
    found = [version for one in projects if (version := current_version(one))]
    if not found:
        messages.info(request, _("Aucun des projets cochés n’a de texte à signer."))
        return redirect("day:home")
    answer = HttpResponse(bound(bytes(one.document.content) for one in found), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="a-signer.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


def _ticked(request: HttpRequest, rows: Iterable[Piis]) -> list[Piis]:
    """The ticked projects, each file entered. Those whose opening asks a reason are opened one by one, and named."""
    sent = request.POST if request.method == "POST" else request.GET
    ids = uuids(sent.getlist("piis")[:MOST])
    on, member, kept, left = today(request), request.member, [], []  # type: ignore[attr-defined]
    found = rows.filter(pk__in=ids).select_related("person__responsible", "responsible")  # type: ignore[attr-defined]
    for piis in found.order_by("next_evaluation_on", "id"):
        if opens_freely(member, piis.person, on=on):
            enter_file(request, piis.person)
            kept.append(piis)
        else:
            left.append(piis.person.file_number)
    if left:
        said = _("Pas dans vos dossiers, à ouvrir un par un en disant pourquoi : %(numbers)s.")
        messages.warning(request, said % {"numbers": ", ".join(left)})
    return kept
