"""The centre's library of common aims and commitments."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jalon.domain.accounts.permissions import is_member
from jalon.domain.core import reader
from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.domain.instruments.enums import LifeDomain
from jalon.domain.piis import services
from jalon.domain.piis.catalogue import LANGUAGES, Proposal, proposals
from jalon.domain.piis.enums import LibraryKind, Side
from jalon.domain.piis.permissions import may_edit_library
from jalon.web.access.gate import page
from jalon.web.piis.forms.fields import LongText
from jalon.web.ui.sent import show_refusal

SHEETS = {
    "aims": gettext_lazy("But, avec les mots de la personne"),
    "person": gettext_lazy("Engagement de la personne"),
    "centre": gettext_lazy("Engagement du centre"),
    "third": gettext_lazy("Engagement d’un tiers"),
}


class ItemForm(forms.Form):
    """An item of the library."""

    sheet = forms.ChoiceField(label=gettext_lazy("Sorte"), choices=list(SHEETS.items()))
    domain = forms.ChoiceField(
        label=gettext_lazy("Domaine de vie"),
        choices=[(value, capfirst(label)) for value, label in LifeDomain.choices],
    )
    text = LongText(
        label=gettext_lazy("Texte"),
        help_text=gettext_lazy("Vide, l’élément ajouté par le centre disparaît et celui de départ revient."),
        max_length=2_000,
    )


def _choice(request: HttpRequest) -> tuple[str, str]:
    asked = request.POST if request.method == "POST" else request.GET
    language = asked.get("language", "") or reader.language()
    domain = asked.get("domain", "")
    return (
        language if language in LANGUAGES else "fr",
        domain if domain in LifeDomain.values else str(LifeDomain.HOUSING),
    )


@page("centre", who=is_member)
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """One domain at a time, in one language; everyone reads, coordinators and the council change."""
    language, domain = _choice(request)
    listed = [one for one in proposals(language=language, include_hidden=True) if one.domain == domain]
    sheets = [(label, [one for one in listed if _sheet(one) == key]) for key, label in SHEETS.items()]
    base = reverse("piis:library")
    context = {
        "sheets": sheets,
        "domain": domain,
        "domain_label": capfirst(LifeDomain(domain).label),
        "language": language,
        "domains": [
            (value, capfirst(label), f"{base}?language={language}&domain={value}")
            for value, label in LifeDomain.choices
        ],
        "languages": [
            ("fr", "Français", f"{base}?language=fr&domain={domain}"),
            ("nl", "Nederlands", f"{base}?language=nl&domain={domain}"),
        ],
        "may_edit": may_edit_library(request.member),  # type: ignore[attr-defined]
    }
    return render(request, "piis/library.html", context)


def _sheet(one: Proposal) -> str:
    return "aims" if one.kind == LibraryKind.AIM else one.side


def _back(language: str, domain: str) -> str:
    return f"{reverse('piis:library')}?language={language}&domain={domain}"


def _asked(request: HttpRequest, language: str) -> Proposal | None:
    """The item named by its key or its id; 404 for one that is not of this centre."""
    asked = request.POST if request.method == "POST" else request.GET
    key, pk = asked.get("key", ""), asked.get("id", "")
    if not key and not pk:
        return None
    found = [
        one
        for one in proposals(language=language, include_hidden=True)
        if (key and one.key == key) or (pk and str(one.id) == pk)
    ]
    if not found:
        raise Http404
    return found[0]


@page("centre", who=may_edit_library)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """Add an item, or change one."""
    language, domain = _choice(request)
    item = _asked(request, language)
    initial = {"sheet": _sheet(item), "domain": item.domain, "text": item.text} if item else {"domain": domain}
    form = ItemForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            _save(request, form, item, language)
        except NotAllowed:
            raise
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("La bibliothèque est à jour."))
            return redirect(_back(language, form.cleaned_data["domain"]))
    context = {"form": form, "item": item, "language": language, "back": _back(language, domain)}
    return render(request, "piis/library_item.html", context, status=422 if form.is_bound else 200)


def _save(request: HttpRequest, form: ItemForm, item: Proposal | None, language: str) -> None:
    data: dict[str, Any] = form.cleaned_data
    is_aim = data["sheet"] == "aims"
    services.save_library_item(
        actor=request.member,  # type: ignore[attr-defined]
        kind=LibraryKind.AIM if is_aim else LibraryKind.COMMITMENT,
        side=Side.PERSON if is_aim else data["sheet"],
        domain=data["domain"],
        language=language,
        text=data["text"],
        at=timezone.now(),
        key=item.key if item else "",
        item_id=UUID(str(item.id)) if item and item.id else None,
    )


@page("centre", who=may_edit_library)
@require_POST
def hide(request: HttpRequest) -> HttpResponse:
    """Hide a shipped item, or show it again."""
    language, domain = _choice(request)
    services.hide_library_item(
        actor=request.member,  # type: ignore[attr-defined]
        key=request.POST.get("key", ""),
        language=language,
        hidden=request.POST.get("hidden") == "1",
        at=timezone.now(),
    )
    return redirect(_back(language, domain))
