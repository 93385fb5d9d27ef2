"""What a proposal still lacks, all at once and in plain words; a proposal that lacks anything goes nowhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import DomainError
from jalon.domain.people.enums import StatusKind
from jalon.domain.people.models import Person
from jalon.domain.piis.enums import CommitmentState, Side
from jalon.domain.piis.models import Commitment, Piis
from jalon.domain.sanctions.models import Proposal
from jalon.law import piis as law

LAW_STATUS = {
    StatusKind.INTEGRATION: law.Status.DIS,
    StatusKind.EQUIVALENT: law.Status.EQUIVALENT_AID,
    StatusKind.BROAD: law.Status.BROAD_USER,
}


@dataclass(frozen=True)
class Lack:
    """One thing missing: the field of the page, and the sentence."""

    field: str
    sentence: str


class NotReady(DomainError):
    """The proposal lacks something; `lacks` says everything at once."""

    def __init__(self, lacks: list[Lack]):
        self.lacks = lacks
        super().__init__(
            _("La proposition ne peut pas encore être transmise."), " ".join(lack.sentence for lack in lacks)
        )


class NotSanctionable(DomainError):
    """The law allows no sanction of this person."""


def refuse_unless_sanctionable(*, person: Person, piis: Piis, on: date) -> law.YesNo:
    """The law's answer when it is yes; `NotSanctionable` when it is no."""
    status = next((one for one in person.statuses.all() if one.covers(on)), None)
    kind = LAW_STATUS[StatusKind(status.kind)] if status else law.Status.BROAD_USER
    answer = law.may_be_sanctioned(status=kind, has_piis=piis.concluded_on is not None, on=on)
    if not answer or piis.is_voluntary:
        raise NotSanctionable(
            _("Aucune sanction n’est possible ici."),
            _("Seule une personne qui a le droit à l’intégration sociale et un PIIS signé peut être sanctionnée."),
            _("Parlez de la difficulté avec la personne, et adaptez le projet si besoin."),
        )
    return answer


def late_of_centre(piis: Piis, on: date) -> list[Commitment]:
    """The centre's own commitments whose day has passed, and those it was seen not to keep."""
    own = piis.commitments.filter(side=Side.CENTRE)
    return [one for one in own if one.is_late(on) or one.state == CommitmentState.NOT_KEPT]


def lacks(proposal: Proposal, on: date) -> list[Lack]:
    """Everything that must be there before the council may see the proposal."""
    return [*_wanted_fields(proposal), *_wanted_dates(proposal, on), *_wanted_explanations(proposal, on)]


def _wanted_fields(proposal: Proposal) -> Iterator[Lack]:
    wanted = {
        "facts": _("Décrivez les faits."),
        "facts_on": _("Dites quand ils ont eu lieu."),
        "tried": _("Écrivez ce qui a été essayé d’autre avant d’en venir là."),
        "advice": _("Donnez l’avis du travailleur social."),
        "hearing_on": _("Proposez à la personne une date pour être entendue."),
    }
    yield from (Lack(field, sentence) for field, sentence in wanted.items() if not getattr(proposal, field))
    if proposal.has_legitimate_reason is None:
        yield Lack("has_legitimate_reason", _("Dites si la personne avait un motif légitime."))
    if proposal.has_legitimate_reason:
        yield Lack("has_legitimate_reason", _("La personne avait un motif légitime : aucune sanction n’est possible."))
    if not (proposal.cited_commitments.exists() or proposal.cited_absences.exists()):
        yield Lack("cited", _("Indiquez l’engagement qui n’a pas été tenu, ou l’absence."))


def _wanted_dates(proposal: Proposal, on: date) -> Iterator[Lack]:
    hearing = day_of(proposal.hearing_on) if proposal.hearing_on else None
    missing = law.missing_before_sanction(
        on=on,
        legitimate_reason=False,
        notice_on=proposal.notice_sent_on,
        advice_on=proposal.advice_on,
        hearing_offered_on=hearing,
    )
    if any(line.code == "no_notice" for line in missing):
        yield Lack("notice", _("Envoyez d’abord la mise en demeure, avant le jour de la décision."))
    if hearing and hearing >= on:
        yield Lack("hearing_on", _("L’audition proposée n’a pas encore eu lieu."))
    if proposal.asked_by and proposal.asked_by >= on:
        yield Lack("asked_by", _("Le délai donné à la personne n’est pas encore passé."))
    if proposal.facts_on and proposal.notice_sent_on and proposal.facts_on > proposal.notice_sent_on:
        yield Lack("facts_on", _("La mise en demeure vient avant les faits : elle ne peut pas en parler."))


def _wanted_explanations(proposal: Proposal, on: date) -> Iterator[Lack]:
    explained = set(proposal.explanations.values_list("commitment_id", flat=True))
    for commitment in late_of_centre(proposal.piis, on):
        if commitment.pk not in explained:
            yield Lack(
                "explanations",
                _("Le centre est lui-même en retard (« %(text)s ») : expliquez pourquoi, par écrit.")
                % {"text": commitment.text[:80]},
            )
