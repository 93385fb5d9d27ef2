"""The acts that exist from a state, as links, and the page that confirms one: who may, what it causes, what it asks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.piis import effects
from jalon.domain.piis.enums import Act
from jalon.domain.piis.models import Amendment, Piis
from jalon.domain.piis.transitions import PIIS
from jalon.web.access.middleware import today
from jalon.web.ui.sent import show_refusal

# The page of each act of a project. Signing and deciding, which have their own button, come first on their pages.
PAGES = {
    Act.HAND_OVER: "hand_over",
    Act.TAKE_BACK: "take_back",
    Act.WITHDRAW: "withdraw",
    Act.EVALUATE: "evaluate",
    Act.AMEND: "amend",
    Act.EXTEND: "extend",
    Act.END: "end",
    Act.RESUME: "resume",
    Act.APPROVE: "decide",
}


@dataclass(frozen=True)
class Link:
    """An act to choose, with the sentence that says what it causes."""

    label: str
    url: str
    effect: str


def links(piis: Piis, member: Membership) -> list[Link]:
    """What this member may do from here, each with its page. No query."""
    labels = {
        Act.HAND_OVER: _("Remettre le texte"),
        Act.TAKE_BACK: _("Reprendre le texte"),
        Act.WITHDRAW: _("Abandonner ce projet"),
        Act.EVALUATE: _("Faire le point"),
        Act.AMEND: _("Modifier par avenant"),
        Act.EXTEND: _("Prolonger"),
        Act.END: _("Terminer"),
        Act.RESUME: _("Reprendre après un travail"),
        Act.APPROVE: _("Enregistrer la décision du Conseil"),
    }
    return [
        Link(labels[act], reverse(f"piis:{PAGES[act]}", args=[piis.pk]), str(line.effect))
        for line in PIIS.possible(piis, member)
        if (act := Act(line.act)) in PAGES
    ]


def preview_of(subject: Piis | Amendment, act: str, request: HttpRequest) -> effects.Preview | None:
    """What the act would cause today; None when it no longer exists from this state."""
    try:
        return effects.preview(subject, act, actor=request.member, on=today(request))  # type: ignore[attr-defined]
    except KeyError:
        return None


def consequences(preview: effects.Preview | None) -> list[str]:
    """What it causes, then who may do it."""
    if preview is None:
        return []
    return [*(str(line) for line in preview.effects), _("Peuvent le faire : %(who)s.") % {"who": preview.who}]


def refuse_early(subject: Piis | Amendment, act: str, request: HttpRequest) -> effects.Preview:
    """The preview, or the refusal before a page is shown for nothing: the act is gone, or is not this member's."""
    preview = preview_of(subject, act, request)
    if preview is None:
        raise TransitionRefused(
            _("Cet acte n’est plus possible."),
            _("L’état a changé entre-temps, ou l’acte a déjà été fait."),
            _("Ouvrez le projet pour voir où il en est."),
        )
    if not preview.allowed:
        raise NotAllowed
    return preview


def confirmed(
    request: HttpRequest,
    *,
    subject: Piis | Amendment,
    act: str,
    form: forms.Form,
    words: dict[str, Any],
    do: Callable[[forms.Form], Any],
    then: Callable[[Any], str],
    template: str = "piis/confirm.html",
    also: Iterable[str] = (),
) -> HttpResponse:
    """The page of one act: shown with its consequences, done when its form is sent, shown again with what is wrong.

    `words`: title, act, and what the template needs besides. A form sent a second time finds its act done, so the
    state is judged by the service, not here.
    """
    piis = subject.piis if isinstance(subject, Amendment) else subject
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(then(do(form)))
        except (NotAllowed, TransitionRefused):
            raise
        except DomainError as refusal:
            show_refusal(form, refusal)
    preview = refuse_early(subject, act, request)
    context = {
        "person": piis.person,
        "piis": piis,
        "form": form,
        "preview": preview,
        "consequences": [*consequences(preview), *also],
        "cancel_url": reverse("piis:show", args=[piis.pk]),
        **words,
    }
    return render(request, template, context, status=422 if form.is_bound else 200)
