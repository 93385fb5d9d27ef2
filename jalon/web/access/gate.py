"""What each page declares about itself. A page that declares nothing is closed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.http.response import HttpResponseBase

Kind = Literal["public", "signed_in", "centre", "federal", "person"]


class Detour(Exception):  # noqa: N818  not an error
    """Another page comes first. What the view had begun is undone, and this answer is given instead."""

    def __init__(self, response: HttpResponseBase):
        self.response = response
        super().__init__()


@dataclass(frozen=True)
class Access:
    """`kind` chooses the database role; `who(actor)` is the first question asked of the actor."""

    kind: Kind
    who: Callable[..., bool] | None = None


def page(kind: Kind, who: Callable[..., bool] | None = None) -> Callable[[Any], Any]:
    """Declare a view: `@page("centre", who=is_social_staff)`.

    `public`: anybody, no tenant data. `signed_in`: a user before a centre is chosen. `centre`: a member at work, inside
    the centre's transaction, as `request.member`. `federal`: a federal member, as `request.member`. `person`: somebody
    in their own file, with the rights of `jalon_person` alone, as `request.person_access`; no member's page opens.
    """

    def declare(view: Any) -> Any:
        view.access = Access(kind, who)
        return view

    return declare


# The design system and the choice of language stand below the gate, show nobody's data and cannot declare themselves.
BELOW = ("jalon.web.ui.views", "django.views.i18n")


def access_of(view: Any) -> Access | None:
    """The declaration of a view, or None: closed."""
    declared = getattr(view, "access", None) or getattr(getattr(view, "view_class", None), "access", None)
    if declared:
        return declared
    return Access("public") if getattr(view, "__module__", "") in BELOW else None
