"""The weekly letter of what waits for a member besides files: its words, and the page where one switches it off."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from jalon.domain.accounts.models import Membership
from jalon.domain.worklist.digests import EVERY, wants
from jalon.domain.worklist.digests import choose as keep
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.ui import reminders
from jalon.web.ui.reminders import Reminder


@page("centre")
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Switch one's own letter on or off."""
    member = request.member  # type: ignore[attr-defined]
    if request.method == "POST":
        wanted = request.POST.get("act") == "on"
        keep(actor=member, wanted=wanted, on=today(request))
        messages.success(
            request, _("Vous recevrez ces rappels.") if wanted else _("Vous ne recevrez plus ces rappels.")
        )
        return redirect("day:mail")
    return render(request, "day/mail.html", {"wanted": wants(member), "address": member.email, "every": EVERY})


def waiting(member: Membership, *, on: date) -> list[Reminder]:
    """What the first page of the day would show this member besides files. In their centre's context."""
    request = HttpRequest()
    request.member, request.centre, request.today = member, member.centre, on  # type: ignore[attr-defined]
    return reminders.of(request)


def letter(member: Membership, things: Sequence[Reminder], *, home: str) -> EmailMessage:
    """One letter for all of it, in the active language: what, until when, and where. Nobody's name, no amount."""
    words = ngettext("%(n)s chose vous attend dans Jalon", "%(n)s choses vous attendent dans Jalon", len(things))
    facts = {
        "things": [(one.mail or one.title, one.due) for one in things],
        "home": home,
        "off": home.rstrip("/") + reverse("day:mail"),
    }
    return EmailMessage(words % {"n": len(things)}, render_to_string("day/mail.txt", facts), None, [member.email])
