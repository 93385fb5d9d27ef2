"""What the person says of an evaluation. It stands beside; the evaluation never changes."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.domain.audit.services import record
from jalon.domain.core.errors import Conflict, InvalidInput
from jalon.domain.core.text import clean
from jalon.domain.piis.enums import EvaluationState
from jalon.domain.piis.models import Evaluation
from jalon.domain.space.enums import Opinion
from jalon.domain.space.models import EvaluationVoice

LONGEST = 5_000  # characters
AT_MOST = 20  # for one evaluation


@transaction.atomic
def say(
    *, person_id: UUID, evaluation_id: UUID, opinion: str, words: str, at: datetime, on: date
) -> EvaluationVoice | None:
    """Agree, disagree or comment, in the person's own context. None when there is no such evaluation of theirs.

    The same words sent twice are kept once. Raises `InvalidInput`, `Conflict` after too many.
    """
    known = Evaluation.objects.filter(pk=evaluation_id, state__in=[EvaluationState.HELD, EvaluationState.MISSED])
    if not known.exists():
        return None
    words = clean(words, limit=LONGEST)
    if opinion not in {"", *Opinion.values} or not (opinion or words):
        raise InvalidInput(_("Dites si vous êtes d’accord, ou écrivez quelques mots."), field="words")
    said = EvaluationVoice.objects.filter(evaluation_id=evaluation_id).order_by("-said_at")
    last = said.first()
    if last is not None and (last.opinion, last.words) == (opinion, words):
        return last
    if said.count() >= AT_MOST:
        raise Conflict(
            _("Vous avez déjà écrit beaucoup sur cette évaluation."),
            what_to_do=_("Demandez un entretien : vous pourrez tout dire de vive voix."),
        )
    voice = EvaluationVoice(
        person_id=person_id, evaluation_id=evaluation_id, opinion=opinion, words=words, said_on=on, said_at=at
    )
    voice.save(force_insert=True)
    record(actor=None, verb="voice.said", subject=voice, person_id=person_id, on=on, detail={"opinion": str(opinion)})
    return voice
