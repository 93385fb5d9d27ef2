"""A report to write at two centres, the two who sign at each, an officer and the cabinet; results and costs as told."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from jalon.domain.accounts.models import FederalMembership, Membership
from jalon.domain.core.both_sides import rows
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.instruments.merging import Change, Writer
from jalon.domain.reports import services
from jalon.domain.reports.enums import Check
from jalon.domain.reports.models import Report
from jalon.domain.reports.queries import draft_of, to_sign
from tests.domain.conventions import scene as conventions
from tests.domain.conventions.scene import Office, an_office
from tests.factories import a_federal_member, a_user

AT = datetime(2016, 2, 1, 9, 0, tzinfo=UTC)  # four weeks before the day of the programme of 2015
DUE = date(2016, 2, 28)
WORDS = {
    "A1": "Oui, à quelques personnes près.",
    "A2": "L’asbl Le Pont et la maison de quartier.",
    "A3": "Deux départs.",
}
COUNTS = {"1": 38, "2": 30, "2.1": 10, "2.2": 15, "2.3": 5, "R1": 12, "R2": 8, "R3": 3, "R4": 4}
CHECKS = tuple(Check.values)
SPACE = UUID("6f1c2c1e-0000-4000-8000-000000000000")


@dataclass
class World:
    """Everybody who has a part in a report."""

    officer: FederalMembership
    cabinet: FederalMembership
    manager: FederalMembership
    programme_id: UUID
    ours: Office
    theirs: Office


def a_world() -> World:
    """« Activation sociale 2015 » shared equally over a French-speaking and a Flemish centre."""
    officer, cabinet, manager = (a_federal_member(a_user(), role=role) for role in ("officer", "cabinet", "manager"))
    ours = an_office("90001", "Val-Clair")
    theirs = an_office("90002", "Mont-Gris", name_nl="Grauwberg", region_nl="Vlaams Gewest", region_fr="Flandre")
    decision = conventions.decided(officer)
    return World(officer, cabinet, manager, decision.programme_id, ours, theirs)


def at(days: float) -> datetime:
    """Some days later."""
    return AT + timedelta(days=days)


def cost(name: str, cents: int, *, line: str = "activation", category: str = "running") -> dict[str, Any]:
    """A cost as `spending` tells it."""
    return {
        "id": str(uuid5(SPACE, name)), "line": line, "category": category, "justified": cents, "supplier": name,
        "date": "2015-06-01", "kind": None, "project": "",
    }  # fmt: skip


def told(costs: list[dict[str, Any]]) -> dict[str, Any]:
    """Section C as `spending` tells it, under one line."""
    return {"lines": [{"code": "activation", "justified": sum(one["justified"] for one in costs)}], "costs": costs}


def table(**values: int | None) -> dict[str, Any]:
    """Section B of one line as `results` tells it."""
    cells = [
        {
            "code": code, "form": "report_2015", "titles": {"fr": code, "nl": code, "en": code}, "target": None,
            "parts": ["2.1", "2.2", "2.3"] if code == "2" else [], "at_most": "2" if code.startswith("R") else None,
            "strict": False, "value": value, "how": "computed", "reason": "",
        }
        for code, value in {**COUNTS, **values}.items()
    ]  # fmt: skip
    return {"activation": {"cells": cells}}


def opened(office: Office, *, days: float = 0) -> Report:
    """The report of a centre, opened by its own page."""
    with centre_context(office.centre.pk):
        return services.open_reports(actor=office.coordinator, at=at(days))[0][0]


def of(office: Office) -> Report:
    """The report as its centre reads it now."""
    with centre_context(office.centre.pk):
        return rows(Report).get()


def written(office: Office, *, days: float = 1, page: str = "", by: Membership | None = None, **fields: Any) -> Any:
    """Every field, or some others, as a page that shows the draft would send them."""
    with centre_context(office.centre.pk):
        report = rows(Report).get()
        draft = draft_of(report)
        change = Change(draft.revision, fields or WORDS)
        facts = {"writer": Writer(page, 1), "at": at(days)}
        return services.save(actor=by or office.coordinator, report=report, change=change, **facts)


def shown(report: Report, *, days: float) -> str:
    """The fingerprint whoever signs is shown."""
    waiting = to_sign(report)
    return waiting.sha256 if waiting else services.text_now(report, on=at(days).date()).sha256


def signed(office: Office, member: Membership, *, days: float = 2) -> Report:
    """One of the two signs what is shown."""
    with centre_context(office.centre.pk):
        report = rows(Report).get()
        return services.sign(actor=member, report=report, shown=shown(report, days=days), at=at(days))


def sent(office: Office, *, days: float = 2, **fields: Any) -> Report:
    """Opened, written and signed by both: it is at the administration."""
    opened(office)
    written(office, days=days, **{**WORDS, **fields})
    signed(office, office.president, days=days)
    return signed(office, office.secretary, days=days)


def federal(act: Any, report: Report, **facts: Any) -> Any:
    """An act of the administration on a report, read again there."""
    with federal_context():
        return act(report=rows(Report).get(pk=report.pk), **facts)


def advised(world: World, report: Report, *, days: float = 4) -> None:
    """Everything checked, a favourable advice."""
    facts = {"favourable": True, "checks": CHECKS, "words": "", "at": at(days)}
    federal(services.advise, report, actor=world.officer, **facts)


def approved(world: World, report: Report, *, days: float = 5) -> None:
    """The minister approves what was advised."""
    advised(world, report, days=days)
    federal(services.approve, report, actor=world.cabinet, at=at(days))
