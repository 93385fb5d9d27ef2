"""The facts that the rules of social activation look at. Values are stable: they may be stored."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Activity(StrEnum):
    """What an action or a module is, in the words of the working group's list."""

    LANGUAGE = "language"
    COMMUNICATION = "communication"
    TRANSPORT = "transport"
    PUNCTUALITY = "punctuality"
    SELF_ESTEEM = "self_esteem"
    BASIC_SKILLS = "basic_skills"
    ATTITUDES = "attitudes"
    REMOBILISATION = "remobilisation"
    DISCOVERY = "discovery"
    TRIAL_PLACEMENT = "trial_placement"
    VOLUNTEERING = "volunteering"
    COMMUNITY_SERVICE = "community_service"
    TRADE_PREPARATION = "trade_preparation"
    VOCATIONAL_TRAINING = "vocational_training"
    QUALIFYING_TRAINING = "qualifying_training"
    JOB_SEARCH = "job_search"
    PLACEMENT_BEFORE_JOB = "placement_before_job"
    OTHER = "other"


class Counts(StrEnum):
    """Whether something counts as social activation."""

    SOCIAL = "social"
    PROFESSIONAL = "professional"
    TO_DECIDE = "to_decide"  # the sources do not say: a person does


class Direction(StrEnum):
    """Which way somebody went between two measurements. Nothing else of two instruments may be counted together."""

    PROGRESS = "progress"
    NONE = "none"
    STEP_BACK = "step_back"
    NOT_MEASURED = "not_measured"


class Result(StrEnum):
    """Where a trajectory led: the four of the conventions."""

    JOB = "job"
    PATH = "path"  # a socio-professional path
    VOLUNTEERING = "volunteering"  # or community service
    AUTONOMY = "autonomy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What the levels of an instrument are, in hundredths of a level. `worst` above `best`: lower is better.

    `smallest`: the smallest mean difference that counts (0: any). `reliability` in ten-thousandths and `deviation`
    (standard deviation, hundredths of a level) only when published; without both, reliable change is not computed.
    `by_axis`: the axes that differ from the whole, each named by its `axis`.
    """

    worst: int
    best: int
    smallest: int = 0
    reliability: int | None = None
    deviation: int | None = None
    axis: str = ""
    by_axis: tuple["Scale", ...] = ()

    def of(self, axis: str) -> "Scale":
        """The scale of one axis: its own, or that of the whole."""
        return next((one for one in self.by_axis if one.axis == axis), self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One measurement by one rater: the axes that were rated, and the level of each in hundredths."""

    on: date
    instrument: str
    version: int
    axes: tuple[str, ...]
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What is recorded of a trajectory when its result is proposed.

    `job` and `path`: the person took a job, began a professional training or search; `volunteering`: they volunteered
    or did a community service; `autonomy`: the direction measured on the axes of autonomy.
    """

    job: bool = False
    path: bool = False
    volunteering: bool = False
    autonomy: Direction = Direction.NOT_MEASURED
