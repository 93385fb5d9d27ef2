"""A programme as a file: taken along, and brought in as a draft."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.domain.subsidies import files
from jalon.domain.subsidies.models import Programme
from jalon.domain.subsidies.permissions import manages_programmes, reads_programmes
from jalon.law.subsidies import Programme as Decree
from jalon.law.subsidies import shipped_programmes
from jalon.law.subsidies.programme_written import write_programme
from jalon.web.access.gate import page
from jalon.web.subsidies.forms import LoadForm
from jalon.web.ui.sent import show_refusal


@page("federal", who=manages_programmes)
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    """Send a file, told line by line what is wrong in it."""
    form = LoadForm(request.POST, request.FILES) if request.method == "POST" else LoadForm()
    one, problems = _loaded(request, form) if request.method == "POST" and form.is_valid() else (None, [])
    if one:
        messages.success(request, _("Le programme est chargé. Relisez-le, puis partagez-le."))
        return redirect("programmes:show", programme_id=one.pk)
    crumbs = [(_("Programmes"), reverse("programmes:list")), (_("Charger un programme"), "")]
    context = {"form": form, "problems": problems, "breadcrumbs": crumbs}
    return render(request, "subsidies/load.html", context, status=400 if problems or form.errors else 200)


def _loaded(request: HttpRequest, form: LoadForm) -> tuple[Programme | None, list[Any]]:
    facts = {"content": form.cleaned_data["file"], "at": timezone.now()}
    try:
        with transaction.atomic():
            return files.load(actor=request.member, **facts), []  # type: ignore[attr-defined]
    except NotAllowed:
        raise
    except files.FileRefused as refused:
        return None, list(refused.problems)
    except DomainError as refusal:
        show_refusal(form, refusal)
        return None, []


@page("federal", who=reads_programmes)
@require_safe
def download(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """The file of a programme kept here."""
    return _file(get_object_or_404(Programme, pk=programme_id).decree)


@page("federal", who=reads_programmes)
@require_safe
def download_shipped(request: HttpRequest, shipped: str) -> HttpResponse:
    """The file of one that ships."""
    found = shipped_programmes().get(shipped)
    if found is None:
        raise Http404
    return _file(found)


def _file(one: Decree) -> HttpResponse:
    answer = HttpResponse(write_programme(one), content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{one.code}.yaml"'
    return answer
