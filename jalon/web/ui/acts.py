"""One page for one act: what it will cause, what it asks, one button."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from jalon.domain.core.errors import DomainError, Text
from jalon.web.ui.sent import show_refusal


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
    then: Callable[[], str] | None = None,
    danger: bool = False,
    template: str = "ui/confirm.html",
    shown: Callable[[], Mapping[str, Any]] = dict,
    **more: Any,
) -> HttpResponse:
    """One page for one act: what it will cause, the form, one button. A refusal is said beside what was typed.

    Both the act and who changes their mind lead to `back`; `then` gives the address of what the act made, if anything.
    `shown`: what the page shows besides, costly to make, so asked only when there is a page to show.
    """
    if request.method == "POST" and form.is_valid() and _tried(form, do):
        messages.success(request, str(done))
        return redirect(then() if then else back)
    context = {
        "title": title, "lede": lede, "act": act, "consequences": consequences, "form": form, "danger": danger,
        "cancel_url": back, **more, **shown(),
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
