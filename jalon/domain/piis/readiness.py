"""What a text still misses before it can be handed over: the law's content, the bilan, the dates."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from jalon.domain.core import reader
from jalon.domain.instruments.queries import latest_bilan
from jalon.domain.piis import deadlines
from jalon.domain.piis.drafts import Draft
from jalon.domain.piis.enums import Kind, Side
from jalon.domain.piis.errors import Missing
from jalon.domain.piis.models import Piis
from jalon.law import piis as law


def missing_before_hand_over(piis: Piis, draft: Draft, on: date) -> tuple[Missing, ...]:
    """Everything at once, in the order of the page; empty when the text may be handed over on that day."""
    return (*_content(draft), *_period(piis, draft), *_law(piis, draft, on))


def _content(draft: Draft) -> Iterator[Missing]:
    if not draft.aims:
        yield Missing("aims", _("Écrivez ce que la personne veut, avec ses mots."))
    for side, field, sentence in (
        (Side.PERSON, "commitments", _("Ajoutez au moins un engagement de la personne.")),
        (Side.CENTRE, "commitments", _("Ajoutez au moins un engagement du centre : un contrat engage les deux.")),
    ):
        if not any(one.side == side for one in draft.commitments):
            yield Missing(field, sentence)
    if not draft.evaluation_how:
        yield Missing("evaluation_how", _("Dites comment vous ferez le point ensemble."))
    for party in draft.third_parties:
        if not party.organisation:
            yield Missing("third_parties", _("Nommez l’organisation qui participe."))


def _period(piis: Piis, draft: Draft) -> Iterator[Missing]:
    if draft.since is None:
        yield Missing("since", _("Choisissez la date de début."))
        return
    if draft.until is None and draft.kind != Kind.STUDY:
        yield Missing("until", _("Choisissez la date de fin."))
        return
    if draft.until is not None and draft.until < draft.since:
        yield Missing("until", _("La fin vient avant le début."))
        return
    for other in overlapping(piis, draft.since, draft.until):
        yield Missing(
            "since",
            _("Le PIIS %(number)s de cette personne est encore en cours à cette date : terminez-le d’abord.")
            % {"number": other.number},
        )


def overlapping(piis: Piis, since: date, until: date | None) -> list[Piis]:
    """The running (or ended) PIIS of the same person that share a day with this period."""
    others = Piis.objects.held().filter(person_id=piis.person_id).exclude(pk=piis.pk)
    return list(others.touching(since, until))


def _law(piis: Piis, draft: Draft, on: date) -> Iterator[Missing]:
    allowed = law.kinds_allowed(on)
    if draft.kind not in allowed.kinds:
        yield Missing("kind", _("Cette sorte de PIIS n’existe pas à cette date."), _cite(allowed.lines[0]))
    if draft.has_community_service and not allowed.community_service:
        line = allowed.lines[-1]
        yield Missing("has_community_service", law.say(line, reader.language()), _cite(line))
    required = deadlines.bilan_is_required(piis, on)
    if required and not _has_bilan(piis, on):
        line = required.lines[0]
        yield Missing("bilan", _("Terminez d’abord le bilan social : il précède le contrat."), _cite(line))


def _has_bilan(piis: Piis, on: date) -> bool:
    """A finished bilan that is not older than what came before this project: the work, or the former project."""
    bilan = latest_bilan(piis.person_id, on)
    if bilan is None:
        return False
    former = Piis.objects.held().filter(person_id=piis.person_id, number__lt=piis.number).order_by("-number").first()
    worked_from = deadlines.work_before(piis).get("worked_from")
    newest = date.fromisoformat(worked_from) if worked_from else former.since if former else None
    return newest is None or bilan.held_on >= newest


def _cite(line: law.Line) -> str:
    return line.cite(reader.language())
