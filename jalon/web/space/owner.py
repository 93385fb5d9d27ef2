"""Pages of the person's that touch sign-in: keys, identities, the password.

Their own database role may reach none of those tables, so the gate lets these pages through as public ones; here it is
asked whose session this is, and what is refused becomes a page with a way on.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from jalon.domain.core.errors import DomainError
from jalon.web.access import own_file
from jalon.web.access.gate import page


def for_owner(view: Callable[..., HttpResponse]) -> Any:
    """Declare `view(request, access, …)`: for whoever is inside their own space, and nobody else."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        own_file.speak(request)
        access = own_file.open_access(request)
        if access is None:
            return own_file.to_the_door(request)
        request.is_private = True  # type: ignore[attr-defined]
        try:
            return view(request, access, *args, **kwargs)
        except DomainError as refusal:
            facts = {"refusal": refusal, "inside": True}
            return render(request, "space/refused.html", facts, status=refusal.status)

    return page("public")(never_cache(checked))
