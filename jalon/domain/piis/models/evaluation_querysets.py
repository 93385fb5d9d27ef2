"""Adjectives of evaluations."""

from datetime import date

from jalon.domain.core.models import CentreQuerySet
from jalon.domain.piis.enums import AbsenceCause, EvaluationState


class EvaluationQuerySet(CentreQuerySet):
    """Evaluations by what became of them."""

    def held(self) -> "EvaluationQuerySet":
        """They took place."""
        return self.filter(state=EvaluationState.HELD)

    def missed(self) -> "EvaluationQuerySet":
        """They did not take place, whoever caused it."""
        return self.filter(state=EvaluationState.MISSED)

    def missed_by_person(self) -> "EvaluationQuerySet":
        """They did not take place because the person did not come; what the centre cancelled is not among them."""
        return self.missed().filter(absence_cause=AbsenceCause.PERSON)

    def planned(self) -> "EvaluationQuerySet":
        """An appointment that still has to take place."""
        return self.filter(state=EvaluationState.PLANNED)

    def in_person(self) -> "EvaluationQuerySet":
        """Face to face."""
        return self.filter(in_person=True)

    def between(self, first: date, last: date) -> "EvaluationQuerySet":
        """Held or missed in a period, both days included."""
        return self.filter(held_on__range=(first, last))
