"""What the pages of both sides share: finding a convention, one page for one act."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from jalon.domain.conventions.models import Convention
from jalon.domain.conventions.queries import rows
from jalon.domain.core.errors import DomainError, Text
from jalon.web.ui.sent import show_refusal


def found(convention_id: UUID) -> Convention:
    """A convention of the centre in context, or any at the administration. Raises `Http404`."""
    one = rows(Convention).filter(pk=convention_id).first()
    if one is None:
        raise Http404
    return one


def act(
    request: HttpRequest,
    convention: Convention,
    form: Form,
    service: Callable[..., Any],
    *,
    back: str,
    **words: Any,
) -> HttpResponse:
    """A page for an act that asks what its form asks. `back`: the address of the convention; `words`: see `confirm`."""

    def do() -> None:
        service(actor=request.member, convention=convention, at=timezone.now(), **form.cleaned_data)  # type: ignore[attr-defined]

    return confirm(request, form, do=do, back=back, **words)


def confirm(
    request: HttpRequest,
    form: Form,
    *,
    title: str,
    lede: str,
    act: Text,
    consequences: list[Text],
    do: Callable[[], Any],
    done: Text,
    back: str,
    danger: bool = False,
    template: str = "ui/confirm.html",
    **more: Any,
) -> HttpResponse:
    """One page for one act: what it will cause, the form, one button. A refusal is said beside what was typed."""
    if request.method == "POST" and form.is_valid() and _tried(form, do):
        messages.success(request, str(done))
        return redirect(back)
    context = {
        "title": title, "lede": lede, "act": act, "consequences": consequences, "form": form, "danger": danger,
        "cancel_url": back, **more,
    }  # fmt: skip
    return render(request, template, context, status=400 if form.errors else 200)


def _tried(form: Form, do: Callable[[], Any]) -> bool:
    try:
        with transaction.atomic():
            do()
    except DomainError as refusal:
        if refusal.status == 403:
            raise
        show_refusal(form, refusal)
        return False
    return True
