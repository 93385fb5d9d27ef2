"""A code to print and hand over: shown once, since only its fingerprint is kept."""

import io
from collections.abc import Callable

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.domain.accounts.enums import Way
from jalon.domain.accounts.models import NO_MAIL
from jalon.domain.accounts.recovery import Recovery
from jalon.web.access import letters


def square(address: str) -> str:
    """An address to photograph, as SVG."""
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", scale=4, border=2, xmldecl=False, svgns=True)
    return drawn.getvalue().decode()


def hand_over(request: HttpRequest, made: Recovery, *, back: str, shown: Callable[[], HttpResponse]) -> HttpResponse:
    """Send the link to the mailbox, or show the code once and tell the mailbox that it was handed over.

    `back`: where the page of the code leads; `shown()`: the answer when there is nothing to show.
    """
    by_mail = made.reset.way == Way.MAIL
    if made.user.email and not made.user.email.endswith(NO_MAIL):
        letters.post(request, letters.recovery(request, made), **(_told(made) if by_mail else {}))
    if by_mail:
        return shown()
    facts = {
        "made": made,
        "address": request.build_absolute_uri("/recovery/"),
        "square": square(letters.recovery_link(request, made)),
        "until": timezone.localtime(made.until),
        "back": back,
    }
    return render(request, "access/recovery_code.html", facts)


def _told(made: Recovery) -> dict[str, str]:
    return {
        "sent": _("Le lien est parti à %(email)s.") % {"email": made.user.email},
        "failed": _("L’accès est fermé, mais la lettre n’est pas partie. Recommencez plus tard, ou sur papier."),
    }
