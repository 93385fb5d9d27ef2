"""Amendments: the text in force, changed like a draft; the difference shown; signed again when promises change."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.accounts.permissions import is_member, is_social_staff
from jalon.domain.core.errors import Conflict
from jalon.domain.piis import services
from jalon.domain.piis.content import Difference, body_of, differences, draft_of, must_be_signed
from jalon.domain.piis.drafts import Draft
from jalon.domain.piis.enums import Act, AmendmentState
from jalon.domain.piis.models import Amendment, Piis
from jalon.domain.piis.permissions import may_draw_up, may_record_signature
from jalon.domain.piis.queries import amendment_in_progress, current_draft, current_version, preview_of_amendment
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.piis.acts import confirmed, refuse_early
from jalon.web.piis.differences import as_changes
from jalon.web.piis.forms.acts import AmendForm, ExtendForm, NothingForm, WhyForm, iso
from jalon.web.piis.opening import open_amendment, open_piis
from jalon.web.piis.writing import Desk, evaluation_days, place
from jalon.web.ui import autosave
from jalon.web.ui.sent import form_key


@dataclass
class AmendmentDesk(Desk):
    """The text of a running project, being changed."""

    amendment: Amendment | None = None

    template = "piis/amend.html"
    fixed = True

    def __post_init__(self) -> None:
        super().__post_init__()
        one = self.amendment
        first = {"asked_by": one.asked_by, "reason": one.reason, "effective_on": iso(one.effective_on)} if one else {
            "effective_on": iso(self.on)
        }  # fmt: skip
        sent = self.request.method == "POST"
        self.why = AmendForm(self.request.POST if sent else None, initial=first)

    @property
    def version(self) -> str:
        """The revision of the amendment."""
        return str(self.amendment.revision) if self.amendment else "0"

    @property
    def also(self) -> list[forms.Form]:
        """Who asks, why, from when."""
        return [self.why]

    def save(self, draft: Draft) -> None:
        """Begin the amendment, or replace its text."""
        known = self.amendment
        self.amendment = services.prepare_amendment(
            actor=self.request.member,  # type: ignore[attr-defined]
            piis=self.piis,
            draft=draft,
            at=timezone.now(),
            amendment=known,
            revision=self.named(known.revision) if known else None,
            **self.why.cleaned_data,
        )

    def theirs(self, conflict: Conflict, mine: Draft) -> tuple[str, tuple[Difference, ...]]:
        """What the amendment stored meanwhile says otherwise than mine."""
        stored: Any = conflict.theirs
        return str(stored.revision), differences(body_of(mine), stored.draft)

    def context(self, text: Any, draft: Draft) -> dict[str, Any]:
        """Also the difference with the text in force."""
        one = self.amendment
        found = preview_of_amendment(one.piis, one) if one else ()
        return {
            **super().context(text, draft),
            "why": self.why,
            "amendment": one,
            "changes": as_changes(found),
            "must_sign": must_be_signed(found),
            "draft_name": f"amendment:{one.pk}" if one else f"amendment-new:{self.person.pk}",
        }


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, piis_id: UUID) -> HttpResponse:
    """Change a running project, from the text in force."""
    piis = open_piis(request, piis_id)
    one = amendment_in_progress(piis)
    if one and (request.method == "GET" or one.state != AmendmentState.DRAFT):
        return redirect("piis:amendment", one.pk)
    refuse_early(piis, Act.AMEND, request)
    return _write(AmendmentDesk(request, piis.person, piis, current_draft(piis), today(request), one))


@page("centre", who=is_member)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, amendment_id: UUID) -> HttpResponse:
    """An amendment: to write while it is a draft, to read afterwards."""
    one = open_amendment(request, amendment_id)
    if one.state != AmendmentState.DRAFT or not may_draw_up(request.member, one):  # type: ignore[attr-defined]
        return _read(request, one)
    return _write(AmendmentDesk(request, one.piis.person, one.piis, draft_of(one.draft), today(request), one))


def _write(desk: AmendmentDesk) -> HttpResponse:
    request = desk.request
    if request.method == "GET":
        return desk.page(desk.text())
    if request.headers.get("HX-Target") == "evaluations":
        return evaluation_days(desk)
    text = desk.sent()
    if answer := desk.take(text):
        return answer
    one: Any = desk.amendment
    if autosave.asked(request):
        return autosave.saved(at=timezone.now(), version=one.revision)
    here = reverse("piis:amendment", args=[one.pk])
    if side := request.POST.get("add"):
        return redirect(f"{here}?blank={side}#{place(side)}")
    if value := request.POST.get("pick") or request.POST.get("remove"):
        return redirect(f"{here}#{place(value)}")
    if "hand_over" in request.POST:
        return redirect("piis:amendment_act", one.pk, "hand-over")
    messages.success(request, _("L’avenant est enregistré."))
    return redirect(here)


def _read(request: HttpRequest, one: Amendment) -> HttpResponse:
    version = one.versions.select_related("document").order_by("-number").first()
    lines = version.data["amendment"]["changes"] if version else []
    found = [Difference(**line) for line in lines] if version else preview_of_amendment(one.piis, one)
    waiting = current_version(one.piis, one) if one.state == AmendmentState.HANDED_OVER else None
    member = request.member  # type: ignore[attr-defined]
    context = {
        "person": one.piis.person,
        "piis": one.piis,
        "amendment": one,
        "version": version,
        "waiting": waiting,
        "changes": as_changes(found),
        "may_sign": may_record_signature(member, one),
        "may_write": may_draw_up(member, one),
    }
    return render(request, "piis/amendment.html", context)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, amendment_id: UUID, act: str) -> HttpResponse:
    """Hand the amendment over, take it back, give it up."""
    one = open_amendment(request, amendment_id)
    facts = {"actor": request.member, "amendment": one, "at": timezone.now(), "key": form_key(request)}  # type: ignore[attr-defined]
    found = preview_of_amendment(one.piis, one) if one.state == AmendmentState.DRAFT else ()
    changes = {"changes": as_changes(found)}
    hands_over = _("Remettre à signer") if must_be_signed(found) else _("Mettre en vigueur")
    known: dict[str, tuple[Any, ...]] = {
        "hand-over": (Act.HAND_OVER, NothingForm, _("Remettre l’avenant"), hands_over, services.hand_over_amendment),
        "take-back": (
            Act.TAKE_BACK,
            NothingForm,
            _("Reprendre l’avenant"),
            _("Reprendre le texte"),
            services.take_back_amendment,
        ),
        "abandon": (Act.WITHDRAW, WhyForm, _("Abandonner l’avenant"), _("Abandonner"), services.abandon_amendment),
    }
    if act not in known:
        raise Http404
    name, form, title, label, do = known[act]
    return confirmed(
        request,
        subject=one,
        act=name,
        form=form(request.POST or None),
        words={"title": title, "act": label, "danger": act == "abandon", **changes},
        do=lambda form: do(**facts, **form.cleaned_data),
        then=lambda done: reverse("piis:amendment", args=[one.pk]),
        template="piis/amendment_act.html",
    )


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, piis_id: UUID) -> HttpResponse:
    """A later last day: an amendment handed over at once, to be signed."""
    piis: Piis = open_piis(request, piis_id)
    facts = {"actor": request.member, "piis": piis, "at": timezone.now(), "key": form_key(request)}  # type: ignore[attr-defined]
    return confirmed(
        request,
        subject=piis,
        act=Act.EXTEND,
        form=ExtendForm(request.POST or None),
        words={"title": _("Prolonger le projet"), "act": _("Remettre la prolongation à signer")},
        do=lambda form: services.extend(**form.cleaned_data, **facts),
        then=lambda version: reverse("piis:show", args=[piis.pk]),
    )
