"""A PDF in the browser."""

from datetime import date

from django.http import HttpResponse


def pdf_answer(content: bytes, month: date) -> HttpResponse:
    """Shown in the browser; its name says nothing of anybody."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{month:%Y-%m}.pdf"'
    return answer
