"""The page's forms together: from a question to fields, from what was sent to a question, rows added and taken out."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from jalon.domain.core.errors import InvalidInput
from jalon.domain.core.text import clean
from jalon.domain.exemption.asked import Asked
from jalon.domain.exemption.checking import problems
from jalon.domain.exemption.words import named
from jalon.law.income import NO_END, Category, Earning, Work, Worked
from jalon.web.exemption.fields import MonthField
from jalon.web.exemption.forms import MonthForm, RowForm
from jalon.web.exemption.months import month_to_begin_with
from jalon.web.ui.people import labelled

MOST_ROWS = 6
ROW_FIELDS = ("work", "employer", "net", "hours", "days")
READINGS = ("divisor", "order", "count_in")


@dataclass(frozen=True)
class Day:
    """A cell of the calendar."""

    number: int
    weekday: str
    is_ticked: bool
    is_weekend: bool


class Sheet:
    """The month's form and its rows, filled in with what was sent or with a question."""

    def __init__(self, data: QueryDict):
        self.data = data
        self.form = MonthForm(data)
        count = data.get("rows", "1")
        number = int(count) if count.isascii() and count.isdigit() and len(count) < 3 else 1
        self.rows = [RowForm(data, prefix=f"w{place}") for place in range(max(1, min(number, MOST_ROWS)))]

    @classmethod
    def of(cls, asked: Asked) -> "Sheet":
        """The forms of a question."""
        return cls(_data(asked))

    @classmethod
    def sent(cls, posted: QueryDict) -> "Sheet":
        """What was sent, after the act on its rows: `add`, or `remove-1`. Blank rows go, but one."""
        sheet = cls(posted.copy())
        act = posted.get("act", "")
        gone = act.removeprefix("remove-")
        rows = [row for place, row in enumerate(sheet.rows) if str(place) != gone and not row.is_blank()]
        adds = act == "add" and len(rows) < MOST_ROWS
        data = sheet.data
        kept = [{name: data.getlist(row.add_prefix(name)) for name in ROW_FIELDS} for row in rows]
        for place in range(MOST_ROWS):
            for name in ROW_FIELDS:
                data.setlist(f"w{place}-{name}", kept[place][name] if place < len(kept) else [])
        data["rows"] = str(max(1, len(kept) + adds))
        return cls(data)

    def prefilled(self, asked: Asked, names: tuple[str, ...]) -> "Sheet":
        """The same with some fields as another question has them."""
        data, other = self.data.copy(), _data(asked)
        for name in names:
            data.setlist(name, other.getlist(name))
        return Sheet(data)

    def beginning_with(self, work: Work) -> "Sheet":
        """The same, its first row ready for this kind of work."""
        data = self.data.copy()
        data["w0-work"] = work
        return Sheet(data)

    @property
    def month(self) -> date:
        """The month the calendar shows: the one written, or the one to begin with."""
        try:
            return MonthField().clean(self.data.get("month", ""))
        except ValidationError:
            return month_to_begin_with()

    def asked(self) -> Asked | None:
        """The question; None when something is wrong, which the forms then say."""
        if not all([self.form.is_valid(), *(row.is_valid() for row in self.rows)]):
            return None
        rows = [row for row in self.rows if not row.is_blank()]
        calendar = [self._worked(row) for row in rows]
        if any(row.errors for row in rows):
            return None
        asked = _asked(self.form.cleaned_data, [one for one in calendar if one])
        for problem in problems(asked):
            form = self.form if problem.row is None else rows[problem.row]
            form.add_error(problem.field, problem.what)
        return asked if not self.errors else None

    def _worked(self, row: RowForm) -> Worked | None:
        told, month = row.cleaned_data, self.form.cleaned_data["month"]
        last = monthrange(month.year, month.month)[1]
        if beyond := [day for day in told["days"] if day > last]:
            row.add_error("days", _("Ce mois n’a pas de jour %(day)d.") % {"day": beyond[0]})
            return None
        try:
            employer = clean(told["employer"], limit=80)
        except InvalidInput as refusal:
            row.add_error("employer", str(refusal))
            return None
        days = tuple(month.replace(day=day) for day in told["days"])
        return Worked(work=Work(told["work"]), net=told["net"], days=days, minutes=told["hours"], employer=employer)

    @property
    def forms(self) -> list[Any]:
        """Every form, in the order of the page."""
        return [self.form, *self.rows]

    @property
    def errors(self) -> list[str]:
        """Every sentence, once; those of a row say which."""
        found = [str(one) for errors in self.form.errors.values() for one in errors]
        for place, row in enumerate(self.rows):
            name = named(place, row["employer"].value() or "")
            said = [str(one) for errors in row.errors.values() for one in errors]
            found += [one if one.startswith(name) else labelled(name, one) for one in said]
        return list(dict.fromkeys(found))

    def cards(self) -> list[dict[str, Any]]:
        """Each row with its calendar."""
        return [
            {"form": row, "place": place, "number": place + 1, "weeks": self._weeks(row)}
            for place, row in enumerate(self.rows)
        ]

    def _weeks(self, row: RowForm) -> list[list[Day | None]]:
        first = self.month
        ticked = set(self.data.getlist(row.add_prefix("days")))
        cells: list[Day | None] = [None] * first.weekday()
        for number in range(1, monthrange(first.year, first.month)[1] + 1):
            day = first + timedelta(days=number - 1)
            cells.append(Day(number, str(WEEKDAYS[day.weekday()]), str(number) in ticked, day.weekday() >= 5))
        cells += [None] * (-len(cells) % 7)
        return [cells[start : start + 7] for start in range(0, len(cells), 7)]

    @property
    def weekdays(self) -> list[str]:
        """Monday to Sunday, short."""
        return [str(WEEKDAYS_ABBR[day]) for day in range(7)]

    @property
    def is_shortage(self) -> bool:
        """Whether a job in a shortage occupation is chosen, here or instead: what it needs is then asked in view."""
        works = [self.data.get(row.add_prefix("work")) for row in self.rows]
        return Work.SHORTAGE in (*works, self.data.get("instead_work"))

    @property
    def may_add(self) -> bool:
        """Whether another row fits."""
        return len(self.rows) < MOST_ROWS


def _asked(told: dict[str, Any], calendar: list[Worked]) -> Asked:
    job = None
    if told["instead_net"] is not None:
        work = Work(told["instead_work"] or Work.JOB)
        job = Earning(work=work, net=told["instead_net"], days=told["instead_days"])
    return Asked(
        month=told["month"],
        category=Category(told["category"]),
        calendar=tuple(calendar),
        other=told["other"] or 0,
        began_on_support=not told["already_working"],
        has_grant=told["has_grant"],
        has_piis=told["has_piis"],
        used=told["used"] or 0,
        first_used_on=told["first_used_on"],
        used_this_year=told["used_this_year"] or 0,
        shortage_since=told["shortage_since"],
        contract_months=NO_END if told["contract_no_end"] else told["contract_months"],
        has_certificate={"yes": True, "no": False}.get(told["has_certificate"]),
        instead=job,
        **{name: told[name] or None for name in READINGS},
    )


def _data(asked: Asked) -> QueryDict:
    """A question as a browser would send it."""
    data = QueryDict(mutable=True)
    told: dict[str, Any] = {
        "month": f"{asked.month:%Y-%m}",
        "category": int(asked.category),
        "other": _euros(asked.other),
        "already_working": "" if asked.began_on_support else "on",
        "has_piis": "on" if asked.has_piis else "",
        "has_grant": "on" if asked.has_grant else "",
        "used": asked.used or "",
        "first_used_on": asked.first_used_on.isoformat() if asked.first_used_on else "",
        "used_this_year": _euros(asked.used_this_year),
        "shortage_since": asked.shortage_since.isoformat() if asked.shortage_since else "",
        "contract_months": asked.contract_months if isinstance(asked.contract_months, int) else "",
        "contract_no_end": "on" if asked.contract_months == NO_END else "",
        "has_certificate": {True: "yes", False: "no", None: ""}[asked.has_certificate],
        **{name: getattr(asked, name) or "" for name in READINGS},
        "rows": max(1, len(asked.calendar)),
    }
    if asked.instead:
        told |= {"instead_work": asked.instead.work, "instead_net": _euros(asked.instead.net, zero="0")}
        told["instead_days"] = asked.instead.days or ""
    for place, one in enumerate(asked.calendar):
        told |= {f"w{place}-work": one.work, f"w{place}-employer": one.employer}
        told |= {f"w{place}-net": _euros(one.net, zero="0"), f"w{place}-hours": _hours(one.minutes)}
        data.setlist(f"w{place}-days", [str(day.day) for day in one.days])
    for name, value in told.items():
        if value != "":
            data[name] = str(value)
    return data


def _euros(cents: int, zero: str = "") -> str:
    return f"{cents // 100},{cents % 100:02d}" if cents else zero


def _hours(minutes: int | None) -> str:
    return f"{minutes // 60} h {minutes % 60:02d}" if minutes else ""
