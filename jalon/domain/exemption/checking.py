"""What the law could not answer, said before it is asked: where it stands, what is wrong, how to mend it."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from jalon.domain.core import reader
from jalon.domain.exemption.asked import MOST_CONTRACT, Asked, Problem
from jalon.domain.exemption.words import month_words, named, work_words
from jalon.law import parameters
from jalon.law.errors import WrongFact
from jalon.law.income import BRANCHES, Earning, Work, days_of_hours, months_covered
from jalon.law.income.month import MOST_CENTS

MOST_DAYS = 10_000


def problems(asked: Asked) -> list[Problem]:
    """Everything that keeps this month from being worked out, in the order of the page; empty when it can be."""
    return list(_month(asked)) or [*_rows(asked), *_together(asked), *_history(asked), *_instead(asked)]


def _month(asked: Asked) -> Iterator[Problem]:
    first, last = months_covered()
    if not first <= asked.month <= last:
        wanted = last if asked.month > last else first
        words = {"first": month_words(first), "last": month_words(last), "asked": month_words(asked.month)}
        yield Problem(
            _(
                "Pour %(asked)s, les montants ne sont pas établis : ils vont de %(first)s à %(last)s. "
                "Choisissez %(wanted)s."
            )
            % {**words, "wanted": month_words(wanted)},
            "month",
        )


def _rows(asked: Asked) -> Iterator[Problem]:
    for row, one in enumerate(asked.calendar):
        name = {"name": named(row, one.employer)}
        if not 0 <= one.net <= MOST_CENTS:
            yield Problem(_("%(name)s : ce montant ne peut pas être celui d’un mois.") % name, "net", row)
        if one.days and one.minutes is not None:
            yield Problem(_("%(name)s : donnez les jours ou les heures, pas les deux.") % name, "hours", row)
        elif one.minutes is not None:
            try:
                days_of_hours(one.minutes, on=asked.month)
            except WrongFact:
                yield Problem(_("%(name)s : ces heures ne tiennent pas dans le mois.") % name, "hours", row)
        if problem := _too_early(one.work, asked.month):
            yield Problem(reader.mark(":").join((named(row, one.employer), str(problem))), "work", row)
        for day in one.days:
            if (day.year, day.month) != (asked.month.year, asked.month.month):
                words = name | {"day": day.day}
                yield Problem(_("%(name)s : ce mois n’a pas de jour %(day)d.") % words, "days", row)


def _too_early(work: str, month: date) -> str:
    since = parameters.parameter("exemption.shortage").entries[0].valid_from
    if work == Work.SHORTAGE and month < since:
        return _("l’exonération des métiers en pénurie existe depuis %(since)s ; choisissez « emploi ».") % {
            "since": month_words(since)
        }
    return ""


def _together(asked: Asked) -> Iterator[Problem]:
    taken: dict[date, int] = {}
    for row, one in enumerate(asked.calendar):
        for day in one.days:
            if day in taken:
                words = {"name": named(row, one.employer), "day": day.day}
                words["other"] = named(taken[day], asked.calendar[taken[day]].employer)
                yield Problem(
                    _(
                        "%(name)s : le %(day)d est déjà compté ailleurs (%(other)s). Un jour compte une fois : "
                        "laissez-le à l’un des deux et gardez la paie des deux."
                    )
                    % words,
                    "days",
                    row,
                )
                return
            taken[day] = row
    yield from _too_many(asked, len(taken))
    yield from _mixed(asked)


def _too_many(asked: Asked, known: int) -> Iterator[Problem]:
    most = monthrange(asked.month.year, asked.month.month)[1]
    hours = [row for row, one in enumerate(asked.calendar) if one.minutes is not None]
    try:
        days = known + sum(days_of_hours(asked.calendar[row].minutes or 0, on=asked.month).days for row in hours)
    except WrongFact:
        return  # said of its row
    if days > most:
        words = {"days": days, "most": most}
        sentence = _("Les jours et les heures font ensemble %(days)d jours, et le mois en a %(most)d.") % words
        yield Problem(sentence, "hours", hours[-1])


def _mixed(asked: Asked) -> Iterator[Problem]:
    rows = {BRANCHES[one.work]: row for row, one in reversed(list(enumerate(asked.calendar)))}
    if len(rows) > 1:
        first, second, *_more = sorted(rows.values())
        words = {"one": work_words(asked.calendar[first].work), "other": work_words(asked.calendar[second].work)}
        words["name"] = named(second, asked.calendar[second].employer)
        yield Problem(
            _(
                "%(name)s : « %(one)s » et « %(other)s » le même mois. Aucune source ne dit comment leurs "
                "exonérations s’additionnent : calculez-les l’un après l’autre."
            )
            % words,
            "work",
            second,
        )


def _history(asked: Asked) -> Iterator[Problem]:
    if not 0 <= asked.other <= MOST_CENTS:
        yield Problem(_("Ce montant ne peut pas être celui d’un mois."), "other")
    if not 0 <= asked.used <= MOST_DAYS:
        yield Problem(_("Ce nombre de jours est impossible."), "used")
    if asked.used and asked.first_used_on is None:
        yield Problem(_("Dites quel jour l’exonération a été prise pour la première fois."), "first_used_on")
    if asked.first_used_on and asked.first_used_on > asked.month:
        yield Problem(
            _("Ce jour vient après le début du mois calculé : laissez vide si rien n’est pris."), "first_used_on"
        )
    if not 0 <= asked.used_this_year <= MOST_CENTS:
        yield Problem(_("Ce montant ne peut pas être celui d’une année."), "used_this_year")
    if isinstance(asked.contract_months, int) and not 0 <= asked.contract_months <= MOST_CONTRACT:
        yield Problem(_("Cette durée de contrat est impossible."), "contract_months")
    if asked.shortage_since and asked.shortage_since > asked.month:
        yield Problem(
            _("L’exonération majorée commence le premier d’un mois, au plus tard celui-ci."), "shortage_since"
        )


def _instead(asked: Asked) -> Iterator[Problem]:
    job: Earning | None = asked.instead
    if job is None:
        return
    most = monthrange(asked.month.year, asked.month.month)[1]
    if not 0 <= job.net <= MOST_CENTS:
        yield Problem(_("Ce montant ne peut pas être celui d’un mois."), "instead_net")
    if job.days is not None and not 1 <= job.days <= most:
        yield Problem(_("Ce mois a %(most)d jours.") % {"most": most}, "instead_days")
    if problem := _too_early(job.work, asked.month):
        yield Problem(problem[:1].upper() + problem[1:], "instead_work")
