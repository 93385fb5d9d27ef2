"""People who must have a PIIS, asked of the whole centre at once. `jalon.law.piis.must_have_piis` is the rule; this
says the same in SQL with the same parameters, and a test compares the two on random situations."""

from datetime import date, timedelta

from django.db.models import (
    Case,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Extract

from jalon.domain.accounts import law_readings
from jalon.domain.core.terms_in_sql import last_day_counted_from_eve
from jalon.domain.people.enums import StatusKind
from jalon.domain.people.models import Person, PiisExemption
from jalon.domain.piis.enums import State
from jalon.domain.piis.models import Piis
from jalon.domain.piis.models.querysets import PiisQuerySet
from jalon.law import parameters
from jalon.law.piis import Regime, regime_on
from jalon.law.terms import COUNTING, add_months

_RULE = "piis.obligation."
_EVENTS = {"demand": "demanded_on", "decision": "granted_on", "notification": "notified_on"}


def obliged(on: date) -> QuerySet[Person]:
    """People whom the law obliges to have a PIIS on that day, annotated with `right_since` and `granted_on`.

    Two joins: the status that covers the day, and the unbroken run of the right it belongs to (`models.Right`).
    """
    exempt = Exists(PiisExemption.objects.filter(_same_person(), _covers(on)))
    status = {"statuses__kind": StatusKind.INTEGRATION, "statuses__since__lte": on}
    return (
        Person.objects.filter(Q(statuses__until__isnull=True) | Q(statuses__until__gte=on), **status)
        .annotate(
            category=F("statuses__category"),
            studies=F("statuses__is_student"),
            homeless=F("statuses__is_homeless"),
            works=F("statuses__works_part_time"),
            birth_key=_birth_key(),
        )
        .filter(Q(rights__until__isnull=True) | Q(rights__until__gte=on), rights__since__lte=on)
        .annotate(
            right_since=F("rights__since"),
            demanded_on=F("rights__demanded_on"),
            granted_on=F("rights__decided_on"),
            notified_on=F("rights__notified_on"),
            earlier_ended_on=F("rights__earlier_ended_on"),
        )
        .filter(_standing(on) | _ground_of_regime(on))
        .exclude(exempt)
    )


def obliged_without_piis(on: date) -> QuerySet[Person]:
    """The obliged who have none in force that day, with `conclude_by` and `open_piis_state`.

    `conclude_by`: the law's last day; null once a project was concluded under the present right, and when the date
    the term counts from is not recorded. `open_piis_state`: the state of a project on its way, or null.
    """
    return _without_running(on).annotate(
        conclude_by=Case(When(Exists(_concluded(on)), then=Value(None)), default=_term(), output_field=DateField()),
        open_piis_state=Subquery(_under_way(on).order_by("-number").values("state")[:1]),
    )


def to_conclude(on: date) -> QuerySet[Person]:
    """Those of `obliged_without_piis` for whom nothing is begun, with `conclude_by`: the law's last day still counts.

    What is not there is said apart from the term, so that PostgreSQL reads the projects of a whole centre once instead
    of asking for each person's.
    """
    return (
        _without_running(on)
        .exclude(Exists(_concluded(on)))
        .exclude(Exists(_under_way(on)))
        .annotate(conclude_by=_term())
    )


def _without_running(on: date) -> QuerySet[Person]:
    return obliged(on).exclude(Exists(_own_projects().running(on)))


def _own_projects() -> PiisQuerySet:
    return Piis.objects.filter(_same_person())


def _concluded(on: date) -> QuerySet[Piis]:
    """Under the present right."""
    return _own_projects().filter(concluded_on__gte=OuterRef("right_since"), concluded_on__lte=on)


def _under_way(on: date) -> QuerySet[Piis]:
    return _own_projects().filter(state__in=[State.DRAFT, State.HANDED_OVER, State.SIGNED], drafted_on__lte=on)


def _same_person() -> Q:
    return Q(centre_id=OuterRef("centre_id"), person_id=OuterRef("pk"))


def _covers(on: date) -> Q:
    return Q(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)


def _birth_key() -> ExpressionWrapper:
    """Birth date as the number 19900131; an unknown month or day counts as the last possible one."""
    lengths = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}
    last_day = Case(
        *(When(birth_month=month, then=Value(days)) for month, days in lengths.items()),
        default=Value(31),
        output_field=IntegerField(),
    )
    month = Coalesce(F("birth_month"), Value(12), output_field=IntegerField())
    day = Coalesce(F("birth_day"), last_day, output_field=IntegerField())
    key = F("birth_year") * Value(10_000) + month * Value(100) + day
    return ExpressionWrapper(key, output_field=IntegerField())


def _younger(age: int, on: date) -> Q:
    """Not yet of that age. Without a year of birth nothing is presumed."""
    return Q(birth_key__gt=(on.year - age) * 10_000 + on.month * 100 + on.day)


def _standing(on: date) -> Q:
    """What obliges under both regimes: studies accepted for equity while young, or homeless in one category."""
    student, homeless = (parameters.on(f"{_RULE}{name}", on).whole for name in ("student", "homeless"))
    return (Q(studies=True) & _younger(student, on)) | Q(homeless=True, category=homeless)


def _ground_of_regime(on: date) -> Q:
    """Under 25 before the reform; since then newcomers, and older rights by the transitional reading, unless the
    person combines a job with the income."""
    if regime_on(on) is Regime.BEFORE_2016:
        return _younger(parameters.on(f"{_RULE}under_age", on).whole, on)
    newcomer, reform = _newcomer(on), parameters.on("piis.regime", on).valid_from
    window = add_months(reform, -parameters.on(f"{_RULE}transition_months", on).whole)
    late = newcomer & (Q(granted_on__gte=window) | Q(granted_on__isnull=True, right_since__gte=window))
    kept = Q(pk__in=[])
    if law_readings.followed(law_readings.TRANSITION, on).name == "keeps_obligation":
        age = parameters.on(f"{_RULE}under_age", reform - timedelta(days=1)).whole
        kept = Q(birth_key__gt=_key_of("right_since") - Value(age * 10_000))
    ground = (Q(right_since__gte=reform) & newcomer) | (Q(right_since__lt=reform) & (late | kept))
    return ground & Q(works=False)


def _newcomer(on: date) -> Q:
    """No right during the months before the present one began, here or in another centre."""
    months = parameters.on(f"{_RULE}without_dis_months", on).whole
    return Q(earlier_ended_on__isnull=True) | Q(earlier_ended_on__lt=_months_after("right_since", -months))


def _key_of(field: str) -> ExpressionWrapper:
    key = Extract(field, "year") * Value(10_000) + Extract(field, "month") * Value(100) + Extract(field, "day")
    return ExpressionWrapper(key, output_field=IntegerField())


def _months_after(field: str, months: int) -> Func:
    """PostgreSQL's month arithmetic is `law.terms.add_months`: the same number, or the last day of the month."""
    return Func(F(field), template=f"(%(expressions)s + interval '{months} months')::date", output_field=DateField())


def _last_day_of_term(field: str, months: int) -> Func:
    """`law.terms.last_day_of_term` counted from the eve: the eve of the same number, or the last day of the month."""
    return Func(
        F(field), template=f"({last_day_counted_from_eve('%(expressions)s', months)})", output_field=DateField()
    )


def _term() -> Case:
    """`law.piis.conclude_by` with the readings the centre follows, by the day of the grant."""
    names = ("piis.conclude.from", "piis.conclude.months", COUNTING)
    first = parameters.parameter("piis.conclude.from").entries[0].valid_from
    days = {day for name in names for day in parameters.parameter(name).boundaries() if day >= first}
    days |= {day for day in law_readings.chosen().days(*names) if day >= first}
    cases = []
    for day in sorted(days, reverse=True):
        event = _EVENTS[law_readings.followed("piis.conclude.from", day).name]
        months = parameters.on("piis.conclude.months", day).whole
        last = _last_day_of_term if law_readings.followed(COUNTING, day).name == "eve" else _months_after
        cases.append(When(granted_on__gte=day, then=last(event, months)))
    return Case(*cases, default=Value(None), output_field=DateField())
