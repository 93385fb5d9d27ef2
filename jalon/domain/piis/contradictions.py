"""Files whose facts miss what a term is counted from, or say something else than the project: asked of many at once.

Each narrows a queryset of `Person`, as the filters of a list of files do.
"""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from jalon.domain.people.enums import StatusKind
from jalon.domain.people.models import Status
from jalon.domain.piis.enums import Kind, State
from jalon.domain.piis.models import Piis, Right


def right_without_decision(people: QuerySet, on: date) -> QuerySet:
    """The right holds and nobody wrote when it was granted: the law's last day can't be counted."""
    rights = Right.objects.filter(_same_person(), Q(until=None) | Q(until__gte=on), since__lte=on, decided_on=None)
    return people.filter(Exists(rights))


def project_without_right(people: QuerySet, on: date) -> QuerySet:
    """A project made under the right runs on, and the right doesn't."""
    return people.filter(Exists(_running(is_voluntary=False)), ~Exists(_right_on(on)))


def studies_without_student(people: QuerySet, on: date) -> QuerySet:
    """A study project runs, and the status of the day doesn't say that the person studies."""
    return people.filter(Exists(_running(kind=Kind.STUDY)), Exists(_right_on(on, is_student=False)))


def _running(**facts: object) -> QuerySet[Piis]:
    return Piis.objects.filter(_same_person(), state=State.RUNNING, **facts)


def _right_on(on: date, **facts: object) -> QuerySet[Status]:
    return Status.objects.filter(_same_person(), kind=StatusKind.INTEGRATION, **facts).covering(on)


def _same_person() -> Q:
    return Q(centre_id=OuterRef("centre_id"), person_id=OuterRef("pk"))
