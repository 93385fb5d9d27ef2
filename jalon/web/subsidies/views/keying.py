"""The keys and series that a programme brings: read as two lists, entered one by one on a page of one shape."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
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


@dataclass(frozen=True)
class Kind:
    """What a page enters, a key or a series. `called`: how the service names it; `part`: where a programme has them.

    `held`: the codes of those that no longer change; the rest is said to whoever enters one.
    """

    called: str
    part: str
    form: type[KeyForm] | type[SeriesForm]
    put: Callable[..., Any]
    remove: Callable[..., Any]
    held: Callable[[Programme], frozenset[str]]
    add: Promise
    saved: Promise
    take_out: Promise
    taken_out: Promise
    closed: Promise
    why_closed: Promise

    def known(self, one: Programme, code: str) -> Any:
        """The one of this code. Raises `Http404`."""
        for each in getattr(one.decree, self.part):
            if each.code == code:
                return each
        raise Http404


KEY = Kind(
    "key",
    "keys",
    KeyForm,
    keying.put_key,
    keying.remove_key,
    keying.used_keys,
    add=gettext_lazy("Ajouter une clé"),
    saved=gettext_lazy("La clé est enregistrée."),
    take_out=gettext_lazy("Retirer la clé du programme"),
    taken_out=gettext_lazy("La clé est retirée."),
    closed=gettext_lazy("Cette clé ne change plus."),
    why_closed=gettext_lazy(
        "Un partage a été décidé avec elle. Faites-en une autre, sous un autre code, et décidez de nouveau."
    ),
)
SERIES = Kind(
    "series",
    "series",
    SeriesForm,
    keying.put_series,
    keying.remove_series,
    keying.held_series,
    add=gettext_lazy("Ajouter une donnée"),
    saved=gettext_lazy("La donnée est enregistrée."),
    take_out=gettext_lazy("Retirer cette donnée"),
    taken_out=gettext_lazy("La donnée est retirée."),
    closed=gettext_lazy("Cette donnée ne change plus."),
    why_closed=gettext_lazy(
        "Une liste la contient. Faites-en une autre, sous un autre code, et importez de nouveau la liste."
    ),
)


@page("federal", who=manages_programmes)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, programme_id: UUID, kind: Kind) -> HttpResponse:
    """Add one."""
    return _enter(request, kind, get_object_or_404(Programme, pk=programme_id))


@page("federal", who=manages_programmes)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, programme_id: UUID, kind: Kind, own_key: str = "", own_series: str = "") -> HttpResponse:
    """Change a key that no decision used, or a series that no list holds."""
    return _enter(request, kind, get_object_or_404(Programme, pk=programme_id), own_key or own_series)


def _enter(request: HttpRequest, kind: Kind, one: Programme, code: str = "") -> HttpResponse:
    known = kind.known(one, code) if code else None
    initial = {"revision": one.revision, **(kind.form.initial_of(known) if known else {})}
    form = kind.form(request.POST or None, initial=initial, words=one.decree.words, before=known)
    if request.method == "POST" and form.is_valid():
        facts = {"programme": one, kind.called: form.told(), "replaces": code or None}
        if tried(lambda: kind.put(**who(request, form), **facts), partial(_beside, form)):
            messages.success(request, str(kind.saved))
            return redirect("programmes:keys", programme_id=one.pk)
    title = said(known.title) if known else str(kind.add)
    context = {
        "title": title,
        "programme": one,
        "form": form,
        "kind": kind,
        "held": code in kind.held(one),
        "remove_url": reverse(f"programmes:{kind.called}_remove", args=[one.pk, code]) if code else "",
        "breadcrumbs": _crumbs(one, title),
    }
    return render(request, f"subsidies/{kind.called}.html", context, status=400 if form.has_faults else 200)


def _beside(form: KeyForm | SeriesForm, refusal: DomainError) -> Any:
    """A fault of one part of a key stands in that part."""
    part = refusal.fault.part if isinstance(refusal, KeyRefused) else None
    return form if part is None or not isinstance(form, KeyForm) else form.told_parts()[part]


@page("federal", who=manages_programmes)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(
    request: HttpRequest, programme_id: UUID, kind: Kind, own_key: str = "", own_series: str = ""
) -> HttpResponse:
    """Take out one that nothing uses any more."""
    one = get_object_or_404(Programme, pk=programme_id)
    known, title = kind.known(one, own_key or own_series), str(kind.take_out)
    form = RevisionForm(request.POST or None, initial={"revision": one.revision})
    return confirm(
        request,
        form,
        title=title,
        lede=f"{said(known.title)} ({known.code})",
        act=title,
        consequences=[_("Ce programme ne peut plus s’en servir. Une ligne qui s’en sert la retient.")],
        do=lambda: kind.remove(**who(request, form), programme=one, code=known.code),
        done=str(kind.taken_out),
        back=reverse("programmes:keys", args=[one.pk]),
        danger=True,
        breadcrumbs=_crumbs(one, title),
    )
