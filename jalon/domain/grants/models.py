"""The anchor of a justification: one centre under one programme, every line of it. No person's data."""

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreOwned
from jalon.domain.subsidies.models import Award


class Grant(CentreOwned):
    """What results, costs, report and payments of one centre under one programme refer to.

    It holds no amount and no rule: both are read from what the administration awarded, which a centre cannot write.
    `award`: the amount it was opened from; its `facts["frame"]` are the programme's costs, calendar, payments and
    forms as they were at that decision.
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT", federal_may="SELECT")
    programme_id = models.UUIDField(editable=False)
    award = CentreForeignKey(Award, related_name="+", db_index=False)
    opened_at = models.DateTimeField(_("ouvert à"))

    class Meta:
        verbose_name = _("subside à justifier")
        verbose_name_plural = _("subsides à justifier")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "programme_id"],
                name="grant_once_per_programme",
                violation_error_message=_("Ce subside est déjà ouvert."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}"

    @property
    def facts(self) -> dict[str, Any]:
        """`family`, `title` of the programme, and its `costs`, `calendar`, `payments` and `forms`, as plain JSON."""
        return {**self.award.facts["frame"], "title": self.award.facts["programme"]}

    @property
    def year(self) -> int:
        """Of the programme."""
        return self.award.facts["year"]

    @property
    def first(self) -> date:
        """Day the period begins."""
        return date.fromisoformat(self.award.facts["first"])

    @property
    def last(self) -> date:
        """Last day of the period: the reference date of what is counted."""
        return date.fromisoformat(self.award.facts["last"])

    def form(self, kind: str) -> dict[str, Any] | None:
        """The form whose code begins with this: « convention », « report », « indicators »; None without one."""
        return next((one for one in self.facts["forms"] if one["code"].startswith(kind)), None)

    def moment(self, code: str) -> date | None:
        """Last day of a moment of the calendar: « report » is when it is due."""
        found = (one["last"] for one in self.facts["calendar"] if one["code"] == code)
        return next((date.fromisoformat(day) for day in found), None)
