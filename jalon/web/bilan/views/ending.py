"""The end of the talk: finish for good, the paper, and the correction of what was finished."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from jalon.domain.accounts.permissions import is_member, is_social_staff
from jalon.domain.core.errors import Conflict, InvalidInput, NotAllowed
from jalon.domain.instruments import apart, papers, queries, services
from jalon.domain.instruments.enums import Rated
from jalon.domain.instruments.models import Bilan
from jalon.domain.instruments.permissions import may_discard_bilan
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.bilan import reading
from jalon.web.bilan.forms import CorrectForm
from jalon.web.bilan.views.around import pdf_answer
from jalon.web.bilan.views.opened import around, open_bilan, open_bilans, url_of


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, person_id: UUID, bilan_id: UUID) -> HttpResponse:
    """Read it again together, see what is missing, then finish."""
    bilan = open_bilan(request, person_id, bilan_id)
    if bilan.is_finished:  # a double click, or a colleague was quicker
        return redirect(url_of(bilan))
    changed = False
    if request.method == "POST":
        revision = request.POST.get("revision", "")
        try:
            services.finish(
                actor=request.member,
                bilan=bilan,
                revision=int(revision) if revision.isascii() and revision.isdigit() else 0,
                at=timezone.now(),
            )
            messages.success(request, _("Le bilan est terminé. Son document est gardé au dossier."))
            return redirect(url_of(bilan))
        except Conflict:
            changed = True
    return _reread(request, bilan, changed)


def _reread(request: HttpRequest, bilan: Bilan, changed: bool) -> HttpResponse:
    entries = queries.entries_in_order(bilan)
    instrument = queries.instrument_of(bilan)
    missing = queries.missing(entries)

    def named(codes):
        return [(code, str(instrument.domain(code).name)) for code in codes]

    context = around(
        bilan,
        (_("Relire et terminer"), ""),
        **reading.content(bilan, entries),
        missing=missing,
        untouched=named(missing.untouched),
        unrated_by_person=named(missing.unrated_by_person),
        unrated_by_worker=named(missing.unrated_by_worker),
        changed=changed,
        is_open=apart.is_open(apart.sides(bilan).values()),
    )
    return render(request, "bilan/finish.html", context, status=409 if changed else 200)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, person_id: UUID, bilan_id: UUID) -> HttpResponse:
    """Delete a draft begun by mistake, having seen what goes with it."""
    if request.method == "POST" and queries.was_discarded(bilan_id):  # a double click
        return redirect("bilan:list", open_bilans(request, person_id).pk)
    bilan = open_bilan(request, person_id, bilan_id)
    if bilan.is_finished:
        return redirect(url_of(bilan))
    if not may_discard_bilan(request.member, bilan):  # type: ignore[attr-defined]
        raise NotAllowed
    if request.method == "POST":
        services.discard(actor=request.member, bilan=bilan, on=today(request))
        messages.success(request, _("Le brouillon est supprimé."))
        return redirect("bilan:list", person_id)
    written = sum(entry.has_content for entry in bilan.entries.all())
    said = ngettext("%(n)d domaine déjà rempli sera perdu.", "%(n)d domaines déjà remplis seront perdus.", written)
    context = around(
        bilan,
        (_("Supprimer le brouillon"), ""),
        title=_("Supprimer ce brouillon de bilan"),
        lede=_("Pour un bilan commencé par erreur. Un bilan terminé ne se supprime jamais : il se corrige."),
        consequences=[said % {"n": written}, _("Le journal garde qu’un brouillon a été supprimé, par qui et quand.")],
        act=_("Supprimer le brouillon"),
        danger=True,
        form=Form(),
        cancel_url=url_of(bilan),
    )
    return render(request, "ui/confirm.html", context)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, person_id: UUID, bilan_id: UUID) -> HttpResponse:
    """Give the levels together after all, on the page of the talk."""
    bilan = open_bilan(request, person_id, bilan_id)
    if bilan.is_finished or bilan.rated != Rated.APART:
        return redirect(url_of(bilan))
    if request.method == "POST":
        services.join(actor=request.member, bilan=bilan, on=today(request))
        messages.success(request, _("Les niveaux se donnent maintenant ensemble, sur cette page."))
        return redirect(url_of(bilan))
    context = around(
        bilan,
        (_("Ensemble"), ""),
        title=_("Donner les niveaux ensemble"),
        lede=_("À la demande de la personne, ou parce qu’elle est là et préfère parler."),
        consequences=[
            _("Les deux colonnes s’ouvrent sur la page de l’entretien ; chacun voit ce que l’autre choisit."),
            _("Ce que l’un ou l’autre avait commencé à noter seul n’est pas gardé ; le journal le dit."),
        ],
        act=_("Continuer ensemble"),
        form=Form(),
        cancel_url=url_of(bilan),
    )
    return render(request, "ui/confirm.html", context)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, person_id: UUID, bilan_id: UUID) -> HttpResponse:
    """Begin a correction, saying why."""
    bilan = open_bilan(request, person_id, bilan_id)
    form = CorrectForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            correction = services.correct(
                actor=request.member, bilan=bilan, reason=form.cleaned_data["reason"], on=today(request)
            )
            return redirect(url_of(correction))
        except InvalidInput as refusal:
            form.add_error(refusal.field, str(refusal))
    context = around(bilan, (_("Corriger"), ""), form=form)
    return render(request, "bilan/correct.html", context, status=400 if form.errors else 200)


@page("centre", who=is_member)
@require_GET
def pdf(request: HttpRequest, person_id: UUID, bilan_id: UUID) -> HttpResponse:
    """The document frozen when the bilan was finished."""
    bilan = open_bilan(request, person_id, bilan_id)
    document = papers.frozen(bilan)
    if document is None:
        raise Http404
    return pdf_answer(bytes(document.content), f"bilan-{bilan.number}.pdf")
