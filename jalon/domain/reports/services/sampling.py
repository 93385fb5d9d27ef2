"""Controlling a sample: cost lines are drawn or chosen, their documents asked for, the centre heard, then concluded."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.core.both_sides import locked, rows
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import DomainError, InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.reports.content import read
from jalon.domain.reports.costs import CostLine, cost_lines
from jalon.domain.reports.drawing import Candidate, drawn
from jalon.domain.reports.enums import Chosen, State, Told, Verdict
from jalon.domain.reports.models import Conclusion, Report, Sample, Sampled, Version
from jalon.domain.reports.permissions import may_examine
from jalon.domain.reports.queries import conclusions, last_texts, replies
from jalon.domain.reports.services.common import tell
from jalon.domain.reports.services.examining import sent
from jalon.domain.reports.transitions import says_why

Found = dict[tuple[UUID, UUID], tuple[Version, CostLine]]


@transaction.atomic
def draw(
    *, actor: FederalMembership, programme_id: UUID, largest: int, at_random: int, until: date, at: datetime
) -> Sample:
    """Draw from the reports to examine of one programme, and ask for the documents of what was drawn.

    Nobody chooses the seed: the texts are known beforehand, and whoever could try seeds could spare a line. It is kept,
    so that the draw can be repeated. Lines asked for before are not drawn again. Raises `NotAllowed`, `InvalidInput`,
    `DomainError` (nothing to draw).
    """
    if not may_examine(actor):
        raise NotAllowed
    _check(largest, at_random, until, day_of(at))
    texts = _texts(programme_id)
    found = _lines(texts)
    asked = set(rows(Sampled).filter(report_id__in=[one.report_id for one in texts]).values_list("report", "cost_id"))
    left = [Candidate(key, line.cents) for key, (_version, line) in found.items() if key not in asked]
    seed = secrets.token_hex(8)
    by_amount, by_lot = drawn(left, seed=seed, largest=largest, at_random=at_random)
    if not by_amount and not by_lot:
        raise DomainError(_("Aucune dépense n’est à tirer."), _("Aucun rapport à examiner n’en a d’autre."))
    sample = Sample(
        programme_id=programme_id, seed=seed, largest=largest, at_random=at_random, drawn_at=at,
        frame=sorted([str(one.pk), one.sha256] for one in texts), lines=len(left), drawn_by_name=actor.name,
        cents=sum(one.cents for one in left),
    )  # fmt: skip
    Sample.objects.bulk_create([sample])
    chosen = [(one, Chosen.AMOUNT) for one in by_amount] + [(one, Chosen.RANDOM) for one in by_lot]
    _ask([(*found[one.key], how) for one, how in chosen], actor, until, at, sample=sample)
    return sample


def _texts(programme_id: UUID) -> list[Version]:
    """The texts to examine, their reports held: none is given back while its lines are drawn."""
    waiting = rows(Report).select_for_update().filter(programme_id=programme_id, state=State.SENT).order_by("pk")
    return list(last_texts(waiting))


def _lines(texts: Iterable[Version]) -> Found:
    return {
        (version.report_id, line.id): (version, line)
        for version in texts
        for line in cost_lines(read(version.content)["spending"])
    }


def _check(largest: int, at_random: int, until: date, on: date) -> None:
    if not (0 <= largest <= 500 and 0 <= at_random <= 500 and largest + at_random):
        raise InvalidInput(_("Demandez entre 1 et 500 lignes."), field="largest")
    if until <= on:
        raise InvalidInput(_("Le délai vient après aujourd’hui."), field="until")


def _ask(
    chosen: list[tuple[Version, CostLine, Chosen]],
    actor: FederalMembership,
    until: date,
    at: datetime,
    *,
    sample: Sample | None = None,
    question: str = "",
) -> list[Sampled]:
    made = [
        Sampled(
            centre_id=version.centre_id, report_id=version.report_id, version=version, sample=sample, cost_id=line.id,
            line=line.line, cents=line.cents, told=dict(line.told), chosen=how, question=question, until=until,
            asked_at=at, asked_by_name=actor.name,
        )
        for version, line, how in chosen
    ]  # fmt: skip
    Sampled._base_manager.bulk_create(made)
    for version in {one.report_id: one for one, _line, _how in chosen}.values():
        report = Report(pk=version.report_id, centre_id=version.centre_id)
        tell(report, Told.SAMPLED, actor=actor, at=at, words=question, until=until, version=version.number)
    return made


@transaction.atomic
def ask_line(
    *, actor: FederalMembership, report: Report, cost_id: UUID, question: str, until: date, at: datetime
) -> Sampled:
    """Ask for the documents of one cost of a report, with a question. Raises as `draw`, and `TransitionRefused`."""
    if not may_examine(actor):
        raise NotAllowed
    question, one = clean(question, limit=2_000), locked(report)
    if one.state != State.SENT:
        raise TransitionRefused(_("Ce rapport n’est pas à examiner."))
    if until <= day_of(at):
        raise InvalidInput(_("Le délai vient après aujourd’hui."), field="until")
    says_why(one, reason=question)
    version = sent(one)
    line = next((each for each in cost_lines(read(version.content)["spending"]) if each.id == cost_id), None)
    if line is None or line.cents <= 0:
        raise InvalidInput(_("Cette dépense n’est pas dans le rapport."))
    if rows(Sampled).filter(report_id=one.pk, cost_id=cost_id).exists():
        raise DomainError(_("Cette dépense est déjà contrôlée."))
    return _ask([(version, line, Chosen.PERSON)], actor, until, at, question=question)[0]


@transaction.atomic
def conclude(
    *, actor: FederalMembership, sampled: Sampled, verdict: str, cents: int | None, reason: str, at: datetime
) -> Conclusion:
    """Accept a cost, reduce it (`cents`: what is left of it) or refuse it, with the reason. The centre is heard first:
    it has answered, or its delay is over. Raises `NotAllowed`, `InvalidInput`, `DomainError`, `TransitionRefused`.
    """
    if not may_examine(actor):
        raise NotAllowed
    reason = clean(reason, limit=2_000)
    report = locked(rows(Report).get(pk=sampled.report_id))
    if report.state != State.SENT:
        raise TransitionRefused(_("Ce rapport n’est pas à examiner."))
    if not replies([sampled]) and day_of(at) <= sampled.until:
        raise DomainError(
            _("Le centre n’a pas encore répondu."), _("Il a le droit d’être entendu."),
            _("Concluez après sa réponse, ou quand son délai est passé."),
        )  # fmt: skip
    amount = _amount(sampled, verdict, cents)
    if verdict != Verdict.ACCEPTED:
        says_why(report, reason=reason)
    before = conclusions([sampled]).get(sampled.pk)
    one = Conclusion(
        centre_id=sampled.centre_id, sampled_id=sampled.pk, number=before.number + 1 if before else 1, verdict=verdict,
        cents=amount, reason=reason, at=at, by_name=actor.name,
    )  # fmt: skip
    Conclusion._base_manager.bulk_create([one])
    tell(report, Told.CONCLUDED, actor=actor, at=at, words=reason, version=sent(report).number)
    return one


def _amount(sampled: Sampled, verdict: str, cents: int | None) -> int:
    if verdict == Verdict.ACCEPTED:
        return sampled.cents
    if verdict == Verdict.REFUSED:
        return 0
    if verdict != Verdict.REDUCED or cents is None or not 0 < cents < sampled.cents:
        raise InvalidInput(_("Le montant réduit est plus que zéro et moins que la dépense."), field="cents")
    return cents
