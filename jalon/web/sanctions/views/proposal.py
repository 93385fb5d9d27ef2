"""The worker's side of a proposal."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.domain.accounts.permissions import is_social_staff
from jalon.domain.core.errors import Conflict, DomainError
from jalon.domain.documents.models import Document
from jalon.domain.piis.models import Commitment, Evaluation, Piis
from jalon.domain.sanctions import services
from jalon.domain.sanctions.models import CitedAbsence, CitedCommitment, Proposal
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.people.opening import enter_file
from jalon.web.sanctions.forms import DayForm, ProposalForm
from jalon.web.sanctions.shown import as_shown, initial_of
from jalon.web.sanctions.views.common import confirm, entered, with_reason
from jalon.web.ui import autosave
from jalon.web.ui.sent import form_key, show_refusal


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, piis_id: UUID) -> HttpResponse:
    """Before anything is opened: what the law asks, and what else could be tried."""
    piis = get_object_or_404(Piis.objects.select_related("person__responsible"), pk=piis_id)
    enter_file(request, piis.person, "sanction.read")
    if request.method == "POST":
        proposal = services.propose(actor=request.member, piis=piis, at=timezone.now())
        return redirect("sanctions:edit", proposal_id=proposal.pk)
    return render(request, "sanctions/new.html", {"piis": piis, "person": piis.person})


@page("centre")
@require_safe
def show(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Everything the council must read, the two sides at the same weight."""
    proposal = entered(request, proposal_id)
    return render(request, "sanctions/proposal.html", as_shown(proposal, request.member, today(request)))


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Write; incomplete is allowed, lost is not: the page also saves itself."""
    proposal = entered(request, proposal_id)
    form = ProposalForm(request.POST or None, initial=initial_of(proposal))
    quiet, theirs = autosave.asked(request), None
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.save(actor=request.member, proposal=proposal, at=timezone.now(), **form.told())
            return _saved(request, saved, quiet)
        except Conflict as conflict:
            theirs = conflict.theirs
            form.add_error(None, str(conflict))
        except DomainError as refusal:
            show_refusal(form, refusal)
    if quiet:
        return autosave.conflict() if theirs else autosave.refused(form.errors)
    known = theirs or proposal
    version = known.revision if theirs or not form.is_bound else form.data.get("version", "")
    context = {"proposal": proposal, "person": proposal.person, "form": form, "theirs": theirs, "version": version}
    return render(request, "sanctions/edit.html", context, status=400 if form.errors else 200)


def _saved(request: HttpRequest, proposal: Proposal, quiet: bool) -> HttpResponse:
    if quiet:
        return autosave.saved(at=timezone.now(), version=proposal.revision)
    messages.success(request, _("La proposition est enregistrée."))
    return redirect("sanctions:proposal", proposal_id=proposal.pk)


@page("centre", who=is_social_staff)
@require_POST
def cite(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Rest the proposal on a commitment or an absence, or leave it out again."""
    proposal, on = entered(request, proposal_id), today(request)
    kind, _sep, key = request.POST.get("what", "").partition(":")
    models = {"commitment": Commitment, "absence": Evaluation, "uncommit": CitedCommitment, "unabsent": CitedAbsence}
    try:
        subject = get_object_or_404(models[kind], pk=UUID(key))
    except (KeyError, ValueError) as error:
        raise Http404 from error
    if kind == "commitment":
        services.cite_commitment(actor=request.member, proposal=proposal, commitment=subject, on=on)
    elif kind == "absence":
        services.cite_absence(actor=request.member, proposal=proposal, evaluation=subject, on=on)
    elif subject.proposal_id == proposal.pk:
        services.uncite(actor=request.member, cited=subject, on=on)
    return redirect("sanctions:proposal", proposal_id=proposal.pk)


@page("centre", who=is_social_staff)
@require_POST
def explain(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Say why the centre is late itself."""
    proposal = entered(request, proposal_id)
    try:
        key = UUID(request.POST.get("commitment", ""))
    except ValueError as error:
        raise Http404 from error
    commitment = get_object_or_404(Commitment, pk=key, piis=proposal.piis)
    words = request.POST.get("explanation", "")
    services.explain_lateness(
        actor=request.member, proposal=proposal, commitment=commitment, explanation=words, on=today(request)
    )
    messages.success(request, _("L’explication du centre est dans le dossier."))
    return redirect("sanctions:proposal", proposal_id=proposal.pk)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def notice(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Make the notice and say on which day it is sent."""
    proposal = entered(request, proposal_id)
    form = DayForm(request.POST or None, initial={"day": today(request)})

    def do() -> None:
        day = form.cleaned_data["day"]
        services.send_notice(
            actor=request.member, proposal=proposal, sent_on=day, at=timezone.now(), key=form_key(request)
        )

    return confirm(
        request,
        proposal,
        form,
        title=_("Envoyer la mise en demeure"),
        act=_("Faire la mise en demeure"),
        consequences=[
            _("Une lettre est faite dans la langue de la personne, avec les faits, ce qui est demandé et l’audition."),
            _("Elle montre aussi ce que le centre n’a pas encore fait."),
            _("Elle ne peut plus être changée ; une nouvelle peut la suivre."),
        ],
        do=do,
        done=_("La mise en demeure est prête. Imprimez-la et envoyez-la par un moyen qui laisse une preuve."),
    )


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Put the proposal before the council."""
    proposal = entered(request, proposal_id)
    form = Form(request.POST) if request.method == "POST" else Form()
    return confirm(
        request,
        proposal,
        form,
        title=_("Transmettre au Conseil"),
        act=_("Transmettre au Conseil"),
        consequences=[
            _("Le Conseil lit la proposition, l’avis, les mots de la personne et les engagements du centre."),
            _("Rien ne change pour la personne tant que le Conseil n’a pas décidé."),
        ],
        do=lambda: services.submit(actor=request.member, proposal=proposal, at=timezone.now(), key=form_key(request)),
        done=_("La proposition est devant le Conseil."),
    )


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Give the proposal up."""
    proposal = entered(request, proposal_id)
    return with_reason(
        request,
        proposal,
        services.withdraw,
        title=_("Abandonner la proposition"),
        act=_("Abandonner"),
        consequences=[_("Rien n’arrive à la personne. La raison reste dans le dossier.")],
        done=_("La proposition est abandonnée."),
    )


@page("centre")
@require_safe
def paper(request: HttpRequest, proposal_id: UUID, document_id: UUID) -> HttpResponse:
    """The notice or the decision exactly as it was made."""
    proposal = entered(request, proposal_id)
    document = get_object_or_404(Document, pk=document_id, subject_id=proposal.pk)
    response = HttpResponse(bytes(document.content), content_type=document.media_type)
    response["Content-Disposition"] = f'inline; filename="{document.kind}-{document.pk}.pdf"'
    return response
