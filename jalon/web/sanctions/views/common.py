"""What every page of a proposal begins with."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from jalon.domain.core.errors import DomainError, Text
from jalon.domain.sanctions.models import Proposal
from jalon.web.people.opening import enter_file
from jalon.web.sanctions.forms import ReasonForm
from jalon.web.ui.sent import form_key, show_refusal


def entered(request: HttpRequest, proposal_id: UUID) -> Proposal:
    """The proposal, after the door of the person's file; 404 in any other centre."""
    proposals = Proposal.objects.select_related("person__responsible", "piis", "author", "advice_by", "centre")
    proposal = get_object_or_404(proposals, pk=proposal_id)
    enter_file(request, proposal.person, "sanction.read")
    return proposal


def tried(request: HttpRequest, form: Form, do: Callable[[], Any]) -> bool:
    """Do the act; a refusal becomes an error of the form, beside what was typed."""
    try:
        do()
    except DomainError as refusal:
        show_refusal(form, refusal)
        return False
    return True


def with_reason(request: HttpRequest, proposal: Proposal, service: Callable[..., Any], **words: Any) -> HttpResponse:
    """An act that asks nothing but why. `words`: title, act, consequences and done, as in `confirm`."""
    form = ReasonForm(request.POST or None)

    def do() -> None:
        service(
            actor=request.member,
            proposal=proposal,
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
            key=form_key(request),
        )

    return confirm(request, proposal, form, do=do, **words)


def confirm(
    request: HttpRequest,
    proposal: Proposal,
    form: Form,
    *,
    title: Text,
    act: Text,
    consequences: list[Text],
    do: Callable[[], Any],
    done: Text,
    danger: bool = False,
) -> HttpResponse:
    """One page for one act: what it will cause, the form, one button."""
    if request.method == "POST" and form.is_valid() and tried(request, form, do):
        messages.success(request, str(done))
        return redirect("sanctions:proposal", proposal_id=proposal.pk)
    context = {
        "proposal": proposal,
        "person": proposal.person,
        "title": title,
        "act": act,
        "consequences": consequences,
        "form": form,
        "danger": danger,
    }
    return render(request, "sanctions/act.html", context, status=400 if form.errors else 200)
