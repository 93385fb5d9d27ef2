"""A database with nothing but centres, two people in each, and an amount to justify."""

import os
from datetime import date, datetime, timedelta
from typing import Any

from bench import database
from jalon.command.console import bar, step

YEAR = 2025  # a period that is over, so that its report can be signed
LONG_AGO = date(2020, 1, 1)
CENTS = 10_000_00  # for each centre


def connect(at: datetime, centres: int) -> str:
    """Make it when it is missing, and let Django know it as the operator does. Its name: one for each size."""
    name = f"load_{centres}"
    missing = not database.is_ready(name)
    if missing:
        with step("Database made from the migrations"):
            database.make_empty(name)
    os.environ["JALON_PROCESS"] = "operator"
    os.environ["DATABASE_OWNER_URL"] = database.server().url("jalon_migrator", database.name_of(name))
    os.environ["DJANGO_SETTINGS_MODULE"] = database.SETTINGS
    import django

    django.setup()
    if missing:
        _fill(at, centres)
        database.mark_ready(name)
    return name


def _fill(at: datetime, number: int) -> None:
    from jalon.domain.accounts.models import FederalMembership
    from jalon.domain.centres.models import Centre, CentreCode
    from jalon.domain.core.context import operator_context

    with operator_context():
        officer = FederalMembership.objects.create(user=_user("office"), name="Office", role="officer", since=LONG_AGO)
        centres = [Centre(name_fr=f"Centre {n}", name_nl=f"Centrum {n}") for n in range(number)]
        Centre.objects.bulk_create(centres)
        CentreCode.objects.bulk_create(
            CentreCode(centre=one, nis_code=f"{10_000 + n}", validity=(None, None)) for n, one in enumerate(centres)
        )
    with bar("Two people in each centre") as advance:
        for n, centre in enumerate(centres, start=1):
            _people(n, centre)
            advance(n, number)
    with step("An amount for each of them"):
        _share(officer, number, at)


def _user(name: str) -> Any:
    from jalon.domain.accounts.models import User

    user = User(email=f"{name}@example.org", name=name, is_demo=True)
    user.set_unusable_password()
    user.save()
    return user


def _people(number: int, centre: Any) -> None:
    from jalon.domain.accounts.enums import MembershipState
    from jalon.domain.accounts.models import Membership
    from jalon.domain.core.context import centre_context

    users = {role: _user(f"{role}.{number}") for role in ("president", "secretary")}
    with centre_context(centre.pk):
        facts = {"state": MembershipState.ACTIVE, "since": LONG_AGO}
        for role, user in users.items():
            Membership.objects.create(user=user, name=user.name, email=user.email, role=role, **facts)


def _share(officer: Any, number: int, at: datetime) -> None:
    from jalon.domain.core.context import federal_context
    from jalon.domain.subsidies import datasets, deciding, programmes
    from jalon.law.subsidies import Terms

    rows = "\r\n".join(f"{10_000 + n};Centre {n};10" for n in range(number))
    told = {"title": "Centres", "data_on": date(YEAR, 1, 1), "source": "Charge", "certainty": "found"}
    with federal_context():
        programme = programmes.enter(actor=officer, decree=_decree(at.date(), number), at=at)
        content = f"INS;Commune;BIM\r\n{rows}".encode()
        found = datasets.import_list(actor=officer, programme=programme, content=content, at=at, **told)
        line = programme.line("participation")
        shared = deciding.proposal(programme, line, found.dataset, Terms("equal", line.amount))
        facts = {"shown": shared.sha256, "reason": "Mesure de charge", "at": at}
        deciding.decide(actor=officer, programme=programme, shared=shared, **facts)


def _decree(on: date, centres: int) -> Any:
    """Participation of 2017, with the report of 2015, in a year that is over and a report due in a month."""
    from jalon.law.subsidies import content_of, programme_of, shipped_programmes

    shipped = shipped_programmes()
    content = content_of(shipped["participation-2017"])
    report = next(one for one in content_of(shipped["big_cities-2015"])["forms"] if one["code"] == "report_2015")
    due = (on + timedelta(days=31)).isoformat()
    line = next(one for one in content["lines"] if one["code"] == "participation")
    return programme_of({
        **content, "year": YEAR, "first": f"{YEAR}-01-01", "last": f"{YEAR}-12-31", "total": centres * CENTS,
        "lines": [{**line, "key": "equal", "amount": centres * CENTS}], "forms": [report],
        "calendar": [{"code": "report", "first": due, "last": due}],
    })  # fmt: skip


def browsers(name: str) -> list[tuple[str, str]]:
    """The users of each centre who sign: president, secretary."""
    query = """SELECT a.user_id::text, b.user_id::text FROM accounts_membership AS a
        JOIN accounts_membership AS b ON b.centre_id = a.centre_id AND b.role = 'secretary'
        WHERE a.role = 'president' ORDER BY a.email"""
    with database.superuser(name) as link:
        return link.execute(query).fetchall()


def found(name: str) -> dict[str, list[int]]:
    """For each centre, how many there are of what should be there once, five times, five times."""
    query = """SELECT (SELECT count(*) FROM reports_version AS v WHERE v.centre_id = c.id AND v.sent_at IS NOT NULL),
            (SELECT count(*) FROM reports_report AS r WHERE r.centre_id = c.id AND r.state = 'sent'),
            (SELECT count(*) FROM spending_cost AS s WHERE s.centre_id = c.id AND s.removed_at IS NULL),
            (SELECT count(DISTINCT document_id) FROM spending_cost AS s WHERE s.centre_id = c.id)
        FROM centres_centre AS c ORDER BY c.id"""
    with database.superuser(name) as link:
        rows = link.execute(query).fetchall()
    names = ("texts sent", "reports sent", "costs", "documents")
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def empty(name: str) -> None:
    """Take out what an earlier run left: everything that hangs on a grant."""
    with database.superuser(name) as link:
        link.execute("TRUNCATE grants_grant CASCADE")
