"""An answer on its way to be kept: it goes to the page and comes back sealed, so that nothing waits on the server."""

from typing import Any

from django.core import signing
from django.http import HttpRequest

from jalon.domain.lab.models import Kind

_DAY = 24 * 3600


def sealed(request: HttpRequest, kind: Kind, question: Any, answer: Any) -> str:
    """The question and its answer, readable again by the same member only, for a day."""
    return signing.dumps([question, answer], salt=_salt(request, kind), compress=True)


def opened(request: HttpRequest, kind: Kind, told: str) -> tuple[Any, Any] | None:
    """What was sealed; None when it is another's, too old, or was changed."""
    try:
        question, answer = signing.loads(told, salt=_salt(request, kind), max_age=_DAY)
    except (signing.BadSignature, ValueError):
        return None
    return question, answer


def _salt(request: HttpRequest, kind: Kind) -> str:
    return f"lab.{kind}.{request.member.pk}"  # type: ignore[attr-defined]
