"""A programme typed into a form: its text, its lines, costs, dates and payments; read into what the law knows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from jalon.law.sources import Certainty
from jalon.law.subsidies import BudgetLine, ClusterRule, Criterion, Programme, SelectionRule
from jalon.law.subsidies.programme import Moment, MomentCode, Payment
from jalon.web.subsidies.carrying import Sources, cost_of, doubt_shown, line_of, matched, source_of, title_of, titles_of
from jalon.web.subsidies.programme_forms import OF_THE_TEXT, OWN, SETS, THE_USUAL, ProgrammeForm, kept_forms


class Writing:
    """Form and sets, filled from a programme: to correct it, or (`fresh`) to begin another with a text of its own."""

    def __init__(self, data: Any = None, *, start: Programme | None = None, fresh: bool = False) -> None:
        told = _initial(start) if start else {}
        if told and fresh:
            told["form"] |= dict.fromkeys(OF_THE_TEXT, "") | {"certainty": str(Certainty.FOUND)}
        self.start, self.fresh = start, fresh
        self.form = ProgrammeForm(data, initial=told.get("form"))
        own = {"lines": {"words": start.words if start else None}}
        self.sets = {
            name: kind(data, prefix=name, initial=told.get(name, []), form_kwargs=own.get(name, {}))
            for name, kind in SETS.items()
        }

    def is_valid(self) -> bool:
        """Whether everything can be read; every part is looked at, so that every mistake is told at once."""
        return all([self.form.is_valid(), *(one.is_valid() for one in self.sets.values())])

    def programme(self, on: date) -> Programme:
        """What the fields say; what they do not show, and forms, come along from the programme begun from."""
        told, start = self.form.cleaned_data, self.start
        known = start.source if start and not self.fresh else None
        source = source_of(told, known, on)
        return Programme(
            family=told["family"],
            year=told["year"],
            title=title_of(told, start.title if start else None),
            first=told["first"],
            last=told["last"],
            source=source,
            total=told["total"],
            lines=self._lines(Sources(source, known)),
            costs=tuple(
                cost_of(each, before, Sources(source, known))
                for each, before in self._with("costs", start.costs if start else ())
            ),
            calendar=tuple(
                Moment(MomentCode(each["code"]), each["first"], each["last"] or each["first"])
                for _place, each in sorted(self._filled("calendar"), key=lambda one: one[1]["first"])
            ),
            payments=tuple(
                Payment(title_of(each, before.title if before else None), each["percent"])
                for each, before in self._with("payments", start.payments if start else ())
            ),
            forms=start.forms if start else (),
            keys=start.keys if start else (),
            series=start.series if start else (),
            articles=start.articles if start else (),
            advance_on_raise=told["advance_on_raise"],
        )

    def _lines(self, sources: Sources) -> tuple[BudgetLine, ...]:
        lines: list[BudgetLine] = []
        for told, before in self._with("lines", self.start.lines if self.start else ()):
            lines.append(line_of(told, before, sources, {one.code for one in lines}))
        return tuple(lines)

    def _with(self, name: str, before: Sequence[Any]) -> list[tuple[dict[str, Any], Any]]:
        """Each row of a set that is kept, beside what it was."""
        found = self._filled(name)
        return [(told, one) for (_place, told), one in zip(found, matched(found, before), strict=True)]

    def _filled(self, name: str) -> list[tuple[int, dict[str, Any]]]:
        every = self.sets[name].forms
        return [(every.index(form), form.cleaned_data) for form in kept_forms(self.sets[name])]


def next_year(one: Programme) -> Programme:
    """The programme a year later, as a start: amounts and dates to be looked at again, the source to be written."""
    first = one.last.replace(year=one.last.year + 1, month=1, day=1) if one.last.month == 12 else one.last
    later = [replace(each, first=_later(each.first), last=_later(each.last)) for each in one.calendar]
    return replace(
        one, year=one.year + 1, first=first, last=_later(one.last), calendar=tuple(later), total=None,
        lines=tuple(replace(each, amount=None) for each in one.lines),
    )  # fmt: skip


def _later(day: date) -> date:
    return day.replace(year=day.year + 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)


def _initial(one: Programme) -> dict[str, Any]:
    text = one.source.text
    return {
        "form": {
            **titles_of(one.title),
            "family": one.family,
            "year": one.year,
            "first": one.first,
            "last": one.last,
            "total": one.total,
            "text_title": text.title,
            "text_number": text.number or "",
            "published": text.published,
            "link": text.link or "",
            "article": one.source.article or "",
            "certainty": str(one.source.certainty),
            "doubt": doubt_shown(one.source),
            "advance_on_raise": one.advance_on_raise,
        },
        "lines": [_line_initial(each) for each in one.lines],
        "costs": [{**titles_of(each.title), "accepted": each.accepted} for each in one.costs],
        "calendar": [
            {"code": str(each.code), "first": each.first, "last": each.last if each.last != each.first else None}
            for each in one.calendar
        ],
        "payments": [{**titles_of(each.title), "percent": each.percent} for each in one.payments],
    }


def _criterion_initial(one: Criterion) -> tuple[str, Any]:
    if one.series in THE_USUAL:
        return one.series, True if one.at_least is None else int(one.at_least)
    return OWN + one.series, True if one.at_least is None else one.at_least


def _line_initial(one: BudgetLine) -> dict[str, Any]:
    told: dict[str, Any] = {
        **titles_of(one.title),
        "amount": one.amount,
        "key": one.key,
        "floor": one.floor or None,
        "cap": one.cap,
        "may_leave": one.may_leave,
        "rule": "",
    }
    if isinstance(one.rule, SelectionRule):
        told |= {"rule": "criteria", "need": one.rule.need, "data_on": one.rule.data_on}
        told |= dict(map(_criterion_initial, one.rule.criteria))
    if isinstance(one.rule, ClusterRule):
        told |= {"rule": "clusters", "members": one.rule.members, "most": one.rule.most, "data_on": one.rule.data_on}
        told |= {"completed_below": one.rule.completed_below, "small_below": one.rule.small_below}
    return told
