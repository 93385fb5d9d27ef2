"""Scenarios of the centre."""

from jalon.domain.lab.models import Scenario

SHOWN = 50


def kept() -> list[Scenario]:
    """Those kept last."""
    return list(Scenario.objects.newest()[:SHOWN])
