"""The month in a person's file: prefilled with what the file knows, kept only when asked."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.domain.accounts.permissions import is_social_staff
from jalon.domain.core.errors import DomainError
from jalon.domain.exemption import papers, services
from jalon.domain.exemption.asked import Asked, from_json
from jalon.domain.exemption.models import MonthResult
from jalon.domain.exemption.permissions import may_keep_result
from jalon.domain.exemption.queries import Known, known
from jalon.domain.exemption.reckoning import reckon, recorded
from jalon.domain.people.letterhead import centre_on_paper
from jalon.domain.people.models import Person
from jalon.law.income import Category, Work, months_covered
from jalon.web.access.gate import page
from jalon.web.exemption.forms import ReasonForm
from jalon.web.exemption.months import month_to_begin_with
from jalon.web.exemption.sheet import Sheet
from jalon.web.exemption.shown_file import facts_of
from jalon.web.exemption.views.common import answered, changes_form
from jalon.web.exemption.views.paper import pdf_answer
from jalon.web.people.opening import open_file
from jalon.web.ui.sent import as_uuid, form_key

FROM_FILE = ("category", "has_piis", "used", "first_used_on", "used_this_year", "count_in")
OPENED = "earnings.opened"


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def month(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The calendar with what the file knows; each answer beside it; « garder au dossier » when asked."""
    # While one types, the answer shows nothing of the file that was not sent: the page itself was recorded.
    typing = bool(request.htmx) and request.method == "POST" and not changes_form(request)  # type: ignore[attr-defined]
    person = open_file(request, person_id, None if typing else OPENED)
    corrects = _corrected(request, person)
    if request.method == "POST":
        sheet = Sheet.sent(request.POST)
        if request.POST.get("act") == "month":
            sheet = sheet.prefilled(_from_file(known(person, sheet.month), sheet.month), FROM_FILE)
        if request.POST.get("act") == "keep" and (kept := _keep(request, person, sheet, corrects)):
            return kept
    else:
        sheet = Sheet.of(from_json(corrects.inputs)) if corrects else _begun(person)
    return answered(request, sheet, **_around(request, person, sheet, corrects))


@page("centre", who=is_social_staff)
@require_POST
def paper(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The month on paper in the person's language; nothing is kept."""
    person = open_file(request, person_id, OPENED)
    sheet = Sheet.sent(request.POST)
    asked = sheet.asked()
    if asked is None:
        return answered(request, sheet, **_around(request, person, sheet, _corrected(request, person)))
    language = papers.paper_language(person.language)
    head = centre_on_paper(person.centre, language=language)
    facts = (asked, recorded(reckon(asked)), request.member, head, person)  # type: ignore[attr-defined]
    return pdf_answer(papers.paper(*facts, at=timezone.now(), language=language).bytes, asked.month)


def _keep(request: HttpRequest, person: Person, sheet: Sheet, corrects: MonthResult | None) -> HttpResponse | None:
    """Kept, and on to its page; None when something must be mended first."""
    asked = sheet.asked()
    if asked is None:
        return None
    try:
        result = services.keep(
            actor=request.member,  # type: ignore[attr-defined]
            person=person,
            asked=asked,
            at=timezone.now(),
            corrects=corrects,
            reason=request.POST.get("reason", ""),
            key=form_key(request),
        )
    except DomainError as refusal:
        if refusal.status == 403:
            raise
        sheet.form.add_error(None, str(refusal))
        return None
    messages.success(request, _("Le calcul est gardé au dossier. Il ne changera plus."))
    return redirect("exemption:result", person.pk, result.pk)


def _corrected(request: HttpRequest, person: Person) -> MonthResult | None:
    asked = request.POST.get("corrects") or request.GET.get("corrects") or ""
    found = as_uuid(asked)
    return MonthResult.objects.filter(pk=found, person=person).first() if found else None


def _begun(person: Person) -> Sheet:
    """The month to begin with, as the file knows it; a student's file proposes a student's job."""
    month = month_to_begin_with()
    told = known(person, month)
    sheet = Sheet.of(_from_file(told, month))
    return sheet.beginning_with(Work.STUDENT) if told.status is not None and told.status.is_student else sheet


def _from_file(told: Known, month: date) -> Asked:
    """The question as the file alone would put it."""
    return Asked(
        month=month,
        category=told.category or Category.SINGLE,
        has_piis=told.piis is not None,
        used=told.used,
        first_used_on=told.first_used_on,
        used_this_year=told.used_this_year,
        count_in=told.count_in if told.count_in != "days" else None,
    )


def _around(request: HttpRequest, person: Person, sheet: Sheet, corrects: MonthResult | None) -> dict[str, Any]:
    told = known(person, sheet.month)
    return {
        "layout": "people/file_base.html",
        "person": person,
        "facts": facts_of(person, told),
        "known": told,
        "corrects": corrects,
        "reason_form": ReasonForm() if corrects else None,
        "may_keep": may_keep_result(request.member, person),  # type: ignore[attr-defined]
        "last_covered": months_covered()[1],
        "paper_url": reverse("exemption:paper", args=[person.pk]),
        "breadcrumbs": [(person.full_name, reverse("people:file", args=[person.pk])), (_("Si vous travaillez"), "")],
    }
