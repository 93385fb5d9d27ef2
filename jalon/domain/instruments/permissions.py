"""Who may read and write a bilan or a measurement: whoever may do so with the person's file."""

from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import is_coordinator, is_member, is_social_staff
from jalon.domain.instruments.models import Bilan, InstrumentVersion, Measurement
from jalon.domain.people.models import Person


def may_hold_bilan(actor: Membership, person: Person) -> bool:
    """Social staff of the file's centre start, write, finish and correct bilans."""
    return is_social_staff(actor, person)


def may_write_bilan(actor: Membership, bilan: Bilan) -> bool:
    """As `may_hold_bilan`, for an existing bilan."""
    return is_social_staff(actor, bilan)


def may_discard_bilan(actor: Membership, bilan: Bilan) -> bool:
    """A draft begun by mistake: who began it, or a coordinator."""
    return may_write_bilan(actor, bilan) and (bilan.author_id == actor.pk or is_coordinator(actor, bilan))


def may_measure(actor: Membership, subject: Person | Measurement) -> bool:
    """Social staff of the file's centre begin, rate, finish and correct measurements."""
    return is_social_staff(actor, subject)


def may_discard_measurement(actor: Membership, measurement: Measurement) -> bool:
    """A sitting begun by mistake: who began it, or a coordinator."""
    return may_measure(actor, measurement) and (measurement.author_id == actor.pk or is_coordinator(actor, measurement))


def manages_instruments(actor: Membership, subject: InstrumentVersion | None = None) -> bool:
    """The direction of the centre chooses what is measured with."""
    return actor.role == Role.SECRETARY and is_member(actor, subject)
