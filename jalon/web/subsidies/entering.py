"""What the pages that enter a part of a programme share: who acts, a refusal beside what it is about, the way back."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.domain.subsidies.deciding import frozen, latest
from jalon.domain.subsidies.models import Programme
from jalon.web.subsidies.shown import programme_name
from jalon.web.ui.sent import show_refusal


def crumbs(one: Programme, part: str, address: str, here: str) -> list[tuple[str, str]]:
    """The way to this part of the programme (its title, the name of its address), and to a page `here` within it."""
    name = (programme_name(one.decree), reverse("programmes:show", args=[one.pk]))
    whole = (part, reverse(address, args=[one.pk]) if here else "")
    return [(_("Programmes"), reverse("programmes:list")), name, whole, *([(here, "")] if here else [])]


def who(request: HttpRequest, form: Any) -> dict[str, Any]:
    """Who acts, when, and on which state of the programme they were looking."""
    facts = {"actor": request.member, "at": timezone.now()}  # type: ignore[attr-defined]
    return {**facts, "revision": form.cleaned_data["revision"]}


def tried(act: Callable[[], Any], beside: Callable[[DomainError], Any]) -> bool:
    """Whether it was done; a refusal stands in the form that `beside` gives for it."""
    try:
        with transaction.atomic():
            act()
    except DomainError as refusal:
        if isinstance(refusal, NotAllowed):
            raise
        form = beside(refusal)
        if refusal.field == "title":
            refusal.field = "title_fr"
        show_refusal(form, refusal)
        return False
    return True


def decided_otherwise(one: Programme, part: str) -> bool:
    """Whether amounts were decided with another `part` of the decree ("forms", "articles") than stands now."""
    decree, read = one.decree, attrgetter(part)
    decisions = (latest(one, line.code) for line in decree.lines)
    return any(read(frozen(each).decree) != read(decree) for each in decisions if each)
