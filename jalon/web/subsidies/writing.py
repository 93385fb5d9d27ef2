"""A programme typed into a form: its text, its lines, costs, dates and payments; read into what the law knows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from jalon.domain.subsidies.words import said
from jalon.law.sayings import Saying
from jalon.law.sources import Certainty, Source, Text
from jalon.law.subsidies import BudgetLine, ClusterRule, Programme, SelectionRule
from jalon.law.subsidies.programme import Cost, Moment, MomentCode, Payment
from jalon.web.subsidies.fields import slug
from jalon.web.subsidies.programme_forms import OF_THE_TEXT, SETS, ProgrammeForm, criteria_of, kept_forms


class Writing:
    """Form and sets, filled from a programme: to correct it, or (`fresh`) to begin another with a text of its own."""

    def __init__(self, data: Any = None, *, start: Programme | None = None, fresh: bool = False) -> None:
        told = _initial(start) if start else {}
        if told and fresh:
            told["form"] |= dict.fromkeys(OF_THE_TEXT, "") | {"certainty": str(Certainty.FOUND)}
        self.start, self.fresh = start, fresh
        self.form = ProgrammeForm(data, initial=told.get("form"))
        self.sets = {name: kind(data, prefix=name, initial=told.get(name, [])) for name, kind in SETS.items()}

    def is_valid(self) -> bool:
        """Whether everything can be read; every part is looked at, so that every mistake is told at once."""
        return all([self.form.is_valid(), *(one.is_valid() for one in self.sets.values())])

    def programme(self, on: date) -> Programme:
        """What the fields say. Forms of conventions and reports come along from the programme begun from."""
        told = self.form.cleaned_data
        source = _source(told, on)
        before = {one.code: one for one in self.start.lines} if self.start else {}
        lines: list[BudgetLine] = []
        for each in self._filled("lines"):
            one = _line(each, source, before, {other.code for other in lines})
            lines.append(replace(one, source=source) if self.fresh else one)
        return Programme(
            family=told["family"],
            year=told["year"],
            title=_saying(told),
            first=told["first"],
            last=told["last"],
            source=source,
            total=told["total"],
            lines=tuple(lines),
            costs=tuple(Cost(_saying(each), each["accepted"], source) for each in self._filled("costs")),
            calendar=tuple(
                Moment(MomentCode(each["code"]), each["first"], each["last"] or each["first"])
                for each in sorted(self._filled("calendar"), key=lambda one: one["first"])
            ),
            payments=tuple(Payment(_saying(each), each["percent"]) for each in self._filled("payments")),
            forms=self.start.forms if self.start else (),
            advance_on_raise=told["advance_on_raise"],
        )

    def _filled(self, name: str) -> list[dict[str, Any]]:
        return [form.cleaned_data for form in kept_forms(self.sets[name])]


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


def _saying(told: Mapping[str, Any]) -> Saying:
    """In the two languages of the pages; English, which only readers of the data use, takes the French."""
    return Saying(en=told["title_fr"], fr=told["title_fr"], nl=told["title_nl"])


def _source(told: Mapping[str, Any], on: date) -> Source:
    title = told["text_title"]
    short = title if len(title) <= 60 else f"{title[:59].rstrip()}…"
    text = Text(
        id=slug(told["text_number"] or title),
        title=title,
        short=Saying(short, short, short),
        number=told["text_number"] or None,
        published=told["published"],
        link=told["link"] or None,
        no_link=None if told["link"] else "Entered without an address.",
    )
    doubt = Saying(*[told["doubt"]] * 3) if told["doubt"] else None
    return Source(text, told["article"] or None, (), on, Certainty(told["certainty"]), doubt)


def _rule(told: Mapping[str, Any]) -> SelectionRule | ClusterRule | None:
    if told["rule"] == "criteria":
        return SelectionRule(told["need"], tuple(criteria_of(told)), told["data_on"])
    if told["rule"] == "clusters":
        return ClusterRule(told["members"], told["most"], told["most"], told["data_on"])
    return None


def _line(told: Mapping[str, Any], source: Source, before: Mapping[str, BudgetLine], taken: set[str]) -> BudgetLine:
    title = _saying(told)
    same = next((one for one in before.values() if one.title.fr == title.fr and one.code not in taken), None)
    code = same.code if same else slug(title.fr)
    while code in taken:
        code = f"{code[:36]}-{len(taken) + 1}"
    unchanged = same and (same.amount, same.key, same.floor, same.cap) == (
        told["amount"], told["key"], told["floor"] or 0, told["cap"],
    )  # fmt: skip
    return BudgetLine(
        code=code,
        title=title,
        amount=told["amount"],
        key=told["key"],
        source=same.source if same and unchanged else source,
        floor=told["floor"] or 0,
        cap=told["cap"],
        may_leave=told["may_leave"],
        rule=_rule(told),
    )


def _initial(one: Programme) -> dict[str, Any]:
    text = one.source.text
    return {
        "form": {
            **_titles(one.title),
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
            "doubt": said(one.source.doubt) if one.source.doubt else "",
            "advance_on_raise": one.advance_on_raise,
        },
        "lines": [_line_initial(each) for each in one.lines],
        "costs": [{**_titles(each.title), "accepted": each.accepted} for each in one.costs],
        "calendar": [
            {"code": str(each.code), "first": each.first, "last": each.last if each.last != each.first else None}
            for each in one.calendar
        ],
        "payments": [{**_titles(each.title), "percent": each.percent} for each in one.payments],
    }


def _titles(one: Saying) -> dict[str, str]:
    return {"title_fr": one.fr, "title_nl": one.nl}


def _line_initial(one: BudgetLine) -> dict[str, Any]:
    told: dict[str, Any] = {
        **_titles(one.title),
        "amount": one.amount,
        "key": one.key,
        "floor": one.floor or None,
        "cap": one.cap,
        "may_leave": one.may_leave,
        "rule": "",
    }
    if isinstance(one.rule, SelectionRule):
        told |= {"rule": "criteria", "need": one.rule.need, "data_on": one.rule.data_on}
        told |= {each.series: True if each.at_least is None else int(each.at_least) for each in one.rule.criteria}
    if isinstance(one.rule, ClusterRule):
        told |= {"rule": "clusters", "members": one.rule.members, "most": one.rule.most, "data_on": one.rule.data_on}
    return told
