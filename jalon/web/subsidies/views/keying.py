"""The keys and series that a programme brings: read as two lists, entered one by one."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.core import reader
from jalon.domain.core.errors import DomainError
from jalon.domain.subsidies import keying
from jalon.domain.subsidies.keying import KeyRefused
from jalon.domain.subsidies.models import Programme
from jalon.domain.subsidies.permissions import manages_programmes, reads_programmes
from jalon.domain.subsidies.words import said
from jalon.law.subsidies import Key, Series
from jalon.web.access.gate import page
from jalon.web.subsidies.asking_forms import RevisionForm
from jalon.web.subsidies.entering import crumbs, tried, who
from jalon.web.subsidies.key_forms import UNITS, KeyForm, SeriesForm
from jalon.web.ui.acts import confirm


@page("federal", who=reads_programmes)
@require_safe
def overview(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """The keys and series of the programme's own, and those that come with Jalon."""
    one = get_object_or_404(Programme, pk=programme_id)
    decree = one.decree
    words, own = decree.words, {each.code for each in (*decree.keys, *decree.series)}
    used, held = keying.used_keys(one), keying.held_series(one)
    lines = {code: [said(each.title) for each in decree.lines if each.key == code] for code in words.keys}
    context = {
        "programme": one,
        "title": _("Clés et données"),
        "keys": [_row(each, said(each.about), each.code in used, lines[each.code]) for each in decree.keys],
        "series": [_row(each, _series_words(each), each.code in held, []) for each in decree.series],
        "shipped_keys": [(said(each.title), said(each.about)) for code, each in words.keys.items() if code not in own],
        "shipped_series": [
            (said(each.title), UNITS[each.unit]) for code, each in words.series.items() if code not in own
        ],
        "other_language": "fr" if reader.law_language() == "nl" else "nl",
        "may_write": manages_programmes(request.member),  # type: ignore[attr-defined]
        "breadcrumbs": _crumbs(one, ""),
    }
    return render(request, "subsidies/keys.html", context)


def _row(one: Key | Series, words: str, held: bool, lines: list[str]) -> dict[str, Any]:
    title = said(one.title)
    other = one.title.nl if title == one.title.fr else one.title.fr
    return {"code": one.code, "title": title, "other": other, "words": words, "held": held, "lines": lines}


def _series_words(one: Series) -> str:
    found = str(UNITS[one.unit])
    return f"{found} · {', '.join(one.heads)}" if one.heads else found


def _crumbs(one: Programme, here: str) -> list[tuple[str, str]]:
    return crumbs(one, _("Clés et données"), "programmes:keys", here)


@page("federal", who=manages_programmes)
@require_http_methods(["GET", "HEAD", "POST"])
def new_key(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Add a key."""
    one = get_object_or_404(Programme, pk=programme_id)
    return _key_page(request, one, None, _("Ajouter une clé"))


@page("federal", who=manages_programmes)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_key(request: HttpRequest, programme_id: UUID, own_key: str) -> HttpResponse:
    """Change a key that no decision used."""
    one = get_object_or_404(Programme, pk=programme_id)
    known = _known(one.decree.keys, own_key)
    return _key_page(request, one, known, said(known.title))


def _known(found: tuple[Any, ...], code: str) -> Any:
    for one in found:
        if one.code == code:
            return one
    raise Http404


def _key_page(request: HttpRequest, one: Programme, known: Key | None, title: str) -> HttpResponse:
    words = one.decree.words
    initial = {"revision": one.revision, "method": "proportional", **(KeyForm.initial_of(known) if known else {})}
    form = KeyForm(request.POST or None, initial=initial, words=words, before=known)
    if request.method == "POST" and form.is_valid():
        facts = {"programme": one, "key": form.key_told(words), "replaces": known.code if known else None}
        if tried(lambda: keying.put_key(**who(request, form), **facts), partial(_beside, form)):
            messages.success(request, _("La clé est enregistrée."))
            return redirect("programmes:keys", programme_id=one.pk)
    held = bool(known and known.code in keying.used_keys(one))
    return _written(request, one, form, title, known.code if known else "", held, "subsidies/key.html")


def _beside(form: Any, refusal: DomainError) -> Any:
    """A fault of one part of a key stands in that part."""
    part = refusal.fault.part if isinstance(refusal, KeyRefused) else None
    return form if part is None else form.told_parts()[part]


def _written(
    request: HttpRequest, one: Programme, form: Any, title: str, code: str, held: bool, template: str
) -> HttpResponse:
    wrong = bool(form.errors) or any(each.errors for each in getattr(form, "parts", ()))
    context = {"title": title, "programme": one, "form": form, "code": code, "held": held}
    context["breadcrumbs"] = _crumbs(one, title)
    return render(request, template, context, status=400 if wrong else 200)


@page("federal", who=manages_programmes)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_key(request: HttpRequest, programme_id: UUID, own_key: str) -> HttpResponse:
    """Take out a key that no line and no decision uses."""
    one = get_object_or_404(Programme, pk=programme_id)
    known = _known(one.decree.keys, own_key)
    return _removing(request, one, known, _("Retirer la clé du programme"), _("La clé est retirée."), keying.remove_key)


@page("federal", who=manages_programmes)
@require_http_methods(["GET", "HEAD", "POST"])
def new_series(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Add what can be known of a centre."""
    one = get_object_or_404(Programme, pk=programme_id)
    return _series_page(request, one, None, _("Ajouter une donnée"))


@page("federal", who=manages_programmes)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_series(request: HttpRequest, programme_id: UUID, own_series: str) -> HttpResponse:
    """Change a series that no list holds."""
    one = get_object_or_404(Programme, pk=programme_id)
    known = _known(one.decree.series, own_series)
    return _series_page(request, one, known, said(known.title))


def _series_page(request: HttpRequest, one: Programme, known: Series | None, title: str) -> HttpResponse:
    initial = {"revision": one.revision, "unit": "count", **(SeriesForm.initial_of(known) if known else {})}
    form = SeriesForm(request.POST or None, initial=initial, before=known)
    if request.method == "POST" and form.is_valid():
        facts = {"programme": one, "series": form.series_told(), "replaces": known.code if known else None}
        if tried(lambda: keying.put_series(**who(request, form), **facts), partial(_beside, form)):
            messages.success(request, _("La donnée est enregistrée."))
            return redirect("programmes:keys", programme_id=one.pk)
    held = bool(known and known.code in keying.held_series(one))
    return _written(request, one, form, title, known.code if known else "", held, "subsidies/series.html")


@page("federal", who=manages_programmes)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_series(request: HttpRequest, programme_id: UUID, own_series: str) -> HttpResponse:
    """Take out a series that no list holds and nothing reads."""
    one = get_object_or_404(Programme, pk=programme_id)
    known = _known(one.decree.series, own_series)
    return _removing(request, one, known, _("Retirer cette donnée"), _("La donnée est retirée."), keying.remove_series)


def _removing(
    request: HttpRequest, one: Programme, known: Any, title: str, done: str, act: Callable[..., Any]
) -> HttpResponse:
    form = RevisionForm(request.POST or None, initial={"revision": one.revision})
    return confirm(
        request,
        form,
        title=title,
        lede=f"{said(known.title)} ({known.code})",
        act=title,
        consequences=[_("Ce programme ne peut plus s’en servir. Une ligne qui s’en sert la retient.")],
        do=lambda: act(**who(request, form), programme=one, code=known.code),
        done=done,
        back=reverse("programmes:keys", args=[one.pk]),
        danger=True,
        breadcrumbs=_crumbs(one, title),
    )
