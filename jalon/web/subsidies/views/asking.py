"""The forms of a programme: read as a list, entered field by field."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.domain.core import reader
from jalon.domain.core.errors import InvalidInput
from jalon.domain.subsidies import asking, holding
from jalon.domain.subsidies.models import Programme
from jalon.domain.subsidies.permissions import manages_programmes, reads_programmes
from jalon.domain.subsidies.words import ROLES, said
from jalon.law.subsidies.forms import FormField, Role
from jalon.web.access.gate import page
from jalon.web.subsidies.asking_forms import FieldForm, NameForm, RevisionForm, measures_of
from jalon.web.subsidies.asking_shown import parts_of
from jalon.web.subsidies.carrying import title_of, titles_of
from jalon.web.subsidies.entering import crumbs, decided_otherwise, tried, who
from jalon.web.ui.acts import confirm


@page("federal", who=reads_programmes)
@require_safe
def overview(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """What the convention, the report and the indicators ask, and why it no longer changes, if so."""
    one = get_object_or_404(Programme, pk=programme_id)
    held = holding.held_by(one.pk)
    context = {
        "programme": one,
        "title": _("Formulaires"),
        "parts": parts_of(one.decree),
        "held": held,
        "other_language": "fr" if reader.law_language() == "nl" else "nl",
        "decided_otherwise": not held and decided_otherwise(one, "forms"),
        "may_write": manages_programmes(request.member) and not held,  # type: ignore[attr-defined]
        "breadcrumbs": _crumbs(one, ""),
    }
    return render(request, "subsidies/forms.html", context)


def _crumbs(one: Programme, here: str) -> list[tuple[str, str]]:
    return crumbs(one, _("Formulaires"), "programmes:forms", here)


def _role(text: str) -> Role:
    if text not in set(Role):
        raise Http404
    return Role(text)


@page("federal", who=manages_programmes)
@require_http_methods(["GET", "HEAD", "POST"])
def new_field(request: HttpRequest, programme_id: UUID, role: str) -> HttpResponse:
    """Add a field; `like`: a point of the convention, as a start."""
    one, asked = get_object_or_404(Programme, pk=programme_id), _role(role)
    promised = one.decree.form(Role.CONVENTION)
    like = promised.field(request.GET.get("like", "")) if promised and asked is Role.REPORT else None
    form = one.decree.form(asked)
    start = replace(like, parts=tuple(each for each in like.parts if form and form.field(each))) if like else None
    title = f"{_('Ajouter un champ')} · {ROLES[asked]}"
    return _field_page(request, one, asked, None, start, title)


@page("federal", who=manages_programmes)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_field(request: HttpRequest, programme_id: UUID, role: str, point: str) -> HttpResponse:
    """Change a field."""
    one, asked = get_object_or_404(Programme, pk=programme_id), _role(role)
    known = _known(one, asked, point)
    title = f"{_('Point %(code)s') % {'code': point}} · {ROLES[asked]}"
    return _field_page(request, one, asked, point, known, title)


def _known(one: Programme, role: Role, code: str) -> FormField:
    form = one.decree.form(role)
    found = form.field(code) if form else None
    if found is None:
        raise Http404
    return found


def _field_page(
    request: HttpRequest, one: Programme, role: Role, code: str | None, start: FormField | None, title: str
) -> HttpResponse:
    initial = {"revision": one.revision, "kind": "text" if role is Role.CONVENTION else "count"}
    initial |= FieldForm.initial_of(start) if start else {}
    initial["place"] = FieldForm.place_of(one.decree.form(role), code)
    form = FieldForm(request.POST or None, initial=initial, decree=one.decree, role=role, code=code)
    if request.method == "POST" and form.is_valid():
        facts = {"programme": one, "role": role, "field": form.field_told(), "replaces": code}
        facts["place"] = form.cleaned_data["place"]
        if tried(lambda: asking.put_field(**who(request, form), **facts), lambda refusal: form):
            messages.success(request, _("Le champ est enregistré."))
            return redirect("programmes:forms", programme_id=one.pk)
    context = {
        "title": title,
        "programme": one,
        "form": form,
        "role": role.value,
        "code": code,
        "held": holding.held_by(one.pk),
        "measures": [(said(each.title), said(each.words)) for each in measures_of(one.decree)],
        "breadcrumbs": _crumbs(one, title),
    }
    return render(request, "subsidies/field.html", context, status=400 if form.errors else 200)


@page("federal", who=manages_programmes)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_field(request: HttpRequest, programme_id: UUID, role: str, point: str) -> HttpResponse:
    """Take a field out."""
    one, asked = get_object_or_404(Programme, pk=programme_id), _role(role)
    known = _known(one, asked, point)
    form = RevisionForm(request.POST or None, initial={"revision": one.revision})
    facts = {"programme": one, "role": asked, "code": point}
    consequences: list[Any] = [_("Le point n’est plus demandé à aucun centre sous ce programme.")]
    decree_form = one.decree.form(asked)
    if decree_form and len(decree_form.fields) == 1:
        consequences.append(_("C’est le dernier : le formulaire disparaît avec lui."))
    title = _("Retirer le point %(code)s") % {"code": point}
    return confirm(
        request,
        form,
        title=title,
        lede=f"{ROLES[asked]} · {said(known.title)}",
        act=_("Retirer ce champ"),
        consequences=consequences,
        do=lambda: asking.remove_field(**who(request, form), **facts),
        done=_("Le champ est retiré."),
        back=reverse("programmes:forms", args=[one.pk]),
        danger=True,
        breadcrumbs=_crumbs(one, title),
    )


@page("federal", who=manages_programmes)
@require_http_methods(["GET", "HEAD", "POST"])
def name_form(request: HttpRequest, programme_id: UUID, role: str) -> HttpResponse:
    """What a form is called."""
    one, asked = get_object_or_404(Programme, pk=programme_id), _role(role)
    known = one.decree.form(asked)
    if known is None:
        raise Http404
    initial = {"revision": one.revision, **titles_of(known.title)}
    form = NameForm(request.POST or None, initial=initial)

    def do() -> None:
        title = title_of(form.cleaned_data, known.title)
        asking.name_form(**who(request, form), programme=one, role=asked, title=title)

    title = f"{_('Changer ce nom')} · {ROLES[asked]}"
    return confirm(
        request,
        form,
        title=title,
        lede=_("Le nom que le centre lit en haut du formulaire."),
        act=_("Enregistrer"),
        consequences=[],
        do=do,
        done=_("Le formulaire a un autre nom."),
        back=reverse("programmes:forms", args=[one.pk]),
        breadcrumbs=_crumbs(one, title),
    )


@page("federal", who=manages_programmes)
@require_POST
def take_form(request: HttpRequest, programme_id: UUID, form: str) -> HttpResponse:
    """Begin with a form that ships with Jalon."""
    one = get_object_or_404(Programme, pk=programme_id)
    asking.take_form(**who(request, _shown(request)), programme=one, code=form)
    messages.success(request, _("Le formulaire est repris : chaque champ peut être modifié."))
    return redirect("programmes:forms", programme_id=one.pk)


def _shown(request: HttpRequest) -> RevisionForm:
    form = RevisionForm(request.POST)
    if not form.is_valid():
        raise InvalidInput(_("Rouvrez la page, et refaites ce qui manque."))
    return form
