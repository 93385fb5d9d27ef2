"""A kept result, read again: the lines it had then."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jalon.domain.accounts.permissions import is_member
from jalon.domain.exemption import papers
from jalon.domain.exemption.asked import from_json
from jalon.domain.exemption.models import MonthResult
from jalon.domain.exemption.permissions import may_keep_result
from jalon.domain.exemption.words import given, month_words
from jalon.web.access.gate import page
from jalon.web.exemption.shown import shown
from jalon.web.exemption.views.paper import pdf_answer
from jalon.web.people.opening import enter_file


@page("centre", who=is_member)
@require_GET
def show(request: HttpRequest, person_id: UUID, result_id: UUID) -> HttpResponse:
    """What was asked and answered, by whom, with which parameters; what corrects it or what it corrects."""
    result = _open(request, person_id, result_id)
    correction = MonthResult.objects.filter(corrects=result).first()
    may_correct = correction is None and may_keep_result(request.member, result.person)  # type: ignore[attr-defined]
    person, title = result.person, month_words(result.month)
    context = {
        "person": person,
        "kept": result,
        "title": title,
        "result": {**shown(result.answer), "given": given(from_json(result.inputs))},
        "correction": correction,
        "may_correct": may_correct,
        "work_url": reverse("exemption:month", args=[person.pk]),
        "breadcrumbs": [
            (person.full_name, reverse("people:file", args=[person.pk])),
            (_("Si vous travaillez"), reverse("exemption:month", args=[person.pk]) if may_correct else ""),
            (title, ""),
        ],
    }
    return render(request, "exemption/kept.html", context)


@page("centre", who=is_member)
@require_GET
def pdf(request: HttpRequest, person_id: UUID, result_id: UUID) -> HttpResponse:
    """The same lines on paper, in the person's language."""
    result = _open(request, person_id, result_id)
    language = papers.paper_language(result.person.language)
    return pdf_answer(papers.paper_of_result(result, language=language).bytes, result.month)


def _open(request: HttpRequest, person_id: UUID, result_id: UUID) -> MonthResult:
    """One result of this file; 404 in another centre or on another file."""
    results = MonthResult.objects.select_related("person__responsible", "author", "corrects", "centre")
    result = get_object_or_404(results, pk=result_id, person_id=person_id)
    enter_file(request, result.person, "earnings.read")
    return result
