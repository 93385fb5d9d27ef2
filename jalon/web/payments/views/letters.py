"""The letter that asks money back, as PDF, at both sides."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jalon.domain.core.both_sides import rows
from jalon.domain.payments import paper
from jalon.domain.payments.enums import Kind
from jalon.domain.payments.models import Order
from jalon.domain.payments.permissions import may_write, reads_payments
from jalon.web.access.gate import page


@page("centre", who=may_write)
@require_safe
def own_claim(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The letter this centre got."""
    return _letter(request, order_id)


@page("federal", who=reads_payments)
@require_safe
def claim(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The same letter at the administration, to be posted."""
    return _letter(request, order_id)


def _letter(request: HttpRequest, order_id: UUID) -> HttpResponse:
    one = rows(Order).filter(pk=order_id, kind=Kind.RECOVERY).first()
    if one is None:
        raise Http404
    language = request.GET.get("language") or paper.language_of(one)
    if language not in paper.LANGUAGES:
        raise Http404
    answer = HttpResponse(paper.claim(one, language=language), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="claim-{one.reference}.pdf"'
    return answer
