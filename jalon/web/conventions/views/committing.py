"""President and secretary send, sign, withdraw, amend; whoever writes asks for time: each on a page of its own."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from jalon.domain.conventions import queries, services
from jalon.domain.conventions.content import asked, missing
from jalon.domain.conventions.models import Convention
from jalon.domain.conventions.permissions import may_commit, may_write
from jalon.domain.core.errors import InvalidInput
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.conventions.forms import ReasonForm, ShownForm
from jalon.web.conventions.shown import lines, name_of, pair, signatories, sums
from jalon.web.conventions.views.common import act, found
from jalon.web.ui.acts import confirm


def _here(convention: Convention) -> str:
    return reverse("conventions:show", args=[convention.pk])


def _act(request: HttpRequest, one: Convention, form: Form, service: Callable[..., Any], **words: Any) -> HttpResponse:
    return act(request, one, form, service, lede=name_of(one), back=_here(one), **words)


@page("centre", who=may_commit)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """Read it once more, then send it."""
    one = found(convention_id)
    draft = queries.draft_of(one)
    values = draft.fields if draft else {}
    form = ShownForm(request.POST or None, initial={"shown": str(draft.revision if draft else 0)})

    def do() -> None:
        shown = form.cleaned_data["shown"]
        if not shown.isdecimal():
            raise InvalidInput
        services.send(actor=request.member, convention=one, revision=int(shown), at=timezone.now())  # type: ignore[attr-defined]

    return confirm(
        request,
        form,
        title=_("Envoyer la convention"),
        lede=name_of(one),
        act=_("Envoyer à l’administration"),
        consequences=[
            _("Le texte est figé tel qu’il est ici ; l’administration l’examine."),
            _("Elle peut vous le rendre avec des remarques : rien n’est perdu."),
        ],
        do=do,
        done=_("La convention est envoyée."),
        back=_here(one),
        template="conventions/act.html",
        lines=lines(one, values, before=pair(queries.versions(one))[0] or None),
        sums=sums(one, values),
        missing=missing(asked(one), values, draft.reply if draft else "", on=today(request)),
        reply=draft.reply if draft else "",
    )


@page("centre", who=may_commit)
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """The exact text with its fingerprint; then one's signature."""
    one = found(convention_id)
    versions = queries.versions(one)
    paper = queries.paper_of(versions[0]) if versions else None
    if paper is None:
        return redirect(_here(one))
    return _act(
        request,
        one,
        ShownForm(request.POST or None, initial={"shown": paper.sha256}),
        services.sign,
        title=_("Signer la convention"),
        act=_("Signer ce texte"),
        consequences=[
            _("Votre signature est liée à ce texte exact : une lettre changée, et il faudrait signer de nouveau."),
            _("Le président et le directeur général signent tous les deux ; le ministre signe en dernier."),
        ],
        done=_("Vous avez signé."),
        template="conventions/act.html",
        lines=lines(one, pair(versions)[0]),
        paper_url=reverse("conventions:text", args=[one.pk]),
        fingerprint=paper.sha256,
        signatories=signatories(one, queries.signatures(versions[0])),
    )


@page("centre", who=may_write)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_time(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """Ask the administration for another delay."""
    return _act(
        request,
        found(convention_id),
        ReasonForm(request.POST or None),
        services.ask_time,
        title=_("Demander un autre délai"),
        act=_("Demander"),
        consequences=[_("Une personne de l’administration lit votre raison et peut donner un autre jour.")],
        done=_("Votre demande est à l’administration."),
    )


@page("centre", who=may_commit)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """Take no part, and say why."""
    return _act(
        request,
        found(convention_id),
        ReasonForm(request.POST or None),
        services.withdraw,
        title=_("Retirer la convention"),
        act=pgettext("convention", "Retirer"),
        danger=True,
        consequences=[
            _("Votre centre ne prend plus part à ce programme."),
            _("Vos textes sont gardés. Seule l’administration peut rouvrir, si vous le demandez."),
        ],
        done=_("La convention est retirée."),
    )


@page("centre", who=may_commit)
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """Begin a numbered amendment from the text in force."""
    return _act(
        request,
        found(convention_id),
        ReasonForm(request.POST or None),
        services.amend,
        title=_("Préparer un avenant"),
        act=_("Commencer l’avenant"),
        consequences=[
            _("L’avenant reçoit un numéro et part du texte en vigueur, qui vaut jusqu’à sa signature."),
            _("Il suit le même chemin : examen, décision, vos deux signatures, celle du ministre."),
        ],
        done=_("L’avenant est commencé : il est dans la liste des conventions."),
    )
