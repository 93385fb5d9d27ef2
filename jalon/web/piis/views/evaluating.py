"""Evaluations: what was found together, or why it did not take place; and one commitment between two of them."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jalon.domain.accounts.permissions import is_member, is_social_staff
from jalon.domain.core.errors import Conflict, DomainError, NotAllowed
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.piis import services, told
from jalon.domain.piis.enums import Act
from jalon.domain.piis.models import Commitment, CommitmentReview, Evaluation, Piis
from jalon.domain.space.queries import voices_on
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.piis.acts import confirmed
from jalon.web.piis.evaluation_desk import EvaluationDesk
from jalon.web.piis.forms.acts import iso
from jalon.web.piis.forms.evaluation import MissedForm, ReviewForm
from jalon.web.piis.opening import kept, open_commitment, open_evaluation, open_piis
from jalon.web.ui import autosave
from jalon.web.ui.sent import form_key, show_refusal

_WITH_LINES = kept(lambda: Piis.objects.annotate(**told.commitments()))


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, piis_id: UUID) -> HttpResponse:
    """The evaluation in one page, kept while one writes."""
    piis = open_piis(request, piis_id, _WITH_LINES)
    desk = EvaluationDesk(request, piis, today(request))
    if autosave.asked(request):
        return desk.keep_quietly()
    if "forget" in request.POST:
        return _forgotten(request, desk)
    try:
        if "later" in request.POST:
            return _kept_for_later(request, desk)
        if request.method == "POST" and desk.is_valid():
            return _recorded(request, desk.record())
    except Conflict as conflict:
        return desk.page(theirs=conflict.theirs)  # type: ignore[arg-type]
    except (NotAllowed, TransitionRefused):
        raise
    except DomainError as refusal:
        show_refusal(desk.form, refusal)
    return desk.page()


def _forgotten(request: HttpRequest, desk: EvaluationDesk) -> HttpResponse:
    """Begin anew; what a colleague wrote meanwhile is shown instead."""
    with suppress(Conflict):
        services.forget_evaluation_draft(
            actor=request.member,  # type: ignore[attr-defined]
            piis=desk.piis,
            revision=desk.revision,
            at=timezone.now(),
        )
    return redirect("piis:evaluate", desk.piis.pk)


def _kept_for_later(request: HttpRequest, desk: EvaluationDesk) -> HttpResponse:
    desk.keep()
    messages.success(request, _("Le brouillon de l’évaluation est gardé."))
    here = request.POST["later"] == "here"  # the key Enter in a field
    return redirect("piis:evaluate" if here else "piis:show", desk.piis.pk)


def _recorded(request: HttpRequest, done: Evaluation) -> HttpResponse:
    if "paper" in request.POST:
        return redirect("piis:document", done.document_id)
    messages.success(request, _("L’évaluation est enregistrée, son document est gardé."))
    return redirect("piis:evaluation", done.pk)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def missed(request: HttpRequest, piis_id: UUID) -> HttpResponse:
    """It did not take place, with whose cause."""
    piis, on = open_piis(request, piis_id), today(request)
    facts = {"actor": request.member, "piis": piis, "at": timezone.now(), "key": form_key(request)}  # type: ignore[attr-defined]
    return confirmed(
        request,
        subject=piis,
        act=Act.EVALUATE,
        form=MissedForm(request.POST or None, initial={"missed_on": iso(on)}),
        words={"title": _("L’évaluation n’a pas eu lieu"), "act": _("Enregistrer")},
        do=lambda form: services.record_missed_evaluation(**form.cleaned_data, **facts),
        then=lambda done: reverse("piis:evaluation", args=[done.pk]),
        also=[_("L’évaluation reste due : le centre propose un autre moment.")],
    )


@page("centre", who=is_member)
@require_GET
def show(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    """One evaluation as it was recorded."""
    evaluation = open_evaluation(request, evaluation_id)
    reviews = CommitmentReview.objects.filter(evaluation=evaluation).select_related("commitment__third_party")
    context = {
        "person": evaluation.piis.person,
        "piis": evaluation.piis,
        "evaluation": evaluation,
        "voices": voices_on(evaluation),
        "reviews": reviews.order_by("commitment__position"),
    }
    return render(request, "piis/evaluation.html", context)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    """Note what became of one commitment. « Kept » and « under way » are one press on the page of the project."""
    commitment = open_commitment(request, commitment_id)
    back = reverse("piis:show", args=[commitment.piis_id])
    quick = request.POST.get("quick", "")
    data: Any = {"state": quick, "on": iso(today(request))} if quick else request.POST or None
    asked = request.GET.get("state", "")
    form = ReviewForm(
        data, initial={"state": asked or commitment.state, "cause": commitment.cause, "on": iso(today(request))}
    )
    if form.is_valid():
        try:
            _noted(request, commitment, form)
        except NotAllowed:
            raise
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("C’est noté."))
            return redirect(f"{back}#c_{commitment.pk.hex}")
    context = {
        "person": commitment.piis.person,
        "piis": commitment.piis,
        "form": form,
        "commitment": commitment,
        "consequences": [_("L’état est daté et gardé ; l’engagement lui-même ne change pas.")],
        "title": _("Où en est cet engagement ?"),
        "act": _("Noter"),
        "cancel_url": back,
    }
    return render(request, "piis/review.html", context, status=422 if form.is_bound else 200)


def _noted(request: HttpRequest, commitment: Commitment, form: ReviewForm) -> None:
    data = form.cleaned_data
    same = (commitment.state, commitment.cause, commitment.state_on) == (data["state"], data["cause"], data["on"])
    if same and not data["comment"]:
        return  # pressed twice
    services.review_commitment(actor=request.member, commitment=commitment, at=timezone.now(), **data)  # type: ignore[attr-defined]
