"""What is inserted into each table, as SQL over `bench.file` (one row a file, see `generate`).

A column that is not named takes Django's own default for it, so that a new column of a model needs nothing here.
"""

import json
from typing import Any

from django.db import models

from jalon.domain.accounts.models import Membership, User
from jalon.domain.audit.models import JournalEntry
from jalon.domain.centres.models import Centre, CentreSettings
from jalon.domain.documents.models import Document
from jalon.domain.figures.models import KnownCommitment, KnownExemption, KnownStatus
from jalon.domain.instruments.models import Bilan, BilanEntry
from jalon.domain.people.models import Assignment, FileCounter, NameToken, Person, PiisExemption, Status
from jalon.domain.piis.models import (
    Commitment,
    CommitmentReview,
    Decision,
    Ending,
    Evaluation,
    Piis,
    PiisEvent,
    PiisVersion,
    Right,
    Signature,
    VersionEvent,
)
from jalon.domain.sanctions.models import Notification, Proposal, ProposalEvent, SanctionDecision

AT = "(({0})::timestamp + interval '10 hours')"
HELD = "f.since + 115 * e.number"


def _id(what: str, *parts: str) -> str:
    return "md5(" + " || '-' || ".join([f"'{what}'", "f.n", *parts]) + ")::uuid"


PERSON, PIIS, VERSION, BILAN = _id("person"), _id("piis"), _id("version"), _id("bilan")
EVALUATION, COMMITMENT = _id("evaluation", "e.number"), _id("commitment", "l.position")
FILES = "bench.file AS f"
WITH_PIIS = f"{FILES} WHERE f.b >= 9"
CONCLUDED = "(f.b > 10 OR (f.b = 10 AND f.h % 2 = 0))"
EVALUATIONS = f"{FILES} CROSS JOIN LATERAL generate_series(1, f.evaluations) AS e (number)"
LINES = "bench.line AS l"
SANCTIONED = "(f.b BETWEEN 12 AND 18 AND f.h % 20 = 0 AND f.evaluations > 0)"
STAGE = "(f.b + CASE WHEN f.b = 10 AND f.h % 2 = 0 THEN 0.5 ELSE 0 END)"  # 10.5: signed by all
PERSON_TOKEN, PIIS_TOKEN = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"


def table(model: type[models.Model]) -> str:
    """Its name."""
    return model._meta.db_table


def insert(model: type[models.Model], source: str, /, **columns: str) -> str:
    """INSERT … SELECT with the defaults of every column that is not given."""
    given = dict(columns)
    for field in model._meta.local_fields:
        if field.column not in given:
            given[field.column] = _default(field)
    names = ", ".join(f'"{name}"' for name in given)
    return f"INSERT INTO {table(model)} ({names}) SELECT {', '.join(given.values())} FROM {source}"


def _default(field: Any) -> str:
    if field.null:
        return "NULL"
    value = field.default
    if isinstance(field, models.UUIDField):
        return "gen_random_uuid()"
    if isinstance(value, bool | int):
        return str(value)
    if isinstance(value, str):
        return f"'{value}'"
    if value in (dict, list):
        return f"'{json.dumps(value())}'::jsonb"
    if isinstance(field, models.CharField | models.TextField) and not field.has_default():
        return "''"
    raise LookupError(f"{field} has no default that SQL can say: name it in bench/rows.py")


def centres() -> list[str]:
    """Before the files: centres, users and members, from `bench.centre` and `bench.member`."""
    ones, members = "bench.centre AS c", "bench.member AS m"
    placed = f"{ones} JOIN bench.place AS p ON p.number = c.number % (SELECT count(*) FROM bench.place)"
    name = "'Centre ' || c.number"
    return [
        insert(
            Centre, placed, id="c.id", name_fr=name, name_nl=name, opened_on="DATE '1977-01-01'",
            province_fr="p.province_fr", province_nl="p.province_nl", region_fr="p.region_fr",
            region_nl="p.region_nl", inhabitants="3000 + 15 * c.size",
        ),
        insert(CentreSettings, ones, centre_id="c.id", language="'fr'", address="'Rue Haute 1'"),
        insert(User, members, id="m.user_id", email="m.email", name="m.name", password="'!'", is_demo="true"),
        insert(
            Membership, members, id="m.id", centre_id="m.centre_id", user_id="m.user_id", name="m.name",
            email="m.email", role="m.role", state="'active'", since="DATE '2012-01-02'",
        ),
    ]  # fmt: skip


def files(part: str) -> list[str]:
    """Everything about the files of one part; `part` is a condition on `f.n`."""
    both = [*_people(), *_projects(), *_texts(), *_follow_up(), *_sanctions()]
    return [f"{one} {'AND' if ' WHERE ' in one else 'WHERE'} {part}" for one in both]


def _cause(state: str) -> str:
    return f"CASE WHEN {state} <> 'not_kept' THEN '' WHEN l.side = 'centre' THEN 'centre' ELSE 'person' END"


def _people() -> list[str]:
    own = {"centre_id": "f.centre_id", "person_id": PERSON}
    kind = "CASE WHEN f.b < 4 THEN 'broad' WHEN f.b < 6 THEN 'equivalent' ELSE 'dis' END"
    dates = "CASE WHEN f.b < 4 THEN NULL ELSE f.opened + {0} END"
    tokens = "bench.name AS w ON w.number = f.name CROSS JOIN LATERAL unnest(w.tokens) AS t (token)"
    return [
        insert(
            Person, f"{FILES} JOIN bench.name AS w ON w.number = f.name CROSS JOIN bench.constant AS k",
            id=PERSON, centre_id="f.centre_id",
            file_number="extract(year FROM f.opened) || '-' || lpad(f.k::text, 6, '0')", last_name="w.last_name",
            first_names="w.first_names", sort_name="w.sort_name", name_sound="w.name_sound",
            birth_year="extract(year FROM f.opened)::int - 18 - f.h % 45", birth_month="1 + f.h % 12",
            birth_day="1 + f.h % 28", sex="CASE f.h % 2 WHEN 0 THEN 'f' ELSE 'm' END",
            language="CASE f.h % 5 WHEN 0 THEN 'nl' ELSE 'fr' END", opened_on="f.opened",
            closed_on="CASE WHEN f.b < 2 THEN f.opened + 20 END", responsible_id="f.worker_id",
            niss_index="f.niss_index", niss_cipher="CASE WHEN f.niss_index IS NOT NULL THEN k.cipher END",
            address="'Rue Haute ' || f.h % 200",
        ),
        insert(NameToken, f"{FILES} JOIN {tokens}", **own, token="t.token", sort_name="w.sort_name"),
        insert(Assignment, FILES, **own, member_id="f.worker_id", since="f.opened",
               until="CASE WHEN f.b < 2 THEN f.opened + 20 END"),
        insert(
            Status, FILES, **own, kind=kind, category="CASE WHEN f.b < 4 THEN NULL ELSE 1 + f.h % 3 END",
            since="f.opened", until="CASE WHEN f.b < 2 THEN f.opened + 20 END", demanded_on=dates.format("-21"),
            decided_on=dates.format("0"), notified_on=dates.format("0"),
            previous_right_ended_on="CASE WHEN f.b = 8 THEN f.opened - 20 END", is_student="f.b = 11",
        ),
        # As the trigger on the statuses would write it.
        insert(
            Right, f"{FILES} WHERE f.b > 5", **own, since="f.opened", demanded_on="f.opened - 21",
            decided_on="f.opened", notified_on="f.opened",
            earlier_ended_on="CASE WHEN f.b = 8 THEN f.opened - 20 END",
        ),
        insert(PiisExemption, f"{FILES} WHERE f.b = 7 AND f.h % 5 = 0", **own, reason="'health'",
               explanation="'Convalescence.'", since="f.opened + 10", review_on="f.opened + 130",
               author_id="f.worker_id"),
        insert(
            Bilan, WITH_PIIS, id=BILAN, **own, number="1", held_on="f.opened + 5", started_on="f.opened + 5",
            author_id="f.worker_id", instrument_version="1", state="'finished'", finished_by_id="f.worker_id",
            finished_at=AT.format("f.opened + 5"),
        ),
        insert(
            BilanEntry, f"{FILES} CROSS JOIN bench.domain AS d WHERE f.b IN (11, 12)", centre_id="f.centre_id",
            bilan_id=BILAN, domain="d.code", words="'Cela dépend des semaines.'", rating_person="1 + f.h % 5",
            rating_worker="1 + (f.h / 7) % 5",
        ),
    ]  # fmt: skip


def _projects() -> list[str]:
    own = {"centre_id": "f.centre_id", "piis_id": PIIS}
    when = "CASE WHEN {0} THEN f.opened + {1} END"
    state = (
        "CASE WHEN f.b = 9 THEN 'draft' WHEN f.b = 10 AND f.h % 2 = 1 THEN 'handed' WHEN f.b = 10 THEN 'signed' "
        "WHEN f.b < 16 THEN 'running' ELSE 'ended' END"
    )
    kept = "CASE WHEN f.evaluations = 0 THEN 'todo' ELSE (ARRAY['kept', 'under_way', 'not_kept'])[1 + f.h % 3] END"
    cause = (
        f"CASE WHEN {kept} = 'not_kept' THEN (CASE l.side WHEN 'centre' THEN 'centre' ELSE 'person' END) ELSE '' END"
    )
    return [
        insert(
            Piis, WITH_PIIS, id=PIIS, centre_id="f.centre_id", person_id=PERSON, number="1",
            kind="CASE WHEN f.b = 11 THEN 'study' ELSE 'general' END", state=state, drafted_on="f.opened + 10",
            since="f.since", until="f.since + 364", ended_on="f.ended_on", aims="'Je cherche un travail.'",
            evaluation_how="'Nous en parlons ensemble.'", responsible_id="f.worker_id",
            conclude_by="f.opened + 90", handed_over_on=when.format("f.b > 9", 15),
            may_sign_from=when.format("f.b > 9", 22), concluded_on=when.format(CONCLUDED, 24),
            decided_on=when.format("f.b > 10", 28), next_evaluation_on="f.next_on",
        ),
        insert(
            Commitment, f"{FILES} CROSS JOIN {LINES} WHERE f.b >= 9", id=COMMITMENT, **own, position="l.position",
            side="l.side", domain="l.domain", text="l.text", due_on="f.since + 60 + f.h % 250",
            state=kept, cause=cause, state_on="CASE WHEN f.evaluations > 0 THEN f.since + 115 * f.evaluations END",
        ),
    ]  # fmt: skip


def _texts() -> list[str]:
    piis, own = {"centre_id": "f.centre_id", "piis_id": PIIS}, {"centre_id": "f.centre_id", "version_id": VERSION}
    handed, decided = f"{FILES} WHERE f.b > 9", f"{FILES} WHERE f.b > 10"
    paper = "convert_to('Contrat de ' || f.n, 'UTF8')"
    content = "(SELECT content FROM bench.constant)"
    text = f"replace(replace({content}, '{PERSON_TOKEN}', {PERSON}::text), '{PIIS_TOKEN}', {PIIS}::text)"
    digest = "encode(sha256({0}), 'hex')"
    sides = "(VALUES ('person'), ('centre')) AS s (side)"
    return [
        insert(
            Document, handed, id=_id("document"), centre_id="f.centre_id", kind="'contract'", person_id=PERSON,
            subject_id=VERSION, language="'fr'", title="'PIIS ' || f.k", media_type="'text/plain'", content=paper,
            sha256=digest.format(paper), made_at=AT.format("f.opened + 15"),
        ),
        insert(
            PiisVersion, handed, id=VERSION, **piis, number="1", reason="'first'", language="'fr'", content=text,
            sha256=digest.format(f"convert_to({text}, 'UTF8')"), document_id=_id("document"),
            handed_over_on="f.opened + 15", may_sign_from="f.opened + 22", made_at=AT.format("f.opened + 15"),
            made_by_id="f.worker_id",
        ),
        insert(
            Signature, f"{FILES} CROSS JOIN {sides} WHERE {CONCLUDED}", **own, side="s.side", method="'typed'",
            name="'Nom'", signed_on="f.opened + 24", signed_at=AT.format("f.opened + 24"),
            recorded_by_id="f.worker_id", hash=digest.format(f"convert_to({text}, 'UTF8')"),
        ),
        insert(VersionEvent, decided, **own, fate="'in_force'", on="f.opened + 28", at=AT.format("f.opened + 28")),
        insert(
            Decision, decided, **piis, version_id=VERSION, outcome="'approved'", decided_on="f.opened + 28",
            recorded_by_id="f.secretary_id", at=AT.format("f.opened + 28"),
        ),
    ]  # fmt: skip


def _follow_up() -> list[str]:
    own = {"centre_id": "f.centre_id", "piis_id": PIIS}
    state = "(ARRAY['kept', 'under_way', 'not_kept'])[1 + f.h % 3]"
    held = {"on": HELD, "at": AT.format(HELD), "actor_id": "f.worker_id"}
    acts = f"{FILES} CROSS JOIN bench.act AS a WHERE {STAGE} >= a.bucket"
    return [
        insert(
            Evaluation, EVALUATIONS, id=EVALUATION, **own, number="e.number", state="'held'", due_on=HELD,
            held_on=HELD, in_person="f.h % 5 > 0", went_well="'Le cours continue.'", opinion="'agrees'",
            recorded_by_id="f.worker_id", recorded_at=AT.format(HELD),
        ),
        insert(CommitmentReview, f"{EVALUATIONS} CROSS JOIN {LINES}", centre_id="f.centre_id",
               commitment_id=COMMITMENT, evaluation_id=EVALUATION, state=state, cause=_cause(state), **held),
        insert(
            PiisEvent, acts, **own, number="a.number", act="a.act", source="a.source", target="a.target",
            on="f.opened + a.days", at=AT.format("f.opened + a.days"), actor_id="f.worker_id",
            until="f.since + 364",
            detail="CASE a.act WHEN 'sign_last' THEN jsonb_build_object('conclude_by', f.opened + 90) ELSE '{}' END",
        ),
        insert(
            PiisEvent, EVALUATIONS, **own, number="5 + e.number", act="'evaluate'", source="'running'",
            target="'running'", until="f.since + 364", **held,
        ),
        insert(
            PiisEvent, f"{FILES} WHERE f.b > 15", **own, number="6 + f.evaluations", act="'end'",
            source="'running'", target="'ended'", on="f.ended_on", at=AT.format("f.ended_on"),
            actor_id="f.worker_id", until="f.since + 364",
        ),
        insert(
            Ending, f"{FILES} WHERE f.b > 15", **own, effective_on="f.ended_on", recorded_by_id="f.worker_id",
            reason="(ARRAY['employment', 'normal', 'study', 'moved'])[1 + f.h % 4]",
            outcome="(ARRAY['job', 'autonomy', 'path', 'none_yet'])[1 + f.h % 4]", at=AT.format("f.ended_on"),
        ),
    ]  # fmt: skip


def _sanctions() -> list[str]:
    """A proposal decided and notified for one project in twenty that was evaluated; one in seven lifted since."""
    ones, lifted = f"{FILES} WHERE {SANCTIONED}", "f.h / 20 % 7 = 0"
    own, proposal, decision = {"centre_id": "f.centre_id"}, _id("proposal"), _id("decision")
    days = {number: f"f.since + {number}" for number in (90, 100, 112, 113, 114, 130)}
    scope = "CASE f.h / 20 % 3 WHEN 0 THEN 'total' ELSE 'partial' END"
    again = "f.h / 60 % 4 = 0"
    months = f"CASE WHEN {again} THEN 1 + f.h / 240 % 3 ELSE 1 END"
    paper = "convert_to('Décision ' || f.n, 'UTF8')"
    acts = "(VALUES (1, 'submit', 'draft', 'submitted', 100), (2, 'decide', 'submitted', 'decided', 112), "
    acts += "(3, 'notify', 'decided', 'notified', 113), (4, 'lift', 'notified', 'lifted', 114))"
    acts = f"{FILES} CROSS JOIN {acts} AS a (number, act, source, target, days)"
    return [
        insert(
            Proposal, ones, id=proposal, **own, person_id=PERSON, piis_id=PIIS, author_id="f.worker_id",
            state=f"CASE WHEN {lifted} THEN 'lifted' ELSE 'notified' END", opened_on=days[90], facts="'Absences.'",
            facts_on=days[90], has_legitimate_reason="false", advice="'Avis.'", advice_on=days[100],
            advice_by_id="f.worker_id", submitted_on=days[100],
        ),
        insert(
            SanctionDecision, ones, id=decision, **own, proposal_id=proposal, person_id=PERSON, decided_on=days[112],
            scope=scope, withheld_cents=f"CASE WHEN {scope} = 'partial' THEN 20000 END", months=months,
            is_recidivism=again, reprieve="CASE f.h / 20 % 4 WHEN 0 THEN 'total' ELSE 'none' END",
            starts_on=days[130], ends_on=f"{days[130]} + 30 * {months}", start_reading="'between'",
            motivation="'Motivée.'", recorded_by_id="f.secretary_id",
        ),
        insert(
            Document, ones, id=_id("paper"), **own, kind="'sanction'", person_id=PERSON, subject_id=decision,
            language="'fr'", title="'Décision ' || f.k", media_type="'text/plain'", content=paper,
            sha256=f"encode(sha256({paper}), 'hex')", made_at=AT.format(days[113]),
        ),
        insert(
            Notification, ones, **own, decision_id=decision, document_id=_id("paper"), notified_on=days[113],
            appeal_until="f.since + 203", recorded_by_id="f.secretary_id",
        ),
        insert(
            ProposalEvent, f"{acts} WHERE {SANCTIONED} AND (a.number < 4 OR {lifted})", **own, proposal_id=proposal,
            number="a.number", act="a.act", source="a.source", target="a.target", on="f.since + a.days",
            at=AT.format("f.since + a.days"), actor_id="f.secretary_id",
        ),
    ]  # fmt: skip


def known() -> list[str]:
    """What was known when, as the triggers would have copied it: one state of each row, from its own day."""
    whose = "piis_commitment AS r JOIN piis_piis AS p ON p.centre_id = r.centre_id AND p.id = r.piis_id"
    return [
        _copied(KnownStatus, "people_status AS r", "r.since"),
        _copied(KnownExemption, "people_piisexemption AS r", "r.since"),
        _copied(KnownCommitment, whose, "p.drafted_on"),
    ]


def _copied(model: type[models.Model], source: str, day: str) -> str:
    told = {"centre_id": "r.centre_id", "source_id": "r.id", "recorded_at": AT.format(day), "replaced_at": "NULL"}
    columns = [field.column for field in model._meta.local_fields if field.column != "id"]
    return insert(model, source, **{name: told.get(name, f"r.{name}") for name in columns})


COUNTERS = insert(
    FileCounter,
    "(SELECT centre_id, extract(year FROM opened)::int AS year, max(k) AS last FROM bench.file GROUP BY 1, 2) AS n",
    centre_id="n.centre_id",
    year="n.year",
    last="n.last",
)
FILLED = [Centre, CentreSettings, User, Membership, Person, NameToken, Assignment, Status, PiisExemption, Bilan]
FILLED += [BilanEntry, Piis, Commitment, Document, PiisVersion, Signature, VersionEvent, Decision, Evaluation]
FILLED += [CommitmentReview, PiisEvent, Ending, FileCounter, JournalEntry, Right, Proposal, SanctionDecision]
FILLED += [Notification, ProposalEvent, KnownStatus, KnownExemption, KnownCommitment]
