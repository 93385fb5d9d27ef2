"""The server's half of forms that save themselves: what a view answers to ``static/ui/js/autosave.js``."""

from datetime import datetime
from hashlib import blake2s

from django.http import HttpRequest, JsonResponse

from jalon.web.ui import people


def asked(request: HttpRequest) -> bool:
    """Whether this POST is a save in passing rather than the person's own act of sending."""
    return request.headers.get("X-Jalon-Autosave") == "1"


def fingerprint(value: object) -> str:
    """Eight hexadecimal digits that tell whether a field came back as it was shown."""
    return blake2s(str("" if value is None else value).encode(), digest_size=4).hexdigest()


def saved(*, at: datetime, version: int | str) -> JsonResponse:
    """The text is safe: when, and the version the next save must name."""
    return JsonResponse({"saved": people.clock(at), "version": version})


def refused(errors: dict) -> JsonResponse:
    """Some field can't be kept as it is: ``form.errors``. The text stays on the person's device."""
    return JsonResponse({"errors": {name: [str(e) for e in found] for name, found in errors.items()}}, status=422)


def conflict() -> JsonResponse:
    """Someone saved another version meanwhile: nothing was overwritten."""
    return JsonResponse({}, status=409)
