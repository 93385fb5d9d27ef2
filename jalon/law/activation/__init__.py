"""Social activation: what counts, how long a trajectory lasts, where it led, which way somebody went.

The working group of the federal administration is the source of all but the margin and the reliable change. Every
answer carries its `lines`; `say(line, language)` puts one in words.
"""

from jalon.law.activation.counting import Classified, counts_as_social
from jalon.law.activation.facts import Activity, Counts, Direction, Measured, Recorded, Result, Scale
from jalon.law.activation.measuring import (
    Margin,
    OnAxis,
    Progress,
    Reliable,
    direction,
    margin_of_progress,
    progress,
    reliable_change,
    way,
)
from jalon.law.activation.texts import say, say_code
from jalon.law.activation.trajectory import Proposed, proposed_result, trajectory_until

__all__ = [
    "Activity",
    "Classified",
    "Counts",
    "Direction",
    "Margin",
    "Measured",
    "OnAxis",
    "Progress",
    "Proposed",
    "Recorded",
    "Reliable",
    "Result",
    "Scale",
    "counts_as_social",
    "direction",
    "margin_of_progress",
    "progress",
    "proposed_result",
    "reliable_change",
    "say",
    "say_code",
    "trajectory_until",
    "way",
]
