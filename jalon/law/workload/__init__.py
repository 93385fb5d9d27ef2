"""What each regime of the PIIS asks of a centre in a year. The obligations are those of `jalon.law.piis`, by date."""

from jalon.law.workload.counting import Asked, Files, Load, asked_in_a_year, life
from jalon.law.workload.regimes import Regime, regimes

__all__ = ["Asked", "Files", "Load", "Regime", "asked_in_a_year", "life", "regimes"]
