"""What is counted, as SQL: one relation a subject, one row a unit (a project, a person, a window…), one column an axis.

A relation is a common table expression; all are counted in one statement (`counting`). `last` is the day on which what
stands is looked at; `known` the moment up to which what was recorded counts. Rows carry `unit` and `person_id`, so
that the same expression lists the files behind a number. Parameters are always passed, never written in the text.

The current row of a project or commitment is right unless something about it happened later, or was recorded later;
only those are read again from their trail (`late`). That keeps a count to a few scans of the centre's tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from jalon.domain.figures.law_in_sql import BORN, obligation, windows
from jalon.domain.figures.periods import Period

_AGES = "ARRAY[18, 25, 35, 45, 55, 65]"
_AGE_KEYS = "ARRAY['0_17', '18_24', '25_34', '35_44', '45_54', '55_64', '65_up']"


def _age(born: str) -> str:
    """The age group on the last day; `born` like 19900131."""
    return f"coalesce(({_AGE_KEYS})[1 + width_bucket((%(last_key)s - {born}) / 10000, {_AGES})], 'unknown') AS age"


_CATEGORY = """CASE WHEN s.kind = 'dis' THEN 'dis' || s.category WHEN s.kind = 'equivalent' THEN 'equivalent'
    ELSE 'none' END"""
_WHO = f"{_age(BORN)}, q.sex::text AS sex"
_PERSON = "JOIN people_person q ON q.centre_id = %(centre)s AND q.id = {row}.person_id"


@dataclass(frozen=True)
class Asked:
    """What a count needs to know.

    `is_settled`: nothing happened to a project or commitment after the last day, so that current rows say it all.
    """

    centre_id: UUID
    period: Period
    is_settled: bool = False

    @property
    def known_by(self) -> datetime | None:
        """Up to when what was recorded counts."""
        return self.period.known_by

    def parameters(self) -> dict[str, Any]:
        """The values of the statement's parameters."""
        last = self.period.last
        return {
            "centre": self.centre_id,
            "first": self.period.first,
            "last": last,
            "last_key": last.year * 10_000 + last.month * 100 + last.day,
            "known": self.known_by,
        }


def relations(asked: Asked) -> Mapping[str, str]:
    """Every expression by its name, in an order in which each only reads those before it."""
    return {
        **_sources(asked),
        "in_force": _in_force(),
        "closing": f"""SELECT DISTINCT e.piis_id FROM piis_piisevent e WHERE e.centre_id = %(centre)s
            AND e."on" BETWEEN %(first)s AND %(last)s AND e.target IN ('ended', 'refused', 'withdrawn')
            AND e.source <> e.target{_known(asked, "e.at")}""",
        "on_the_way": _on_the_way(),
        **obligation(asked.period.last, known=asked.known_by is not None),
        "obliged": _obliged(),
        "concluded": _concluded(asked),
        "evaluations": _evaluations(asked),
        **windows(),
        "windows": _windows(asked),
        "sanctions": _sanctions(asked),
        "endings": _endings(asked),
        **_commitment_sources(asked),
        "commitments": _commitments(),
    }


def _known(asked: Asked, column: str) -> str:
    return f" AND {column} <= %(known)s" if asked.known_by else ""


def _late(asked: Asked, day: str, moment: str) -> str:
    return f"({day} > %(last)s OR {moment} > %(known)s)" if asked.known_by else f"{day} > %(last)s"


def _as_known(asked: Asked, table: str, copy: str) -> str:
    """The live table, or what was known of it."""
    if asked.known_by is None:
        return f"{table} r WHERE r.centre_id = %(centre)s"
    return (
        f"{copy} r WHERE r.centre_id = %(centre)s AND r.recorded_at <= %(known)s "
        "AND (r.replaced_at IS NULL OR r.replaced_at > %(known)s)"
    )


def _sources(asked: Asked) -> dict[str, str]:
    return {
        "status": f"""SELECT r.person_id, r.kind, r.category, r.demanded_on, r.decided_on, r.notified_on, r.since,
            r.until, r.is_student, r.is_homeless, r.works_part_time, r.previous_right_ended_on
            FROM {_as_known(asked, "people_status", "figures_knownstatus")} AND r.since <= %(last)s""",
        "covering": """SELECT person_id, kind, category, is_student, is_homeless, works_part_time
            FROM status WHERE until IS NULL OR until >= %(last)s""",
        "exempt": f"""SELECT DISTINCT r.person_id
            FROM {_as_known(asked, "people_piisexemption", "figures_knownexemption")}
            AND r.since <= %(last)s AND (r.until IS NULL OR r.until >= %(last)s)""",
        **_project(asked),
    }


def _project(asked: Asked) -> dict[str, str]:
    """Each project as its last act by that day left it, and whether it `holds` then: approved, begun, not over."""
    columns = "p.id, p.person_id, p.kind, p.since, p.ended_on, p.has_community_service"
    now = f"SELECT {columns}, p.state, p.until, p.concluded_on FROM piis_piis p WHERE p.centre_id = %(centre)s"
    holds = """SELECT *, (state = 'running' OR (state = 'ended' AND ended_on = %(last)s))
        AND (until IS NULL OR until >= %(last)s) AND since <= %(last)s AS holds FROM standing"""
    if asked.is_settled:
        return {"standing": now, "project": holds}
    return {
        "late": f"""SELECT DISTINCT piis_id FROM piis_piisevent
            WHERE centre_id = %(centre)s AND {_late(asked, '"on"', "at")}""",
        # Going back to the draft undoes the signatures.
        "then_so": f"""SELECT DISTINCT ON (e.piis_id) e.piis_id, e.target, e.until,
            CASE WHEN e.target NOT IN ('draft', 'handed') THEN max(e."on") FILTER (WHERE e.act = 'sign_last'
            AND e.target = 'signed') OVER (PARTITION BY e.piis_id) END AS concluded_on
            FROM late JOIN piis_piisevent e ON e.centre_id = %(centre)s AND e.piis_id = late.piis_id
            WHERE e."on" <= %(last)s{_known(asked, "e.at")} ORDER BY e.piis_id, e.number DESC""",
        "standing": f"""{now} AND NOT EXISTS (SELECT 1 FROM late WHERE late.piis_id = p.id)
            UNION ALL SELECT {columns}, t.target, t.until, t.concluded_on FROM then_so t
            JOIN piis_piis p ON p.centre_id = %(centre)s AND p.id = t.piis_id""",
        "project": holds,
    }


def _in_force() -> str:
    return f"""SELECT p.id AS unit, p.person_id, p.kind::text AS kind, q.language::text AS language,
        CASE WHEN p.has_community_service THEN 'yes' ELSE 'no' END AS community, {_CATEGORY} AS category, {_WHO}
        FROM project p {_PERSON.format(row="p")} LEFT JOIN covering s ON s.person_id = p.person_id WHERE p.holds"""


def _on_the_way() -> str:
    return """SELECT p.id AS unit, p.person_id,
        CASE WHEN p.state = 'running' AND p.since > %(last)s THEN 'not_begun'
             WHEN p.state = 'running' THEN 'expired' ELSE p.state END AS state
        FROM project p WHERE p.holds IS NOT TRUE AND (p.state IN ('draft', 'handed', 'signed', 'running')
        OR p.state IN ('ended', 'refused', 'withdrawn') AND p.id IN (SELECT piis_id FROM closing))"""


def _obliged() -> str:
    """`cover`: with a project in force, or without: in time, late, or without a known term; by age under 25 or not.

    Once a project was concluded under the present right, the law's term has no object.
    """
    return f"""SELECT o.person_id AS unit, o.person_id, {_age("o.born")}, o.sex::text AS sex,
        'dis' || o.category AS category, CASE WHEN o.young THEN 'young_' ELSE 'others_' END ||
        CASE WHEN w.holds THEN 'with' WHEN w.concluded_on >= o.right_since THEN 'unknown'
             WHEN o.term >= %(last)s THEN 'within' WHEN o.term < %(last)s THEN 'passed' ELSE 'unknown' END AS cover,
        w.holds IS NOT TRUE AS without
        FROM under_obligation o LEFT JOIN (SELECT person_id, bool_or(holds) AS holds,
            max(concluded_on) FILTER (WHERE concluded_on <= %(last)s) AS concluded_on FROM project GROUP BY person_id
        ) w ON w.person_id = o.person_id"""


def _concluded(asked: Asked) -> str:
    """The last signature of a contract, in the period; the term as it was written with that signature."""
    return f"""SELECT c.piis_id AS unit, p.person_id, p.kind::text AS kind, {_WHO},
        CASE WHEN c.term IS NULL THEN 'no_term' WHEN c."on" <= c.term THEN 'in_time' ELSE 'late' END AS timing
        FROM (SELECT DISTINCT ON (e.piis_id) e.piis_id, e."on", (e.detail ->> 'conclude_by')::date AS term
              FROM piis_piisevent e WHERE e.centre_id = %(centre)s AND e."on" BETWEEN %(first)s AND %(last)s
              AND e.target = 'signed' AND e.act = 'sign_last'{_known(asked, "e.at")}
              ORDER BY e.piis_id, e.number DESC) c
        JOIN piis_piis p ON p.centre_id = %(centre)s AND p.id = c.piis_id {_PERSON.format(row="p")}"""


def _evaluations(asked: Asked) -> str:
    return f"""SELECT v.id AS unit, p.person_id,
        CASE WHEN v.state = 'missed' THEN 'missed_' || v.absence_cause WHEN v.in_person THEN 'in_person'
             ELSE 'otherwise' END AS manner
        FROM piis_evaluation v JOIN piis_piis p ON p.centre_id = %(centre)s AND p.id = v.piis_id
        WHERE v.centre_id = %(centre)s AND v.held_on BETWEEN %(first)s AND %(last)s
        AND v.state IN ('held', 'missed'){_known(asked, "v.recorded_at")}"""


def _windows(asked: Asked) -> str:
    """A window that ended in the period, and whether enough was held in it. Two evaluations on a day count once."""
    return f"""SELECT md5(w.piis_id::text || w.opens)::uuid AS unit, w.person_id,
        CASE WHEN coalesce(h.held, 0) < w.owed THEN 'too_few' WHEN coalesce(h.faced, 0) < w.owed_in_person
             THEN 'too_few_in_person' ELSE 'enough' END AS done
        FROM owed_window w
        LEFT JOIN LATERAL (SELECT count(DISTINCT v.held_on) AS held,
                count(DISTINCT v.held_on) FILTER (WHERE v.in_person) AS faced FROM piis_evaluation v
                WHERE v.centre_id = %(centre)s AND v.piis_id = w.piis_id AND v.state = 'held'
                AND v.held_on BETWEEN w.opens AND w.closes{_known(asked, "v.recorded_at")}) h ON true
        WHERE w.owed > 0"""


def _sanctions(asked: Asked) -> str:
    lifted = f"""EXISTS (SELECT 1 FROM sanctions_proposalevent l WHERE l.centre_id = %(centre)s
        AND l.proposal_id = d.proposal_id AND l.target = 'lifted' AND l."on" <= %(last)s{_known(asked, "l.at")})"""
    return f"""SELECT d.id AS unit, d.person_id, d.scope::text AS scope, 'm' || d.months AS months,
        d.reprieve::text AS reprieve, CASE WHEN {lifted} THEN 'lifted' ELSE 'stands' END AS fate, {_WHO}
        FROM sanctions_sanctiondecision d {_PERSON.format(row="d")}
        WHERE d.centre_id = %(centre)s AND d.decided_on BETWEEN %(first)s AND %(last)s
        AND EXISTS (SELECT 1 FROM sanctions_proposalevent e WHERE e.centre_id = %(centre)s
                    AND e.proposal_id = d.proposal_id AND e.act = 'decide'{_known(asked, "e.at")})"""


def _endings(asked: Asked) -> str:
    return f"""SELECT d.id AS unit, p.person_id, d.outcome::text AS outcome, d.reason::text AS reason, {_WHO}
        FROM piis_ending d JOIN piis_piis p ON p.centre_id = %(centre)s AND p.id = d.piis_id {_PERSON.format(row="p")}
        WHERE d.centre_id = %(centre)s AND d.effective_on BETWEEN %(first)s AND %(last)s{_known(asked, "d.at")}"""


def _commitment_sources(asked: Asked) -> dict[str, str]:
    """Commitments due in the period, or judged in it when they have no day, with their state as seen by its end."""
    told = "c.id, k.piis_id, k.side, k.due_on, k.left_on"
    if asked.known_by is None:
        held = "piis_commitment c WHERE c.centre_id = %(centre)s"
        told = told.replace("k.", "c.")
    else:
        held = """figures_knowncommitment k JOIN piis_commitment c ON c.centre_id = %(centre)s AND c.id = k.source_id
            WHERE k.centre_id = %(centre)s AND k.recorded_at <= %(known)s
            AND (k.replaced_at IS NULL OR k.replaced_at > %(known)s)"""
    due, day = "BETWEEN %(first)s AND %(last)s", "c" if asked.known_by is None else "k"
    now = f"SELECT {told}, c.state, c.cause, c.state_on FROM {held}"
    dated = f"{now} AND {day}.due_on {due}"
    undated = f"{now} AND {day}.due_on IS NULL AND c.state_on {due}"
    if asked.is_settled:
        return {"seen": f"{dated} UNION ALL {undated}"}
    early = " AND NOT EXISTS (SELECT 1 FROM reviewed_late l WHERE l.commitment_id = c.id)"
    return {
        "reviewed_late": f"""SELECT DISTINCT commitment_id FROM piis_commitmentreview
            WHERE centre_id = %(centre)s AND {_late(asked, '"on"', "at")}""",
        "candidate": f"""SELECT {told} FROM {held} AND c.id IN (SELECT commitment_id FROM reviewed_late)
            AND ({day}.due_on IS NULL OR {day}.due_on {due})""",
        "seen": f"""{dated}{early} UNION ALL {undated}{early}
            UNION ALL SELECT c.id, c.piis_id, c.side, c.due_on, c.left_on, coalesce(r.state, 'todo'),
                coalesce(r.cause, ''), r."on"
            FROM candidate c LEFT JOIN LATERAL (SELECT r.state, r.cause, r."on" FROM piis_commitmentreview r
                WHERE r.centre_id = %(centre)s AND r.commitment_id = c.id AND r."on" <= %(last)s{_known(asked, "r.at")}
                ORDER BY r."on" DESC, r.at DESC LIMIT 1) r ON true""",
    }


def _commitments() -> str:
    """Without a day, a commitment counts in the period in which it was last judged."""
    judged = "('kept', 'partly', 'not_kept')"
    return f"""SELECT c.id AS unit, p.person_id, c.side::text AS side,
        CASE WHEN c.state IN ('todo', 'under_way') THEN 'open' ELSE c.state END AS state,
        CASE WHEN c.state IN ('partly', 'not_kept') THEN coalesce(nullif(c.cause, ''), 'unsaid') ELSE 'none'
        END AS cause
        FROM seen c JOIN project p ON p.id = c.piis_id AND p.state IN ('running', 'ended') AND p.since <= %(last)s
        WHERE (c.left_on IS NULL OR c.left_on > coalesce(c.due_on, %(last)s)) AND (c.due_on IS NOT NULL
        OR (c.state IN {judged} AND c.state_on BETWEEN %(first)s AND %(last)s))"""
