"""Scenarios kept."""

from collections.abc import Sequence

from jalon.domain.lab.models import FederalScenario, Scenario

SHOWN = 50


def kept(*, federal: bool = False) -> Sequence[Scenario | FederalScenario]:
    """Those kept last in the centre, or at the administration."""
    return list((FederalScenario if federal else Scenario).objects.newest()[:SHOWN])
