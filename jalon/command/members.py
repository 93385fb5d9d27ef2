"""`jalon members …`: those nobody else can let in: a centre's first secretary, and the administration's members."""

import secrets

from django.db.models import Q
from django.utils import timezone

from jalon.command.console import Refusal, out, say


def invite_first(code: str, *, name: str, email: str, role: str) -> None:
    """Invite somebody to the centre that bears this NIS code today, and print the code they enter with."""
    from jalon.domain.accounts.invitations import DAYS, invite
    from jalon.domain.centres.models import CentreCode
    from jalon.domain.core.context import centre_context, operator_context

    now, today = timezone.now(), timezone.localdate()
    with operator_context():
        bearer = CentreCode.objects.select_related("centre").filter(nis_code=code, validity__contains=today).first()
    if bearer is None:
        raise Refusal(f"No centre bears the code {code} today.", "", "See `jalon centres import`.")
    with centre_context(bearer.centre_id):
        invitation = invite(actor=None, name=name, email=email, role=role, at=now, on=today)
    say(f"{name} is invited to {bearer.centre.title} as {invitation.membership.get_role_display()}.")
    out.print(f"Code, to be typed on the page /invitation/ within {DAYS} days: [bold]{invitation.printed}[/bold]")


def add_federal(*, name: str, email: str, role: str) -> None:
    """Give somebody of the administration an account and a place; the first password is printed once."""
    from django.contrib.auth import get_user_model

    from jalon.domain.accounts import federal_journal
    from jalon.domain.accounts.models import FederalMembership
    from jalon.domain.core.context import operator_context

    password, email = secrets.token_urlsafe(15), email.casefold()
    with operator_context():
        users = get_user_model().objects
        user = users.filter(email=email).first()
        known = user is not None
        if user is None:
            user = users.create_user(email, password, name=name)
        if FederalMembership.objects.filter(Q(user=user) | Q(email=email), until=None).exists():
            raise Refusal(f"{email} already works for the administration.", "", "")
        facts = {"user": user, "name": name, "email": email, "role": role, "since": timezone.localdate()}
        member = FederalMembership.objects.create(**facts)
        federal_journal.record(actor=None, verb="federal.opened", subject=member, at=timezone.now())
    say(f"{name} works for the administration as {role}.")
    if not known:
        out.print(f"First password, shown once: [bold]{password}[/bold]")


def reset_access(identifier: str) -> None:
    """Close every way in of an account and print the code with which its person chooses new ones."""
    from jalon.domain.accounts.models import NO_MAIL, User
    from jalon.domain.accounts.recovery import HOURS, reset_by_operator
    from jalon.domain.core.context import AUTH, Context, entered

    typed = identifier.strip().casefold()
    # As the web process would: no other role may open the other centres' rows one by one.
    with entered(Context(AUTH)):
        user = User.objects.filter(email__in=[typed, f"{typed}{NO_MAIL}"], is_active=True).first()
    if user is None:
        raise Refusal(
            f"Nobody signs in with {identifier}.", "", "Type the address or the identifier they sign in with."
        )
    made = reset_by_operator(user=user, at=timezone.now(), on=timezone.localdate())
    say(f"The access of {user.name} is reset: password, second factors, recovery codes and sessions are worth nothing.")
    say("Whoever asked you for this: make sure it is that person. Every place they work in sees it in its journal.")
    out.print(f"Code, to be typed on the page /recovery/ within {HOURS} hours: [bold]{made.printed}[/bold]")
