"""Modules, trajectories, what is done along them, and how each thing was classified."""

from jalon.domain.activation.models.modules import Classifiable, Module
from jalon.domain.activation.models.steps import Action, Classification, Participation
from jalon.domain.activation.models.trajectories import Trajectory, TrajectoryQuerySet

__all__ = [
    "Action",
    "Classifiable",
    "Classification",
    "Module",
    "Participation",
    "Trajectory",
    "TrajectoryQuerySet",
]
