"""What the pages of both sides share: finding a convention, an act on it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from jalon.domain.conventions.models import Convention
from jalon.domain.core.both_sides import rows
from jalon.web.ui.acts import confirm


def found(convention_id: UUID) -> Convention:
    """A convention of the centre in context, or any at the administration. Raises `Http404`."""
    one = rows(Convention).filter(pk=convention_id).first()
    if one is None:
        raise Http404
    return one


def act(
    request: HttpRequest,
    convention: Convention,
    form: Form,
    service: Callable[..., Any],
    *,
    back: str,
    **words: Any,
) -> HttpResponse:
    """A page for an act that asks what its form asks. `back`: the address of the convention; `words`: see `confirm`."""

    def do() -> None:
        service(actor=request.member, convention=convention, at=timezone.now(), **form.cleaned_data)  # type: ignore[attr-defined]

    return confirm(request, form, do=do, back=back, **words)
