"""What may be done with one membership."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from jalon.domain.accounts import services
from jalon.domain.accounts.enums import MembershipState
from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import ends_membership, is_member, manages_member, manages_members
from jalon.domain.accounts.transitions import MEMBERSHIP
from jalon.domain.core.errors import Conflict, DomainError, NotAllowed
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.access.standing import act_words
from jalon.web.members.forms import ConfirmForm, EndForm, MemberForm
from jalon.web.members.history import access_acts
from jalon.web.ui.sent import show_refusal


@page("centre", who=is_member)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Who they are here, and the acts that are possible now."""
    actor = request.member  # type: ignore[attr-defined]
    member = get_object_or_404(Membership.objects.select_related("team"), pk=member_id)
    if member.pk != actor.pk and not manages_member(actor, member):
        raise NotAllowed
    may_change = manages_member(actor, member) and member.state == MembershipState.ACTIVE
    facts: dict[str, Any] = {"subject": member, "acts": _acts(member, actor), "files": _files(member)}
    facts["told"] = access_acts(member)
    if may_change:
        facts["form"], answer = _change(request, actor, member)
        if answer:
            return answer
    elif request.method == "POST":
        raise NotAllowed
    return render(request, "members/member.html", facts)


def _change(request: HttpRequest, actor: Membership, member: Membership) -> tuple[MemberForm, HttpResponse | None]:
    names = ("name", "role", "team", "revision")
    form = MemberForm(request.POST or None, actor=actor, initial={name: getattr(member, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                services.change_member(actor=actor, membership=member, **form.cleaned_data, on=today(request))
        except Conflict as conflict:
            theirs: Any = conflict.theirs
            form.data = {**form.data.dict(), "revision": theirs.revision}
            form.theirs = [(_("Rôle"), theirs.get_role_display()), (_("Équipe"), theirs.team), (_("Nom"), theirs.name)]  # type: ignore[attr-defined]
            show_refusal(form, conflict)
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("C’est enregistré."))
            return form, redirect("members:list")
    return form, None


def _acts(member: Membership, actor: Membership) -> list[tuple[str, str, str, str]]:
    """(label, address, effect, kind) of what this actor may do now."""
    words = act_words()
    if member.pk == actor.pk:
        words["end"] = _("Quitter ce centre")
    return [
        (words[line.act], reverse(f"members:{line.act}", args=[member.pk]), str(line.effect), line.act)
        for line in MEMBERSHIP.possible(member, actor)
        if line.act in words
    ]


def _files(member: Membership) -> int:
    """How many open files still name this member."""
    return member.caseload.filter(closed_on__isnull=True).count()


@page("centre", who=manages_members)
@require_http_methods(["GET", "POST"])
def suspend(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Close the access for a while."""
    member = get_object_or_404(Membership, pk=member_id)
    lines = [
        _("%(name)s perd l’accès dès la page suivante.") % {"name": member.name},
        _("Ses dossiers lui restent attribués ; un remplaçant peut être nommé."),
        _("Vous pourrez rouvrir l’accès quand vous voudrez."),
    ]
    return _confirm(
        request,
        member,
        services.suspend,
        _("Suspendre l’accès de %(name)s"),
        lines,
        _("Suspendre l’accès"),
        danger=True,
    )


@page("centre", who=manages_members)
@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Open it again."""
    member = get_object_or_404(Membership, pk=member_id)
    lines = [_("%(name)s retrouve son rôle et ses dossiers.") % {"name": member.name}]
    return _confirm(request, member, services.restore, _("Rouvrir l’accès de %(name)s"), lines, _("Rouvrir l’accès"))


@page("centre", who=manages_members)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    member = get_object_or_404(Membership, pk=member_id)
    lines = [_("Le lien ou le code que cette personne a reçu ne vaut plus.")]
    return _confirm(
        request,
        member,
        services.withdraw,
        _("Retirer l’invitation de %(name)s"),
        lines,
        _("Retirer l’invitation"),
        danger=True,
    )


@page("centre", who=is_member)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """The last day of a member; one may leave by oneself."""
    actor, on = request.member, today(request)  # type: ignore[attr-defined]
    member = get_object_or_404(Membership, pk=member_id)
    if not ends_membership(actor, member):
        raise NotAllowed
    form = EndForm(request.POST or None, initial={"until": on})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                services.end(actor=actor, membership=member, until=form.cleaned_data["until"], on=on)
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            return _done(request, member)
    return render(request, "ui/confirm.html", _ending(member, actor, form))


def _ending(member: Membership, actor: Membership, form: EndForm) -> dict[str, Any]:
    count = _files(member)
    lines = [
        _("L’accès se ferme après ce jour ; le nom reste dans les actes passés."),
        _("Revenir demandera une nouvelle invitation."),
    ]
    if count:
        words = ngettext(
            "%(count)d dossier lui est encore attribué : remettez-le d’abord à quelqu’un.",
            "%(count)d dossiers lui sont encore attribués : remettez-les d’abord à quelqu’un.",
            count,
        )
        lines.append(words % {"count": count})
    mine = member.pk == actor.pk
    return {
        "title": _("Quitter ce centre") if mine else _("Mettre fin à l’accès de %(name)s") % {"name": member.name},
        "consequences": lines,
        "act": _("Quitter ce centre") if mine else _("Mettre fin à l’accès"),
        "danger": True,
        "cancel_url": reverse("members:member", args=[member.pk]),
        "form": form,
    }


def _confirm(
    request: HttpRequest,
    member: Membership,
    service: Any,
    title: str,
    consequences: list[str],
    act: str,
    danger: bool = False,
) -> HttpResponse:
    actor = request.member  # type: ignore[attr-defined]
    if not manages_member(actor, member):
        raise NotAllowed
    if request.method == "POST":
        service(actor=actor, membership=member, on=today(request))
        return _done(request, member)
    facts = {
        "title": title % {"name": member.name},
        "consequences": consequences,
        "act": act,
        "danger": danger,
        "cancel_url": reverse("members:member", args=[member.pk]),
        "form": ConfirmForm(),
    }
    return render(request, "ui/confirm.html", facts)


def _done(request: HttpRequest, member: Membership) -> HttpResponse:
    messages.success(request, _("C’est fait : %(name)s.") % {"name": member.name})
    return redirect("members:list")
