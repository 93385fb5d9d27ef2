"""Letters of sign-in: plain text, in the centre's language."""

import logging

from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from jalon.domain.accounts.enums import Way
from jalon.domain.accounts.invitations import DAYS, Invitation
from jalon.domain.accounts.models import FederalMembership
from jalon.domain.accounts.recovery import Recovery
from jalon.domain.centres.models import CentreSettings
from jalon.domain.core.context import centre_context

log = logging.getLogger(__name__)


def post(request: HttpRequest, letter: EmailMessage, *, sent: str = "", failed: str = "") -> None:
    """Send it once what it tells of is kept for good: a letter cannot be called back. The sentences go to the page."""

    def act() -> None:
        try:
            letter.send()
        except OSError:
            log.exception("A letter could not be sent.")
            if failed:
                messages.error(request, failed)
        else:
            if sent:
                messages.success(request, sent)

    transaction.on_commit(act)


def language_of(invitation: Invitation) -> str:
    """The centre's language when the interface has it, else French."""
    with centre_context(invitation.membership.centre_id):
        language = CentreSettings.objects.values_list("language", flat=True).first() or "fr"
    return language if language in dict(settings.LANGUAGES) else "fr"


def link(request: HttpRequest, invitation: Invitation) -> str:
    """The address that carries the secret."""
    return request.build_absolute_uri(reverse("access:invitation", args=[invitation.secret]))


def invitation(request: HttpRequest, invitation: Invitation) -> EmailMessage:
    """The letter, ready to be sent to the invited address."""
    member = invitation.membership
    with translation.override(language_of(invitation)):
        facts = {
            "member": member,
            "centre": member.centre,
            "link": link(request, invitation),
            "until": timezone.localtime(member.invited_at) + timezone.timedelta(days=DAYS),
        }
        subject = _("Votre accès à Jalon, %(centre)s") % {"centre": member.centre.title}
        body = render_to_string("access/mail/invitation.txt", facts)
    # A name that held a line end would otherwise write headers of its own.
    return EmailMessage(" ".join(subject.split()), body, None, [member.email])


def federal_invitation(request: HttpRequest, member: FederalMembership, secret: str) -> EmailMessage:
    """The same for a member of the administration, in both languages of the country's services."""
    facts = {
        "member": member,
        "link": request.build_absolute_uri(reverse("access:invitation", args=[secret])),
        "until": timezone.localtime(member.invited_at) + timezone.timedelta(days=DAYS),
    }
    bodies = []
    for language in ("fr", "nl"):
        with translation.override(language):
            bodies.append(render_to_string("access/mail/federal_invitation.txt", facts))
    return EmailMessage("Jalon", "\n– – –\n\n".join(bodies), None, [member.email])


def recovery_link(request: HttpRequest, made: Recovery) -> str:
    """The address that carries the code."""
    return request.build_absolute_uri(reverse("access:recovery", args=[made.secret]))


def recovery(request: HttpRequest, made: Recovery) -> EmailMessage:
    """To the person's own mailbox: the link, or, when it is handed over on paper, that it was."""
    user = made.user
    with translation.override(user.language if user.language in dict(settings.LANGUAGES) else "fr"):
        facts = {
            "user": user,
            "by": made.reset.begun_by,
            "place": made.reset.begun_in.title if made.reset.begun_in else "SPP IS / POD MI",
            "link": recovery_link(request, made) if made.reset.way == Way.MAIL else "",
            "until": timezone.localtime(made.until),
        }
        subject = _("Votre accès à Jalon a été rétabli")
        body = render_to_string("access/mail/recovery.txt", facts)
    return EmailMessage(subject, body, None, [user.email])
