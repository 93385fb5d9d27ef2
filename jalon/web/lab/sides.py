"""The lab has two sides: a centre's, where scenarios are kept, and the administration's, where they are taken away."""

from django.http import HttpRequest
from django.urls import reverse

_BOTH = ("home", "population", "columns", "workload", "again")
_CENTRE = ("population_keep", "workload_keep", "workload_own")
_FEDERAL = ("population_take", "workload_take")


def is_federal(request: HttpRequest) -> bool:
    """Whether the administration asks."""
    return getattr(request, "centre", None) is None


def urls(request: HttpRequest) -> dict[str, str]:
    """The addresses of this side, by name; those of the other are not there."""
    room, own = ("federal_lab", _FEDERAL) if is_federal(request) else ("lab", _CENTRE)
    return {name: reverse(f"{room}:{name}") for name in (*_BOTH, *own)}
