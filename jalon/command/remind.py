"""`jalon remind`: one letter a week to each member for whom something waits besides files."""

import os
from datetime import date, datetime
from typing import Any
from uuid import UUID

import click

from jalon.command.console import say
from jalon.command.environment import become_operator
from jalon.command.faults import Speaking

DAY = click.DateTime(["%Y-%m-%d"])


@click.command(cls=Speaking, name="remind")
@click.option("--on", "day", type=DAY, help="As on this day (today unless said otherwise).")
@click.option("--dry-run", is_flag=True, help="Count the letters, send none.")
def cli(day: datetime | None, dry_run: bool) -> None:
    """Write to members for whom reports, conventions or payments wait: one letter each, at most one a week."""
    become_operator()
    from django.utils import timezone

    on = day.date() if day else timezone.localdate()
    sent, failed = remind(on=on, every=int(os.environ.get("JALON_DIGEST_DAYS", "7")), dry_run=dry_run)
    say(f"{sent} letters {'would leave' if dry_run else 'left'}.")
    if failed:
        say(f"{failed} letters were refused by the mail server: they are tried again at the next run.")
        raise SystemExit(1)


def remind(*, on: date, every: int = 7, dry_run: bool = False) -> tuple[int, int]:
    """Letters that left (or would), and those the mail server refused. Each centre is entered as its pages do."""
    from jalon.domain.accounts.models import User
    from jalon.domain.centres.models import Centre
    from jalon.domain.core.context import operator_context

    with operator_context():
        languages = dict(User.objects.filter(is_active=True).values_list("pk", "language"))
        centres = list(Centre.objects.filter(closed_on=None).order_by("name_fr"))
    counts = {True: 0, False: 0}
    for centre in centres:
        for sent in _of_centre(centre, languages, on, every, dry_run):
            counts[sent] += 1
    return counts[True], counts[False]


def _of_centre(centre: Any, languages: dict[UUID, str], on: date, every: int, dry_run: bool) -> list[bool]:
    from jalon.domain.accounts.models import NO_MAIL, Membership
    from jalon.domain.core.context import centre_context

    with centre_context(centre.pk):
        members = list(Membership.objects.working(on).select_related("centre").order_by("email"))
    known = [one for one in members if one.user_id in languages and not one.email.endswith(NO_MAIL)]
    told = [_to(one, languages[one.user_id], on, every, dry_run) for one in known]
    return [one for one in told if one is not None]


def _to(member: Any, language: str, on: date, every: int, dry_run: bool) -> bool | None:
    """True: a letter left; False: it was refused; None: nothing to say, or not now."""
    from django.conf import settings
    from django.utils import translation

    from jalon.domain.core.context import centre_context
    from jalon.domain.worklist.digests import is_due, send_once
    from jalon.web.day.mail import letter, waiting

    spoken = language if language in dict(settings.LANGUAGES) else "fr"
    with centre_context(member.centre_id, member_id=member.pk), translation.override(spoken):
        if not is_due(member, on=on, every=every) or not (things := waiting(member, on=on)):
            return None
        if dry_run:
            return True
        made = letter(member, things, home=_home())
        try:
            return send_once(member=member, things=len(things), on=on, send=made.send) or None
        except OSError:  # the mail server, or the way to it; smtplib's own errors are among them
            return False


def _home() -> str:
    from django.conf import settings

    host = next((one for one in settings.ALLOWED_HOSTS if one != "*"), "localhost")
    return os.environ.get("JALON_ADDRESS") or f"https://{host}/"
