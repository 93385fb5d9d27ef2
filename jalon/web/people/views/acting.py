"""How a page does an act: the form is read, one service is called, its refusal stands beside the field it names."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.errors import Conflict, DomainError, NotAllowed
from jalon.web.ui.parts import Change
from jalon.web.ui.sent import show_refusal

UNPROCESSABLE = 422


def attempt(form: forms.Form, do: Callable[[], Any]) -> Any:
    """What the service returns; None, with the refusal in the form, when it refuses for a reason one can mend."""
    try:
        return do()
    except (NotAllowed, Conflict):
        raise
    except DomainError as refusal:
        show_refusal(form, refusal)
        return None


def form_page(request: HttpRequest, template: str, form: forms.Form, **context: Any) -> HttpResponse:
    """The page of a form, with the status that tells htmx and tests whether it must be mended."""
    status = UNPROCESSABLE if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)


def conflict_page(
    request: HttpRequest, template: str, form: forms.Form, theirs: dict[str, Any], *, verb: str, **context: Any
) -> HttpResponse:
    """The form as it was typed, beside what somebody else saved meanwhile; sent again, it replaces theirs knowingly."""
    differing = [
        Change(str(field.label), _said(field, theirs[name]), _said(field, form.data.get(name, "")))
        for name, field in form.fields.items()
        if name != "revision" and _said(field, theirs[name]) != _said(field, form.data.get(name, ""))
    ]
    form.data = form.data.copy()
    form.data["revision"] = theirs["revision"]
    who = JournalEntry.objects.filter(person_id=context["person"].pk, verb=verb).order_by("-number").first()
    told = {"theirs": differing, "who": who.actor_name if who else ""}
    return render(request, template, {"form": form, **told, **context}, status=Conflict.status)


def _said(field: forms.Field, value: Any) -> str:
    """A value as the page shows it: dates in one form, choices by their words."""
    if isinstance(field, forms.BooleanField):
        return _("oui") if value in (True, "on", "True") else _("non")
    if isinstance(field, forms.DateField):
        try:
            day = field.to_python(value)
        except forms.ValidationError:
            return str(value)
        return date_format(day, "j F Y") if day else ""
    if isinstance(field, forms.ChoiceField):
        words = {str(key): str(label) for key, label in field.choices}
        return words.get("" if value is None else str(value), "")
    return "" if value is None else str(value).replace("\r\n", "\n")
