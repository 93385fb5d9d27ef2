"""A comparison of reforms for one typical person as plain JSON: what was asked, and what came out. It names nobody."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from jalon.domain.exemption.lab import Compared, Lab, Total, cases, compare
from jalon.law.income import Category, Point, Work, parse_scheme, write_scheme

Question = Mapping[str, Any]
Answer = Mapping[str, Any]
POINT = ("earned", "support", "disposable", "marginal", "participation", "is_kink")
TOTAL = ("exempt", "support", "disposable")
_MOST_CENTS = 100_000_000


def question(lab: Lab, poverty: int | None) -> dict[str, Any]:
    """What was asked: amounts in cents, schemes as their files in a list, for the database keeps no order of names."""
    one = {"month": f"{lab.month:%Y-%m}", "category": int(lab.category), "work": str(lab.work)}
    one |= {"day_pay": lab.day_pay, "here": lab.here, "poverty": poverty}
    return {"one": one, "schemes": [[scheme.id, write_scheme(scheme)] for scheme in lab.schemes]}


def lab_of(asked: Question) -> Lab:
    """The same question again. Raises `ValueError`, `KeyError` or `TypeError` when it is none, or `SchemeError`."""
    told = asked["one"]
    for name in ("day_pay", "here", "poverty"):
        amount = told[name]
        if (amount is None and name == "day_pay") or not (amount is None or _is_amount(amount)):
            raise ValueError(name)
    return Lab(
        month=date.fromisoformat(f"{told['month']}-01"),
        category=Category(told["category"]),
        work=Work(told["work"]),
        day_pay=told["day_pay"],
        here=told["here"],
        schemes=tuple(parse_scheme(text, name=f"{code}.yaml") for code, text in asked["schemes"]),
    )


def _is_amount(amount: Any) -> bool:
    return type(amount) is int and 0 <= amount <= _MOST_CENTS


def answer(asked: Question) -> dict[str, Any]:
    """Every point of the curves and every case, by scheme, today's rule first. The same question gives the same."""
    lab = lab_of(asked)
    found, names = compare(lab), [one.id for one in lab.all_schemes]

    def by_scheme(curves: Sequence[Sequence[Point]]) -> dict[str, list[list[Any]]]:
        points = [[[getattr(one, field) for field in POINT] for one in curve] for curve in curves]
        return dict(zip(names, points, strict=True))

    def totals(answers: Sequence[Total]) -> dict[str, dict[str, int]]:
        told = [{field: getattr(one, field) for field in TOTAL} for one in answers]
        return dict(zip(names, told, strict=False))

    return {
        "by_wage": by_scheme(found.by_wage),
        "by_days": by_scheme(found.by_days),
        "here": totals(found.here),
        "cases": {case.code: totals(answers) for case, answers in found.cases},
    }


def compared(asked: Question, told: Answer) -> Compared:
    """What a page, a workbook and a paper read, from what was kept: nothing is worked out again."""
    names = ["today", *(code for code, _text in asked["schemes"])]
    known = {case.code: case for case in cases()}

    def points(curves: Mapping[str, Any]) -> tuple[tuple[Point, ...], ...]:
        return tuple(
            tuple(Point(**dict(zip(POINT, one, strict=True))) for one in curves[name])  # type: ignore[arg-type]
            for name in names
        )

    def totals(answers: Mapping[str, Any]) -> tuple[Total, ...]:
        return tuple(Total(**{field: answers[name][field] for field in TOTAL}) for name in names if name in answers)

    return Compared(
        by_wage=points(told["by_wage"]),
        by_days=points(told["by_days"]),
        here=totals(told["here"]),
        cases=tuple((known[code], totals(one)) for code, one in told["cases"].items() if code in known),
    )
