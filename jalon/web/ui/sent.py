"""What comes out of forms and addresses before any form knows it, and what goes back beside what was typed."""

from collections.abc import Iterable
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest

from jalon.domain.core.errors import DomainError


def as_uuid(text: str) -> UUID | None:
    """An id; None when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def uuids(texts: Iterable[str]) -> list[UUID]:
    """The ids among these texts, as from ticked boxes."""
    return [found for one in texts if (found := as_uuid(one))]


def form_key(request: HttpRequest) -> UUID | None:
    """The form's own key: sent twice, it acts once."""
    return as_uuid(request.POST.get("idempotency_key", ""))


def show_refusal(form: Form, refusal: DomainError) -> None:
    """A refusal of the domain beside its field when it has one in this form, else at the top."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
