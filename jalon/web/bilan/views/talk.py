"""The page of the talk, and the save that comes back from it: by its script at each pause, or by its button."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jalon.domain.accounts.permissions import is_member, is_social_staff
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.instruments import queries, services
from jalon.domain.instruments.apart import lend, sides
from jalon.domain.instruments.enums import Rater
from jalon.domain.instruments.merging import Change
from jalon.domain.instruments.models import Bilan, BilanEntry
from jalon.domain.instruments.permissions import may_discard_bilan, may_write_bilan
from jalon.domain.instruments.services import Saved
from jalon.web.access.gate import page
from jalon.web.bilan import posted, reading, sheet
from jalon.web.bilan.reading import named
from jalon.web.bilan.sides import apart_of, cards_of
from jalon.web.bilan.views.opened import around, open_bilan, url_of
from jalon.web.ui.people import clock

AUTOSAVE = "X-Jalon-Autosave"


@page("centre", who=is_member)
@require_GET
def show(request: HttpRequest, person_id: UUID, bilan_id: UUID) -> HttpResponse:
    """The page of the talk while it is in progress; afterwards, and for who only reads, the page to read."""
    bilan = open_bilan(request, person_id, bilan_id)
    if bilan.is_finished or not may_write_bilan(request.member, bilan):  # type: ignore[attr-defined]
        return render(request, "bilan/read.html", around(bilan, **reading.context(request.member, bilan)))
    return _talk(request, bilan, queries.entries_in_order(bilan))


@page("centre", who=is_social_staff)
@require_POST
def save(request: HttpRequest, person_id: UUID, bilan_id: UUID) -> HttpResponse:
    """Store what was written. A script is answered in JSON; a browser without script sees the page again."""
    bilan = open_bilan(request, person_id, bilan_id, verb=None)
    changes = posted.changes_from(request.POST, queries.instrument_of(bilan))
    together = posted.together_from(request.POST)
    writer, at = posted.writer_from(request.POST), timezone.now()
    quiet = AUTOSAVE in request.headers
    try:
        saved = services.save(
            actor=request.member, bilan=bilan, changes=changes, together=together, writer=writer, at=at
        )
    except TransitionRefused as refusal:
        if quiet:
            raise
        return _too_late(request, bilan, refusal, changes, together)
    if quiet:
        return JsonResponse(_answer(saved, clock(at)))
    if not saved.outcome.is_complete:
        return _again(request, saved, {**changes, **({"": together} if together else {})})
    messages.success(request, _("Enregistré à %(time)s") % {"time": clock(at)})
    then = request.POST.get("then", "")
    if then == "finish":
        return redirect(url_of(bilan, "finish"))
    if then == "levels" and (row := sides(bilan).get(Rater.WORKER)):
        return redirect("measures:finish", bilan.person_id, row.pk)
    return redirect(f"{url_of(bilan)}#{then}" if then in saved.entries else url_of(bilan))


def _talk(
    request: HttpRequest, bilan: Bilan, entries: list[BilanEntry], mine: sheet.Mine | None = None, status: int = 200
) -> HttpResponse:
    saved_at = max((entry.saved_at for entry in entries if entry.saved_at), default=None)
    apart = apart_of(bilan, entries)
    if apart:
        lend(apart.draft, entries)
    facts = {"last": queries.last_time(bilan), "mine": mine, "alone": cards_of(apart)}
    shown = sheet.build(bilan, entries, queries.instrument_of(bilan), **facts)
    context = around(bilan, apart=apart, sheet=shown, saved_at=saved_at, page_id=uuid4(), clashed=mine is not None)
    context["person_name"] = named(bilan)[Rater.PERSON]
    context["may_discard"] = may_discard_bilan(request.member, bilan)  # type: ignore[attr-defined]
    return render(request, "bilan/talk.html", context, status=status)


def _again(request: HttpRequest, saved: Saved, sent: Mapping[str, Change]) -> HttpResponse:
    """The page with both texts where two people wrote, and the reason where something could not be stored."""
    open_bilan(request, saved.bilan.person_id, saved.bilan.pk)  # the whole talk is shown again: it was read
    status = 409 if saved.outcome.clashes else 400
    return _talk(request, saved.bilan, list(saved.entries.values()), sheet.Mine.of(saved.outcome, sent), status)


def _too_late(
    request: HttpRequest, bilan: Bilan, refusal: TransitionRefused, changes: Mapping[str, Change],
    together: Change | None,
) -> HttpResponse:  # fmt: skip
    """Somebody finished the bilan meanwhile: what was being written is shown, to be copied."""
    lost = reading.sent_texts(bilan, changes, together)
    return render(request, "bilan/too_late.html", around(bilan, refusal=refusal, lost=lost), status=refusal.status)


def _answer(saved: Saved, time: str) -> dict[str, Any]:
    outcome = saved.outcome
    unsaved = [sheet.name_of(one.domain, one.field) for one in (*outcome.clashes, *outcome.refusals)]
    answer = {
        "version": saved.bilan.revision,
        "saved": time,
        "seen": [code for code, entry in saved.entries.items() if entry.is_seen],
        "skipped": [code for code, entry in saved.entries.items() if entry.is_skipped],
        "unsaved": unsaved,
        "clashes": [posted.answer_of(clash) for clash in outcome.clashes],
        "refusals": {sheet.name_of(no.domain, no.field): str(no.reason) for no in outcome.refusals},
    }
    if unsaved:
        answer["notice"] = _("Enregistré à %(time)s, sauf ce qui est signalé dans la page.") % {"time": time}
    return answer
