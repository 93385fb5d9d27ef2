"""Invented trajectories and measurements, at the stage a test needs."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from jalon.domain.accounts.models import Membership
from jalon.domain.activation import services
from jalon.domain.activation.enums import Activity
from jalon.domain.activation.models import Module, Trajectory
from jalon.domain.activation.services.classifying import Said
from jalon.domain.instruments import installing
from jalon.domain.instruments.models import InstrumentVersion, Measurement
from jalon.domain.people.models import Person

BEGINS = date(2026, 1, 12)
ON = date(2026, 11, 22)


def moment(day: date = ON) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)


def a_trajectory(actor: Membership, person: Person, *, starts_on: date = BEGINS, **facts: Any) -> Trajectory:
    facts.setdefault("until", starts_on + timedelta(days=364))
    plan = services.Plan(starts_on=starts_on, **facts)
    return services.open_trajectory(actor=actor, person=person, plan=plan, on=ON)


def a_module(actor: Membership, activity: Activity = Activity.LANGUAGE, **said: Any) -> Module:
    facts = services.ModuleFacts(
        name=f"Module {activity}", starts_on=BEGINS, ends_on=None, said=Said(activity=activity, **said)
    )
    return services.save_module(actor=actor, facts=facts, at=moment())


def the_bilan(actor: Membership) -> InstrumentVersion:
    """The bilan as an instrument of the centre."""
    return installing.ready(actor=actor, code="bilan", on=ON)


def measured(
    person: Person, instrument: InstrumentVersion, held_on: date, scores: dict[str, int | None], **facts: Any
) -> Measurement:
    """A finished measurement, unsaved; `scores` in hundredths."""
    return Measurement(
        person=person,
        instrument=instrument,
        sitting=facts.pop("sitting", None) or uuid4(),
        moment=facts.pop("moment", "middle"),
        rater=facts.pop("rater", "worker"),
        way="desk",
        held_on=held_on,
        scores=scores,
        state=facts.pop("state", "finished"),
        started_on=facts.pop("started_on", max(held_on, ON)),
        finished_at=facts.pop("finished_at", moment()),
        **facts,
    )
