"""What the tool and the page in a file have in common: the sheet, its answer, page or fragment."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jalon.domain.exemption.reckoning import reckon, recorded
from jalon.domain.exemption.words import given
from jalon.web.exemption.sheet import Sheet
from jalon.web.exemption.shown import shown

ROW_ACTS = ("add", "remove-", "month")  # acts that change the form and ask for no answer yet


def changes_form(request: HttpRequest) -> bool:
    """Whether a button of the form itself was pressed: a row more or less, another month."""
    return request.POST.get("act", "").startswith(ROW_ACTS)


def answered(request: HttpRequest, sheet: Sheet, **context: Any) -> HttpResponse:
    """The page with its result, or the result alone when htmx asks while one types."""
    asked = sheet.asked()
    result = {**shown(recorded(reckon(asked))), "given": given(asked)} if asked else None
    alone = bool(request.htmx) and not changes_form(request)  # type: ignore[attr-defined]
    wrong = result is None and request.method == "POST" and not changes_form(request)
    told = {"sheet": sheet, "result": result, "problems": sheet.errors, **context}
    template = "exemption/result.html" if alone else "exemption/month.html"
    return render(request, template, told, status=(422 if alone else 400) if wrong else 200)
