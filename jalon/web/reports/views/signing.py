"""Reading it once more and signing it, taking it back, asking for another delay: each act on a page of its own."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.reports import queries, services
from jalon.domain.reports.enums import WRITING, State
from jalon.domain.reports.models import Report
from jalon.domain.reports.permissions import may_commit, may_write
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.reports.forms import ReasonForm, ShownForm
from jalon.web.reports.shown import found_in, name_of_held, signatories
from jalon.web.reports.text import text_of
from jalon.web.reports.views.common import act, found

METHODS = ["GET", "HEAD", "POST"]


def _here(report: Report) -> str:
    return reverse("reports:show", args=[report.pk])


def _act(request: HttpRequest, one: Report, form: Form, service: Callable[..., Any], **words: Any) -> HttpResponse:
    more = words.pop("shown", dict)

    def shown() -> dict[str, Any]:
        name = name_of_held(queries.held_of([one])[one.pk])
        crumbs = [(_("Rapports"), reverse("reports:mine")), (name, _here(one)), (words["title"], "")]
        return {"lede": name, "breadcrumbs": crumbs, **more()}

    return act(request, one, form, service, lede="", back=_here(one), shown=shown, **words)


@page("centre", who=may_commit)
@require_http_methods(METHODS)
def sign(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The exact text with its fingerprint and what is worth a second look; then one's signature."""
    one = found(report_id)
    if one.state in WRITING:
        return _first(request, one)
    if one.state == State.READY:
        return _second(request, one)
    return redirect(_here(one))


def _first(request: HttpRequest, one: Report) -> HttpResponse:
    form = ShownForm(request.POST or None)

    def shown() -> dict[str, Any]:
        now, before = services.text_now(one, on=today(request)), queries.last_sent(one)
        form.initial["shown"] = now.sha256
        return {
            "text": text_of(now.content, before.content if before else None),
            "fingerprint": now.sha256,
            "found": found_in(now.held, now.problems),
            "signatories": signatories({}),
        }

    return _act(
        request,
        one,
        form,
        services.sign,
        title=_("Signer le rapport"),
        act=_("Signer ce texte"),
        consequences=[
            _("Le texte est figé, et votre signature liée à ce texte exact."),
            _("Il part à l’administration dès que l’autre signe aussi : président et directeur général, les deux."),
            _("D’ici là, chacun peut encore reprendre le texte ; votre signature reste alors sans effet."),
        ],
        done=_("Vous avez signé. Le rapport attend l’autre signature."),
        template="reports/act.html",
        shown=shown,
    )


def _second(request: HttpRequest, one: Report) -> HttpResponse:
    version = queries.to_sign(one)
    assert version is not None, "a report that waits for the second signature has a text"

    def shown() -> dict[str, Any]:
        before = queries.last_sent(one)
        return {
            "text": text_of(version.content, before.content if before else None),
            "fingerprint": version.sha256,
            "signatories": signatories(queries.signatures(version)),
        }

    return _act(
        request,
        one,
        ShownForm(request.POST or None, initial={"shown": version.sha256}),
        services.sign,
        title=_("Signer et envoyer le rapport"),
        act=_("Signer et envoyer"),
        consequences=[
            _("Votre signature est la seconde : le rapport part à l’administration, qui l’examine."),
            _("Elle peut le rendre avec des remarques : rien n’est perdu."),
        ],
        done=_("Le rapport est signé par deux personnes et envoyé. L’accusé de réception est sur cette page."),
        template="reports/act.html",
        shown=shown,
    )


@page("centre", who=may_write)
@require_http_methods(METHODS)
def take_back(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Let a signed text change again."""
    return _act(
        request,
        found(report_id),
        ReasonForm(request.POST or None),
        services.take_back,
        title=_("Reprendre le texte"),
        act=_("Reprendre le texte"),
        consequences=[
            _("Le rapport peut changer de nouveau."),
            _("La signature donnée reste sans effet : il faudra signer le nouveau texte, à deux."),
        ],
        done=_("Le texte peut changer de nouveau."),
    )


@page("centre", who=may_write)
@require_http_methods(METHODS)
def ask_time(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Ask the administration for another delay."""
    return _act(
        request,
        found(report_id),
        ReasonForm(request.POST or None),
        services.ask_time,
        title=_("Demander un autre délai"),
        act=_("Demander"),
        consequences=[_("Une personne de l’administration lit votre raison et peut donner un autre jour.")],
        done=_("Votre demande est à l’administration."),
    )
