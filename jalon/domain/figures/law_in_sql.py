"""Two rules of the law said in SQL over a whole centre, with the law's own parameters.

`jalon.law.piis` is the rule; tests compare the two on random situations. Dates come from `jalon.law.parameters`.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from jalon.domain.accounts import law_readings
from jalon.domain.core.terms_in_sql import last_day_counted_from_eve
from jalon.law import parameters
from jalon.law.piis import Regime, regime_on
from jalon.law.terms import COUNTING, add_months

_RULE = "piis.obligation."
_EVENTS = {"demand": "demanded_on", "decision": "decided_on", "notification": "notified_on"}


# Birth as the number 19900131. An unknown day or month counts as the last possible one, as in `piis.deadlines`.
BORN = """(q.birth_year * 10000 + coalesce(q.birth_month, 12) * 100 + coalesce(q.birth_day,
    CASE WHEN coalesce(q.birth_month, 12) = 2 THEN 28 WHEN q.birth_month IN (4, 6, 9, 11) THEN 30 ELSE 31 END))"""


def obligation(on: date, *, known: bool) -> Mapping[str, str]:
    """`under_obligation`: people obliged to have a PIIS on a day (`law.piis.must_have_piis`), and by when.

    The term counts from the grant that began the present right, followed back through statuses that touch one another:
    as the database keeps it (`piis.models.Right`), or, as it was `known` once, from the statuses known then.
    """
    return {
        **(_runs_once_known() if known else _runs()),
        "right_told": f"""SELECT r.*, c.category, c.is_student, c.is_homeless, c.works_part_time, q.sex,
            {BORN} AS born, {_term()} AS term
            FROM right_run r JOIN covering c ON c.person_id = r.person_id AND c.kind = 'dis'
            JOIN people_person q ON q.centre_id = %(centre)s AND q.id = r.person_id""",
        "under_obligation": f"""SELECT r.person_id, r.born, r.sex, r.category,
            coalesce({_younger(25)}, false) AS young, r.right_since, r.term
            FROM right_told r
            WHERE (({_standing(on)}) OR ({_ground(on)}))
            AND NOT EXISTS (SELECT 1 FROM exempt x WHERE x.person_id = r.person_id)""",
    }


def _runs() -> Mapping[str, str]:
    return {
        "right_run": """SELECT r.person_id, r.since AS right_since, r.demanded_on, r.decided_on, r.notified_on,
            r.earlier_ended_on FROM piis_right r
            WHERE r.centre_id = %(centre)s AND r.since <= %(last)s AND (r.until IS NULL OR r.until >= %(last)s)"""
    }


def _runs_once_known() -> Mapping[str, str]:
    """Only who had the right that day; the last row that begins a run is where the present right begins."""
    return {
        "right_row": """SELECT person_id, since, until, demanded_on, decided_on, notified_on, previous_right_ended_on,
            lag(until) OVER (PARTITION BY person_id ORDER BY since) AS before FROM status WHERE kind = 'dis'""",
        "right_run": """SELECT DISTINCT ON (r.person_id) r.person_id, r.since AS right_since, r.demanded_on,
            r.decided_on, r.notified_on, greatest(r.previous_right_ended_on, r.before) AS earlier_ended_on
            FROM right_row r JOIN covering c ON c.person_id = r.person_id AND c.kind = 'dis'
            WHERE r.before IS NULL OR r.before + 1 <> r.since ORDER BY r.person_id, r.since DESC""",
    }


def _younger(age: int) -> str:
    """Not yet of that age on the last day; null when no year of birth is known, which presumes nothing."""
    return f"(r.born > %(last_key)s - {int(age)}0000)"


def _standing(on: date) -> str:
    student, homeless = (parameters.on(f"{_RULE}{name}", on).whole for name in ("student", "homeless"))
    return f"(r.is_student AND {_younger(student)}) OR (r.is_homeless AND r.category = {int(homeless)})"


def _ground(on: date) -> str:
    if regime_on(on) is Regime.BEFORE_2016:
        return _younger(parameters.on(f"{_RULE}under_age", on).whole)
    reform = parameters.on("piis.regime", on).valid_from
    months = parameters.on(f"{_RULE}without_dis_months", on).whole
    window = add_months(reform, -parameters.on(f"{_RULE}transition_months", on).whole)
    newcomer = (
        f"(r.earlier_ended_on IS NULL OR r.earlier_ended_on < (r.right_since - interval '{int(months)} months')::date)"
    )
    late = f"coalesce(r.decided_on, r.right_since) >= date '{window.isoformat()}'"
    kept = "false"
    if law_readings.followed(law_readings.TRANSITION, on).name == "keeps_obligation":
        age = parameters.on(f"{_RULE}under_age", reform - timedelta(days=1)).whole
        kept = f"r.born > to_char(r.right_since, 'YYYYMMDD')::int - {int(age)}0000"
    since = f"date '{reform.isoformat()}'"
    older = f"r.right_since < {since} AND (({newcomer} AND {late}) OR {kept})"
    # Combining a job with the income frees since the reform; before, age alone obliged.
    return f"((r.right_since >= {since} AND {newcomer}) OR ({older})) AND NOT r.works_part_time"


def _term() -> str:
    """`law.piis.conclude_by` with the readings the centre follows, by the day of the grant."""
    names = ("piis.conclude.from", "piis.conclude.months", COUNTING)
    first = parameters.parameter(names[0]).entries[0].valid_from
    days = {day for name in names for day in parameters.parameter(name).boundaries() if day >= first}
    days |= {day for day in law_readings.chosen().days(*names) if day >= first}
    cases = []
    for day in sorted(days, reverse=True):
        event = _EVENTS[law_readings.followed(names[0], day).name]
        months = parameters.on(names[1], day).whole
        then = f"(r.{event} + interval '{int(months)} months')::date"
        if law_readings.followed(COUNTING, day).name == "eve":
            then = last_day_counted_from_eve(f"r.{event}", months)
        cases.append(f"WHEN r.decided_on >= date '{day.isoformat()}' THEN {then}")
    return f"CASE {' '.join(cases)} END"


def windows() -> Mapping[str, str]:
    """`owed_window`: pieces of a project's life that ended in the period, with the evaluations each one owed.

    `law.piis.evaluation_windows` with the reading the centre followed when the project began. A window begun under the
    old regime ends under it; the first one of the new regime begins a new count of months.
    """
    old, new = (entry.valid_from for entry in parameters.parameter("piis.evaluation.window_months").entries)
    months = parameters.on("piis.evaluation.window_months", new).whole
    return {
        # A year that is not over by then, of a project that is not either, ends nothing: most projects stop here.
        "lived": f"""SELECT id AS piis_id, person_id, since, coalesce(ended_on_then, until) AS until FROM (
            SELECT *, CASE WHEN state = 'ended' THEN ended_on END AS ended_on_then FROM project) p
            WHERE state IN ('running', 'ended') AND since <= %(last)s
            AND (coalesce(ended_on_then, until) IS NULL OR coalesce(ended_on_then, until) >= %(first)s)
            AND (coalesce(ended_on_then, until) <= %(last)s OR since < date '{new.isoformat()}'
                 OR (since + interval '{months} months')::date <= %(last)s + 1)""",
        "piece": f"""SELECT l.*, w.* FROM lived l CROSS JOIN LATERAL ({_pieces(old, new)}) w""",
        "owed_window": f"""SELECT piis_id, person_id, opens, closes, owed,
            CASE WHEN owed = 0 THEN 0 ELSE ceil(owed * in_person::numeric / number)::int END AS owed_in_person FROM (
            SELECT *, CASE WHEN whole_end <= coalesce(until, whole_end) THEN number
                WHEN {_whole_pieces()} THEN number ELSE greatest(
                (SELECT max(m) FROM generate_series(0, months) m WHERE (opens + m * interval '1 month')::date
                 <= until + 1) * number / months, CASE WHEN opens = since THEN 1 ELSE 0 END) END AS owed
            FROM (SELECT *, least(whole_end, coalesce(until, whole_end)) AS closes FROM piece) p
            WHERE closes BETWEEN %(first)s AND %(last)s AND opens <= closes) o""",
    }


def _whole_pieces() -> str:
    """Whether a project began while the centre read that a piece of a year or of a quarter owes as much as a whole."""
    cases = [
        f"WHEN since >= date '{day.isoformat()}' THEN {followed_whole}"
        for day in sorted(law_readings.chosen().days(law_readings.SHORT_PERIOD), reverse=True)
        for followed_whole in [str(law_readings.followed(law_readings.SHORT_PERIOD, day).name == "whole").lower()]
    ]
    return f"CASE {' '.join(cases)} ELSE false END" if cases else "false"


def _pieces(old: date, new: date) -> str:
    """Windows of one project `l`: its origin is its start, or its first old window that begins under the new rule."""
    turn = f"date '{new.isoformat()}'"
    months = parameters.on("piis.evaluation.window_months", old).whole
    origin = f"""CASE WHEN l.since >= {turn} THEN l.since ELSE (
        SELECT min((l.since + k * interval '{months} months')::date) FROM generate_series(0, 1200) k
        WHERE (l.since + k * interval '{months} months')::date >= {turn}) END"""
    return f"{_run('l.since', old, f'l.since < {turn}', turn)} UNION ALL {_run(origin, new, 'true', None)}"


def _run(origin: str, day: date, condition: str, before: str | None) -> str:
    """Windows counted from `origin` under the rule of a day, near the period asked."""
    months, number, in_person = (
        parameters.on(f"piis.evaluation.{name}", day).whole for name in ("window_months", "number", "in_person")
    )
    step = f"interval '{months} months'"
    opens = f"(o.origin + k * {step})::date"
    stop = f" AND {opens} < {before}" if before else ""
    return f"""SELECT {opens} AS opens, (o.origin + (k + 1) * {step})::date - 1 AS whole_end,
        {number} AS number, {in_person} AS in_person, {months} AS months
        FROM (SELECT {origin} AS origin) o CROSS JOIN LATERAL generate_series(
            greatest(0, (%(first)s - o.origin) / {months * 31} - 1),
            greatest(0, (%(last)s - o.origin) / {months * 28} + 1)) k
        WHERE {condition} AND {opens} <= %(last)s{stop}"""
