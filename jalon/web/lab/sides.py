"""The lab has two sides: a centre's and the administration's. Each keeps its scenarios; who may not takes them away."""

from django.http import HttpRequest
from django.urls import reverse

from jalon.domain.lab.permissions import may_keep

_BOTH = ("home", "population", "columns", "population_keep", "workload", "workload_keep", "again")
_PERSON = ("person_name", "person_keep")
_CENTRE = ("workload_own",)
_FEDERAL = ("month", "person", "population_take", "workload_take", "person_take")
_CENTRE_OWN = {"month": "exemption:tool", "person": "exemption:lab"}  # a centre's stand at « Si vous travaillez »


def is_federal(request: HttpRequest) -> bool:
    """Whether the administration asks."""
    return getattr(request, "centre", None) is None


def room(request: HttpRequest) -> str:
    """The name of this side's routes."""
    return "federal_lab" if is_federal(request) else "lab"


def urls(request: HttpRequest) -> dict[str, str]:
    """The addresses of this side, by name; those of the other are not there."""
    own = _FEDERAL if is_federal(request) else _CENTRE
    found = {name: reverse(f"{room(request)}:{name}") for name in (*_BOTH, *_PERSON, *own)}
    return found if is_federal(request) else found | {name: reverse(route) for name, route in _CENTRE_OWN.items()}


def keep_or_take(request: HttpRequest, kind: str) -> dict[str, str]:
    """Where an answer goes: kept by who may, taken away by who may not."""
    verb = "keep" if may_keep(request.member) else "take"  # type: ignore[attr-defined]
    return {f"{verb}_url": urls(request)[f"{kind}_{verb}"]}
