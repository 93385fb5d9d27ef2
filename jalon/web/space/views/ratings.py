"""How I am doing: the questions that wait for me, answered alone; and my own way so far."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.core.errors import Conflict, DomainError, InvalidInput
from jalon.domain.instruments.models import Measurement
from jalon.domain.instruments.shipped import BILAN
from jalon.domain.space import bilans, services
from jalon.domain.space import ratings as mine
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.space import my_bilan, my_way, says
from jalon.web.space.rating_form import PartForm
from jalon.web.space.views.inside import shown_inside
from jalon.web.ui import autosave

SESSION_WHOLE = "jalon_own_whole"  # all the questions on one page


@page("person")
@require_safe
def ratings(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, my bilans to read, and the line of my own way with its table."""
    person_id, on = request.person_access.person_id, today(request)  # type: ignore[attr-defined]
    waiting = [_asked(row) for row in mine.to_answer(person_id)]
    ways = [my_way.told(way) for way in mine.my_ways(person_id, on)]
    talks = [(one.pk, my_bilan.title(one)) for one in bilans.bilans(person_id)]
    return shown_inside(request, "space/ratings.html", {"waiting": waiting, "ways": ways, "talks": talks})


def _asked(row: Measurement) -> dict[str, Any]:
    definition = row.instrument.read
    return {
        "id": row.pk,
        "name": definition.name.say(says.instrument_language(definition)),
        "about": says.recall(definition),
        "before_talk": row.instrument.code == BILAN,
        "number": len(definition.items),
        "begun": row.saved_at is not None,
        "day": says.day(row.held_on),
    }


@page("person")
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, measurement_id: UUID) -> HttpResponse:
    """One part of the questions a page, or all of them on one, as chosen for this stay (`?part=all`).

    Going on keeps the answers; with a script the page keeps them by itself.
    """
    access = request.person_access  # type: ignore[attr-defined]
    row = mine.one_to_answer(access.person_id, measurement_id)
    if row is None:
        return redirect("space:ratings")
    part = _part(request, row)
    _remember(request, part)
    form = PartForm(request.POST if request.method == "POST" else None, row=row, part=part)
    quiet = request.method == "POST" and autosave.asked(request)
    refusal = None
    if request.method == "POST":
        refusal, kept = _keep(request, form, measurement_id)
        if quiet:
            return _quietly(form, refusal, kept)
        if kept is not None:
            return redirect(_after(request, form, measurement_id))
        if refusal is None and not form.errors:
            return redirect("space:ratings")
    facts = {
        "row": row,
        "form": form,
        "refusal": refusal,
        "revision": _fresh(refusal, row).revision if form.is_bound else row.revision,
        "name": row.instrument.read.name.say(form.language),
        "asked_part": part or "all",
        "recall": says.recall(row.instrument.read),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return shown_inside(request, "space/answer.html", facts, status=status)


def _part(request: HttpRequest, row: Measurement) -> int:
    """Which part of the questions: the one asked for, else the first not wholly answered. 0: all on one page."""
    asked = request.GET.get("part", "")
    axes = row.instrument.read.axes
    if asked == "all":
        return 0
    if asked.isascii() and asked.isdigit() and len(asked) < 4 and 1 <= int(asked) <= len(axes):
        return int(asked)
    if request.session.get(SESSION_WHOLE):
        return 0
    open_ones = (
        n
        for n, axis in enumerate(axes, start=1)
        if any(item.code not in row.answers and item.code not in row.words for item in axis.items)
    )
    return next(open_ones, 1)


def _remember(request: HttpRequest, part: int) -> None:
    """One page or several: the choice holds for this stay, whatever is answered next."""
    if "part" in request.GET and bool(request.session.get(SESSION_WHOLE)) != (part == 0):
        request.session[SESSION_WHOLE] = part == 0


def _keep(request: HttpRequest, form: PartForm, measurement_id: UUID) -> tuple[DomainError | None, Measurement | None]:
    if not form.is_valid():
        return None, None
    try:
        kept = services.keep_answers(
            access=request.person_access,  # type: ignore[attr-defined]
            measurement_id=measurement_id,
            answers=form.answers,
            comment=form.cleaned_data.get("comment"),
            words=form.words,
            revision=_revision(request),
            at=timezone.now(),
        )
    except (Conflict, InvalidInput) as refusal:
        return refusal, None
    return None, kept


def _quietly(form: PartForm, refusal: DomainError | None, kept: Measurement | None) -> HttpResponse:
    if kept is not None:
        return autosave.saved(at=kept.saved_at or timezone.now(), version=kept.revision)
    return autosave.refused(form.errors) if form.errors or refusal is None else autosave.conflict()


def _after(request: HttpRequest, form: PartForm, measurement_id: UUID) -> str:
    """The part before or after, or all of it to read again."""
    if "back" in request.POST:
        return my_way.address(measurement_id, max(form.part - 1, 1))
    return my_way.address(measurement_id, form.part + 1 if 0 < form.part < form.total else 0)


def _fresh(refusal: DomainError | None, row: Measurement) -> Any:
    """The row as it stands when somebody else wrote: the next sending is then theirs to decide."""
    theirs = getattr(refusal.__cause__, "theirs", None) if refusal else None
    return theirs if isinstance(theirs, Measurement) else row


def _revision(request: HttpRequest) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else 0


@page("person")
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, measurement_id: UUID) -> HttpResponse:
    """All my answers, to read again; then they are final."""
    access, refusal = request.person_access, None  # type: ignore[attr-defined]
    row = mine.one_to_answer(access.person_id, measurement_id)
    if row is None:
        return redirect("space:ratings")
    if request.method == "POST":
        facts = {"measurement_id": measurement_id, "revision": _revision(request), "at": timezone.now()}
        try:
            services.finish_answers(access=access, **facts)
        except (Conflict, InvalidInput) as refused:
            refusal = refused
        else:
            return redirect("space:ratings")
    whole = bool(request.session.get(SESSION_WHOLE))
    shown = {
        "row": row,
        "refusal": refusal,
        "parts": my_way.answers_of(row, whole=whole),
        "missing": _missing(row),
    }
    return shown_inside(request, "space/answer_check.html", shown, status=refusal.status if refusal else 200)


def _missing(row: Measurement) -> str:
    count = len(row.instrument.read.items) - len(row.answers)
    return _("Questions sans réponse : %(n)s. C’est permis.") % {"n": count} if count else ""
