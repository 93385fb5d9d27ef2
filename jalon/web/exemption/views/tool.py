"""The tool without a file: nothing personal is asked, nothing is kept.

The administration has the same page at its own addresses (`jalon.web.lab`): `Place` says where each stands.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from jalon.domain.accounts.permissions import is_member
from jalon.domain.core import reader
from jalon.domain.documents.rendering import contexts
from jalon.domain.exemption import papers
from jalon.domain.exemption.asked import Asked
from jalon.domain.exemption.reckoning import reckon, recorded
from jalon.domain.people.letterhead import centre_on_paper
from jalon.law.income import Category, months_covered
from jalon.web.access.gate import page
from jalon.web.exemption.months import month_to_begin_with
from jalon.web.exemption.sheet import Sheet
from jalon.web.exemption.views.common import answered
from jalon.web.exemption.views.paper import pdf_answer


@dataclass(frozen=True, kw_only=True)
class Place:
    """The routes of the tool on one side, what stands around it, and whose letterhead its paper has, by language."""

    lab: str
    paper: str
    head: Callable[[str], contexts.Centre]
    around: dict[str, Any] = field(default_factory=dict)


@page("centre", who=is_member)
@require_http_methods(["GET", "POST"])
def tool(request: HttpRequest) -> HttpResponse:
    """A month of anybody."""
    return month(request, _centre(request))


@page("centre", who=is_member)
@require_POST
def paper(request: HttpRequest) -> HttpResponse:
    """The same on paper, in the language of the page."""
    return on_paper(request, _centre(request))


def _centre(request: HttpRequest) -> Place:
    def head(language: str) -> contexts.Centre:
        return centre_on_paper(request.centre, language=language)  # type: ignore[attr-defined]

    return Place(lab="exemption:lab", paper="exemption:tool_paper", head=head)


def month(request: HttpRequest, place: Place) -> HttpResponse:
    """The same on both sides."""
    first = Asked(month=month_to_begin_with(), category=Category.SINGLE)
    sheet = Sheet.sent(request.POST) if request.method == "POST" else Sheet.of(first)
    urls = {"lab_url": reverse(place.lab), "paper_url": reverse(place.paper)}
    return answered(request, sheet, layout="ui/base.html", last_covered=months_covered()[1], **urls, **place.around)


def on_paper(request: HttpRequest, place: Place) -> HttpResponse:
    """The same on both sides; the page again where something is to be mended."""
    asked = Sheet.sent(request.POST).asked()
    if asked is None:
        return month(request, place)
    language = papers.paper_language(reader.language())
    facts = (asked, recorded(reckon(asked)), None, place.head(language), None)
    return pdf_answer(papers.paper(*facts, at=timezone.now(), language=language).bytes, asked.month)
