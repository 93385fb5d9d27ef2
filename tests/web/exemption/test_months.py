"""A page begins with this month where its amounts are known, and with the last known one where they are not."""

from datetime import date

import pytest
from django.utils import timezone

from jalon.web.exemption import months


@pytest.mark.parametrize(
    ("today", "begins"),
    [
        (date(2025, 12, 31), date(2025, 12, 1)),
        (date(2026, 3, 14), date(2026, 3, 1)),
        (date(2027, 1, 1), date(2026, 12, 1)),
    ],
)
def test_the_month_is_this_one_or_the_last_that_can_be_worked_out(
    monkeypatch: pytest.MonkeyPatch, today: date, begins: date
) -> None:
    monkeypatch.setattr(months, "months_covered", lambda: (date(2013, 9, 1), date(2026, 12, 1)))
    monkeypatch.setattr(timezone, "localdate", lambda: today)
    assert months.month_to_begin_with() == begins
