"""Which regime of the PIIS is in force."""

from datetime import date

from jalon.law import parameters
from jalon.law.piis.facts import Regime
from jalon.law.rules import rule


@rule("piis.regime", dated_by="day")
def regime_on(day: date) -> Regime:
    """The regime of the PIIS on a day: before, or since, 1 November 2016. Not covered before 1 October 2002.

    Act of 21 July 2016 amending the Act of 26 May 2002; royal decree of 3 October 2016.
    """
    return Regime(parameters.on("piis.regime", day).word)
