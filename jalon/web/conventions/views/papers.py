"""The text to sign and the letter of invitation, as PDF."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jalon.domain.conventions import paper, queries
from jalon.domain.conventions.permissions import may_write, reads_conventions
from jalon.web.access.gate import page
from jalon.web.conventions.views.common import found


@page("centre", who=may_write)
@require_safe
def own_text(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """The frozen bytes of the last text the minister accepted."""
    return _text(convention_id)


@page("centre", who=may_write)
@require_safe
def own_letter(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """The letter of invitation, in the centre's language or the one asked."""
    return _letter(request, convention_id)


@page("federal", who=reads_conventions)
@require_safe
def text(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """The same text at the administration."""
    return _text(convention_id)


@page("federal", who=reads_conventions)
@require_safe
def letter(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """The same letter at the administration, to be posted."""
    return _letter(request, convention_id)


def _text(convention_id: UUID) -> HttpResponse:
    kept = queries.paper_of(queries.last_version(found(convention_id)))
    if kept is None:
        raise Http404
    return _pdf(bytes(kept.content), paper.file_name(convention_id, "convention"))


def _letter(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    one = found(convention_id)
    language = request.GET.get("language", one.language)
    if language not in paper.LETTER_LANGUAGES:
        raise Http404
    made = paper.letter(one, language=language, made_at=one.invited_at)
    return _pdf(made.content, paper.file_name(convention_id, "invitation"))


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
