"""Lists of files, and finding one."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import is_coordinator, is_member, is_social_staff
from jalon.domain.core.errors import InvalidInput
from jalon.domain.people.queries import Filters, Page, caseload, narrowed, search
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.people import data_checks, filters
from jalon.web.people.forms.caseload import FilterForm
from jalon.web.people.opening import record_list
from jalon.web.ui.sent import as_uuid


@page("centre", who=is_social_staff)
@require_GET
def files(request: HttpRequest) -> HttpResponse:
    """My files, those of nobody and, for who coordinates, those of the centre or of one colleague."""
    member, on = request.member, today(request)
    whose = _whose(request)
    form = FilterForm(request.GET)
    form.is_valid()
    shown = caseload(
        member=member,
        filters=chosen(form, whose),
        on=on,
        after=_cursor(request, "after"),
        before=_cursor(request, "before"),
    )
    if whose != "mine":
        record_list(request, "files.listed", len(shown.items))
    context = {"form": form, "page": shown, "whose": whose, "tab_items": _tabs(request, whose)}
    context["narrowed"] = any(form.cleaned_data.values())
    return render(request, "people/list.html", context)


@page("centre", who=is_social_staff)
@require_GET
def to_mend(request: HttpRequest) -> HttpResponse:
    """What open files miss or contradict, check by check, each with who mends it: the same tabs as the list."""
    whose, on = _whose(request), today(request)
    asked = whose.pk if isinstance(whose, Membership) else whose
    found = data_checks.findings(narrowed(member=request.member, filters=Filters(whose=asked), on=on), on)
    if whose != "mine":
        record_list(request, "files.listed", len({file.person.pk for one in found for file in one.files}))
    context = {"findings": found, "checks": data_checks.known(), "asked": asked, "whose": whose}
    context["tab_items"] = _tabs(request, whose)
    return render(request, "people/to_mend.html", context)


@page("centre", who=is_member)
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Search by POST, so that no name stands in an address or a history."""
    typed = request.POST.get("q", "")[:200]
    after = request.POST.get("after", "")
    try:
        found = search(typed, on=today(request), after=as_uuid(after)) if typed else Page([])
    except InvalidInput:
        found = Page([])
    record_list(request, "files.searched", len(found.items))
    context = {"q": typed.replace("\x00", ""), "page": found, "further": bool(after)}
    return render(request, "people/search.html", context)


def chosen(form: FilterForm, whose: str | Membership) -> Filters:
    """The filters of the page; what is not understood narrows nothing."""
    data = form.cleaned_data
    extra = filters.find(data.get("todo", ""))
    return Filters(
        whose=whose.pk if isinstance(whose, Membership) else whose,
        state="closed" if data.get("state") == "closed" else "open",
        status=data.get("status", ""),
        language=data.get("language", ""),
        narrowed_by=[extra.narrowing] if extra else [],
    )


def _whose(request: HttpRequest) -> str | Membership:
    asked = request.GET.get("whose", "mine")
    if asked in ("mine", "nobody"):
        return asked
    if not is_coordinator(request.member):
        return "mine"
    if asked == "centre":
        return asked
    member_id = as_uuid(asked)
    return get_object_or_404(Membership.objects, pk=member_id) if member_id else "mine"


def _cursor(request: HttpRequest, name: str) -> UUID | None:
    return as_uuid(request.GET.get(name, ""))


def _tabs(request: HttpRequest, whose: str | Membership) -> list[tuple[Any, ...]]:
    items: list[tuple[Any, ...]] = [
        ("mine", _("Mes dossiers"), "?whose=mine"),
        ("nobody", _("Sans travailleur"), "?whose=nobody"),
    ]
    if is_coordinator(request.member):
        items.append(("centre", _("Tout le centre"), "?whose=centre"))
    if isinstance(whose, Membership):
        items.append((whose, whose.name, f"?whose={whose.pk}"))
    return items
