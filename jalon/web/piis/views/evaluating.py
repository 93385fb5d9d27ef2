"""Evaluations: what was found together, or why it did not take place; and one commitment between two of them."""

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
from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.domain.core.kept import Kept, Slot
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.instruments.models import Bilan
from jalon.domain.piis import deadlines, services
from jalon.domain.piis.enums import Act, CommitmentState
from jalon.domain.piis.models import Commitment, CommitmentReview, Evaluation, Piis
from jalon.domain.piis.queries import lines_of
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.piis.acts import confirmed, consequences, form_key, refuse_early, refused
from jalon.web.piis.forms.acts import iso
from jalon.web.piis.forms.evaluation import EvaluationForm, FindingForm, MissedForm, ReviewForm
from jalon.web.piis.opening import open_commitment, open_evaluation, open_piis

_BILANS = Kept(lambda: Bilan.objects.standing().of(Slot("person")))
QUICK = {
    CommitmentState.KEPT: "kept",
    CommitmentState.UNDER_WAY: "under_way",
}


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, piis_id: UUID) -> HttpResponse:
    """The evaluation in one page."""
    piis = open_piis(request, piis_id)
    form, findings = _forms(request, piis)
    if request.method == "POST" and all([form.is_valid(), *(one.is_valid() for one in findings)]):
        try:
            done = _record(request, piis, form, findings)
        except (NotAllowed, TransitionRefused):
            raise
        except DomainError as refusal:
            refused(form, refusal)
        else:
            if "paper" in request.POST:
                return redirect("piis:document", done.document_id)
            messages.success(request, _("L’évaluation est enregistrée, son document est gardé."))
            return redirect("piis:evaluation", done.pk)
    preview = refuse_early(piis, Act.EVALUATE, request)
    context = {
        "person": piis.person,
        "piis": piis,
        "form": form,
        "forms": [form, *findings],
        "sides": [
            (side, [one for one in findings if one.commitment.side == side]) for side in ("person", "centre", "third")
        ],
        "consequences": consequences(preview),
    }
    return render(request, "piis/evaluate.html", context, status=422 if form.is_bound else 200)


def _forms(request: HttpRequest, piis: Piis) -> tuple[EvaluationForm, list[FindingForm]]:
    data, on = request.POST if request.method == "POST" else None, today(request)
    proposed = deadlines.propose_next(piis, on) if piis.since and piis.since <= on else None
    bilans = _BILANS.ask(person=piis.person_id)
    choices = [(str(one.pk), _("bilan du %(day)s") % {"day": one.held_on.strftime("%d/%m/%Y")}) for one in bilans]
    recent = next((str(one.pk) for one in bilans if one.held_on == on), "")
    first = {"held_on": iso(on), "next_on": iso(proposed), "bilan_id": recent}
    form = EvaluationForm(data, initial=first, bilans=choices)
    return form, [FindingForm(one, data) for one in lines_of(piis)]


def _record(request: HttpRequest, piis: Piis, form: EvaluationForm, findings: list[FindingForm]) -> Evaluation:
    return services.record_evaluation(
        actor=request.member,  # type: ignore[attr-defined]
        piis=piis,
        findings=tuple(one.finding() for one in findings),
        at=timezone.now(),
        key=form_key(request),
        **form.facts(),
    )


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
            refused(form, refusal)
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
