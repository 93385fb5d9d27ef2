"""One question to an identity service over HTTPS: a JSON object, soon, or `Unreachable`."""

import json
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

SECONDS = 5  # a person waits in front of a telephone
LARGEST = 256 * 1024  # bytes


class Unreachable(Exception):  # noqa: N818  not a fault of ours
    """No answer, too late, too long, or none we can read."""


class Refused(Unreachable):
    """It answered no: the code was used already, or we are not who it knows."""


class _NoRedirect(HTTPRedirectHandler):
    """What we ask is not handed on to another address."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Nowhere."""


def ask(url: str, *, form: dict[str, str] | None = None, headers: dict[str, str] | None = None) -> dict[str, Any]:
    """The answer of a GET, or of a POST with `form`. Raises `Refused`, `Unreachable`."""
    if not url.startswith("https://"):
        raise Unreachable(f"{url} is no address of HTTPS")
    body = urlencode(form).encode() if form is not None else None
    request = Request(url, data=body, headers={"Accept": "application/json", **(headers or {})})
    try:
        with build_opener(_NoRedirect).open(request, timeout=SECONDS) as answer:
            read = answer.read(LARGEST + 1)
        found = json.loads(read) if len(read) <= LARGEST else None
    except HTTPError as failure:
        kind = Refused if 400 <= failure.code < 500 else Unreachable
        raise kind(f"{url}: {failure}") from failure
    except (URLError, OSError, ValueError) as failure:
        raise Unreachable(f"{url}: {failure}") from failure
    if not isinstance(found, dict):
        raise Unreachable(f"{url} answered no object of JSON")
    return found
