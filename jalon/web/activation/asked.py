"""What a page of progress was asked: the period, and whose ratings."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest

from jalon.domain.instruments.enums import Rater
from jalon.web.access.middleware import today
from jalon.web.activation.forms import CohortForm


@dataclass(frozen=True)
class Asked:
    """Two days and a side. The reference day is the last one, and today at the latest."""

    first: date
    last: date
    rater: str
    reference: date

    def query(self, **more: str) -> str:
        """As the end of an address."""
        told = {"first": self.first.isoformat(), "last": self.last.isoformat(), "rater": self.rater}
        return urlencode({**told, **more})


def asked(request: HttpRequest) -> tuple[Asked, CohortForm]:
    """What was asked; this calendar year by the social service when nothing, or nothing readable, was."""
    on = today(request)
    usual = {"first": date(on.year, 1, 1), "last": date(on.year, 12, 31), "rater": Rater.WORKER}
    form = CohortForm(request.GET) if "first" in request.GET else CohortForm(initial=usual)
    told = form.cleaned_data if form.is_bound and form.is_valid() else usual
    last = told["last"]
    return Asked(told["first"], last, told["rater"] or Rater.WORKER, min(last, on)), form
