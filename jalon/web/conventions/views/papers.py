"""The text to sign and the letter of invitation, as PDF; all letters of a line in one archive."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from jalon.domain.conventions import paper, queries
from jalon.domain.conventions.permissions import may_write, reads_conventions
from jalon.domain.core import reader
from jalon.domain.subsidies.models import Decision
from jalon.web.access.gate import page
from jalon.web.conventions import letters as all_letters
from jalon.web.conventions.views.common import found
from jalon.web.conventions.zipped import zipped


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


@page("federal", who=reads_conventions)
@require_safe
def letters(request: HttpRequest, decision_id: UUID) -> StreamingHttpResponse:
    """All letters of a line that is shared, each in its centre's language, to be printed and posted at once.

    What they say is read now; each is made while the one before is on its way, so that one is held at a time. One that
    cannot be made is named in a text beside the others.
    """
    decision = get_object_or_404(Decision, pk=decision_id)
    found = queries.invitations(decision.programme_id, decision.line)
    if not found:
        raise Http404
    made = all_letters.made(found, reader.language())
    answer = StreamingHttpResponse(zipped(made), content_type="application/zip")
    name = f"invitations-{found[0][0].facts['year']}-{decision.line}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


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
