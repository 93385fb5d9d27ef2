"""The tool without a file: nothing personal is asked, nothing is kept."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from jalon.domain.accounts.permissions import is_member
from jalon.domain.core import reader
from jalon.domain.exemption import papers
from jalon.domain.exemption.asked import Asked
from jalon.domain.exemption.reckoning import reckon, recorded
from jalon.law.income import Category, months_covered
from jalon.web.access.gate import page
from jalon.web.exemption.sheet import Sheet
from jalon.web.exemption.views.common import answered
from jalon.web.exemption.views.paper import pdf_answer


@page("centre", who=is_member)
@require_http_methods(["GET", "POST"])
def tool(request: HttpRequest) -> HttpResponse:
    """A month of anybody."""
    first = Asked(month=months_covered()[1], category=Category.SINGLE)
    sheet = Sheet.sent(request.POST) if request.method == "POST" else Sheet.of(first)
    return answered(request, sheet, layout="ui/base.html", last_covered=months_covered()[1])


@page("centre", who=is_member)
@require_POST
def paper(request: HttpRequest) -> HttpResponse:
    """The same on paper, in the language of the page."""
    sheet = Sheet.sent(request.POST)
    asked = sheet.asked()
    if asked is None:
        return answered(request, sheet, layout="ui/base.html", last_covered=months_covered()[1])
    made = papers.paper(
        asked,
        recorded(reckon(asked)),
        None,
        request.centre,  # type: ignore[attr-defined]
        None,
        at=timezone.now(),
        language=papers.paper_language(reader.language()),
    )
    return pdf_answer(made.bytes, asked.month)
