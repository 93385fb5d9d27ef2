"""What the worklist keeps: the key of a calendar address, who wants the weekly letter, and which letters left."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreOwned


def new_nonce() -> str:
    """128 random bits; a new one makes the former address answer nothing."""
    return secrets.token_urlsafe(16)


class CalendarFeed(CentreOwned):
    """A member's calendar address, made when asked for and taken away when they wish."""

    centre = OwnedByCentre(app_may="SELECT, INSERT, UPDATE, DELETE")
    member = CentreForeignKey(Membership, related_name="calendar_feeds", db_index=False)
    nonce = models.CharField(max_length=40, default=new_nonce)

    class Meta:
        verbose_name = _("adresse d’agenda")
        verbose_name_plural = _("adresses d’agenda")
        constraints = [models.UniqueConstraint(fields=["centre", "member"], name="calendarfeed_once")]

    def __str__(self) -> str:
        return str(self.member_id)


class DigestChoice(CentreOwned):
    """Whether a member wants the weekly letter; without a row, yes."""

    centre = OwnedByCentre(app_may="SELECT, INSERT, UPDATE")
    member = CentreForeignKey(Membership, related_name="+", db_index=False)
    wanted = models.BooleanField(_("rappels par courriel"), default=True)

    class Meta:
        verbose_name = _("choix des rappels par courriel")
        verbose_name_plural = _("choix des rappels par courriel")
        constraints = [models.UniqueConstraint(fields=["centre", "member"], name="digestchoice_once")]

    def __str__(self) -> str:
        return str(self.member_id)


class Digest(CentreOwned):
    """A letter that left, at most one a week for each member. `week`: its Monday; `things`: how many it listed."""

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    member = CentreForeignKey(Membership, related_name="+", db_index=False)
    week = models.DateField(_("semaine du"))
    sent_on = models.DateField(_("envoyé le"))
    things = models.PositiveSmallIntegerField(_("choses à faire"))

    class Meta:
        verbose_name = _("rappel par courriel")
        verbose_name_plural = _("rappels par courriel")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "member", "week"],
                name="digest_once_a_week",
                violation_error_message=_("Ce rappel est déjà parti cette semaine."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.week}"
