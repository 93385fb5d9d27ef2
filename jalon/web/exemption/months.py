"""Which month a page begins with."""

from datetime import date

from django.utils import timezone

from jalon.law.income import months_covered


def month_to_begin_with() -> date:
    """The first day of this month, or of the last one that can be worked out."""
    return min(timezone.localdate().replace(day=1), months_covered()[1])
