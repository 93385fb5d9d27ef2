"""What may be done: open, write and conclude a trajectory, keep modules, note actions, classify."""

from jalon.domain.activation.services.classifying import decide
from jalon.domain.activation.services.measures import begin_measure
from jalon.domain.activation.services.modules import ModuleFacts, save_module
from jalon.domain.activation.services.steps import add_action, attend, join, settle
from jalon.domain.activation.services.trajectories import Plan, conclude, open_trajectory, reopen, write

__all__ = [
    "ModuleFacts",
    "Plan",
    "add_action",
    "attend",
    "begin_measure",
    "conclude",
    "decide",
    "join",
    "open_trajectory",
    "reopen",
    "save_module",
    "settle",
    "write",
]
