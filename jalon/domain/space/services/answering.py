"""The person rates, alone, in their own space: the same services as everybody's, with them as the actor."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.instruments import measuring
from jalon.domain.instruments.enums import Rater
from jalon.domain.instruments.measuring import ThePerson
from jalon.domain.instruments.models import Measurement
from jalon.domain.instruments.own_words import Words
from jalon.domain.people.services import FileClosed
from jalon.domain.space.models import PersonAccess


class AnswersChanged(Conflict):
    """Another telephone, or the desk, wrote in between."""

    what = _("Vos réponses ont changé entre-temps.")
    what_to_do = _("Relisez-les, puis continuez. Rien n’est perdu.")


class ClosedToAnswers(DomainError):
    """What was asked before the file closed is asked no longer."""

    what = _("Votre dossier est fermé : vous n’avez plus à répondre.")
    what_to_do = _("Téléphonez au centre ou passez-y : vous pouvez toujours y demander de l’aide.")


class NothingAnswered(InvalidInput):
    """A measurement without an answer is none."""

    what = _("Vous n’avez pas encore répondu.")
    what_to_do = _("Répondez au moins à une question.")


@transaction.atomic
def keep_answers(
    *,
    access: PersonAccess,
    measurement_id: UUID,
    answers: Mapping[str, int | None],
    comment: str | None,
    revision: int,
    at: datetime,
    words: Words | None = None,
) -> Measurement | None:
    """Keep the answers of one part of the questions; those of the others stay. None: it is no longer to be answered.

    `comment` and `words` None: not asked on this page. Raises `AnswersChanged`, `ClosedToAnswers`, `InvalidInput`.
    """
    with centre_context(access.centre_id):
        if (row := _theirs(access, measurement_id)) is None:
            return None
        whole = {**row.answers, **answers}
        facts = {"comment": row.comment if comment is None else comment, "revision": revision, "at": at, "words": words}
        try:
            return measuring.rate(actor=ThePerson(row.person), measurement=row, answers=whole, **facts)
        except FileClosed as refusal:
            raise ClosedToAnswers from refusal
        except Conflict as refusal:
            raise AnswersChanged from refusal


@transaction.atomic
def finish_answers(*, access: PersonAccess, measurement_id: UUID, revision: int, at: datetime) -> Measurement | None:
    """Say that this is all; it never changes again. None: it was finished before, or is nobody's.

    Raises `AnswersChanged`, `ClosedToAnswers`, `NothingAnswered`.
    """
    with centre_context(access.centre_id):
        if (row := _theirs(access, measurement_id)) is None:
            return None
        if not row.has_answers:
            raise NothingAnswered
        try:
            return measuring.finish(actor=ThePerson(row.person), measurement=row, revision=revision, at=at)
        except TransitionRefused:
            return None
        except FileClosed as refusal:
            raise ClosedToAnswers from refusal
        except Conflict as refusal:
            raise AnswersChanged from refusal


def _theirs(access: PersonAccess, measurement_id: UUID) -> Measurement | None:
    """The person's own side, still in progress; a correction is the centre's to write."""
    rows = Measurement.objects.filter(pk=measurement_id, person_id=access.person_id, rater=Rater.PERSON, corrects=None)
    row = rows.select_related("person", "instrument").first()
    return None if row is None or row.is_finished else row
