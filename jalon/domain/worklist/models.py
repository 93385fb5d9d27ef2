"""The one thing the worklist keeps: the key of a member's calendar address."""

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
