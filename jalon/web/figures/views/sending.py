"""What leaves my centre: exactly the bytes, who signed them off, and corrections."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.core.errors import InvalidInput, NotAllowed
from jalon.domain.figures.definitions import Figure, figure, national_figures
from jalon.domain.figures.models import Submission
from jalon.domain.figures.periods import name_of, recent
from jalon.domain.figures.permissions import may_read_figures, may_submit
from jalon.domain.figures.submissions import Change, cells_of, changes, digest, latest, prepared, sent, submit
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.figures.forms import SendForm
from jalon.web.ui.people import labelled, number
from jalon.web.ui.tables import Column, Table


@page("centre", who=may_read_figures)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The quarters that are over, and what was sent of each."""
    of = {}
    for one in sent():
        of.setdefault(one.quarter, one)
    codes = sorted({*recent(today(request)), *of}, reverse=True)
    return render(request, "figures/sent.html", {"quarters": [(code, name_of(code), of.get(code)) for code in codes]})


@page("centre", who=may_read_figures)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, quarter: str) -> HttpResponse:
    """The exact text that would leave, or left; president and secretary send it."""
    if request.method == "POST" and not may_submit(request.member):  # type: ignore[attr-defined]
        raise NotAllowed
    code, earlier = _known(quarter), latest(quarter)
    text = prepared(code, on=today(request))
    may_send = may_submit(request.member) and (earlier is None or earlier.content != text)  # type: ignore[attr-defined]
    form = SendForm(request.POST or None, correcting=earlier is not None, initial={"shown": digest(text)})
    if request.method == "POST" and form.is_valid():
        answer = _sent(request, code, form)
        if answer:
            return answer
    context = {
        "quarter": code,
        "name": name_of(code),
        "told": told(text),
        "text": text,
        "digest": digest(text),
        "earlier": Submission.objects.filter(quarter=code).select_related("submitted_by").order_by("-version"),
        "differences": _differences(changes(earlier.content, text)) if earlier else None,
        "form": form if may_send else None,
        "up_to_date": earlier is not None and earlier.content == text,
    }
    return render(request, "figures/sending.html", context)


def _sent(request: HttpRequest, code: str, form: SendForm) -> HttpResponse | None:
    told = form.cleaned_data
    try:
        submit(
            actor=request.member,  # type: ignore[attr-defined]
            code=code,
            shown=told["shown"],
            at=timezone.now(),
            reason=told.get("reason", ""),
        )
    except InvalidInput as refusal:
        form.add_error(refusal.field, str(refusal))
        return None
    messages.success(request, _("Les chiffres sont envoyés. Ce qui est parti se relit ici à tout moment."))
    return redirect("figures:sending", quarter=code)


@page("centre", who=may_read_figures)
@require_safe
def content(request: HttpRequest, quarter: str) -> HttpResponse:
    """The bytes of a version that was sent, or of what would be."""
    asked = request.GET.get("version", "")
    if not asked:
        text = prepared(_known(quarter), on=today(request))
    else:
        found = Submission.objects.filter(quarter=quarter, version=int(asked) if asked.isdecimal() else 0).first()
        if found is None:
            raise Http404
        text = found.content
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="jalon-{quarter}.json"'
    return answer


@dataclass(frozen=True)
class Told:
    """One number of a text that leaves, in words: its name, and a line for each of its parts that is not zero."""

    label: str
    number: int
    table: Table


def told(text: str) -> list[Told]:
    """What a text says, figure by figure."""
    cells = cells_of(text)
    return [Told(str(one.label), cells[(one.code, "", "")], _parts(one, cells)) for one in national_figures()]


def _parts(one: Figure, cells: Mapping[Any, int]) -> Table:
    columns = [Column(_("Selon"), heading=True), Column(_("Valeur")), Column(_("Nombre"), numeric=True)]
    rows = [
        (str(axis.label), str(label), number(cells[(one.code, axis.code, key)]))
        for axis in one.national_axes
        for key, label in axis.keys.items()
        if cells[(one.code, axis.code, key)]
    ]
    return Table(str(one.label), columns, rows, hide_caption=True)


def _known(code: str) -> str:
    from jalon.domain.figures.periods import quarter

    try:
        quarter(code)
    except InvalidInput as error:
        raise Http404 from error
    return code


def _differences(found: list[Change]) -> Table | None:
    if not found:
        return None
    columns = [
        Column(_("Chiffre"), heading=True),
        Column(_("Valeur")),
        Column(_("Envoyé"), numeric=True),
        Column(_("Compté maintenant"), numeric=True),
    ]
    return Table(_("Ce qui a changé depuis l’envoi"), columns, [_line(one) for one in found])


def _line(change: Change) -> tuple[str, ...]:
    code, axis, key = change.name
    one = figure(code)
    value = labelled(one.axis(axis).label, one.axis(axis).keys[key]) if axis else _("total")
    return str(one.label), value, number(change.before), number(change.after)
