"""What a person may reach of their own file: tables, columns and rows. Everything else does not exist for them.

The database role `jalon_person` has no right but these. Columns are granted one by one, so that notes of the team and
the data of third persons are absent from any answer, whatever a page or an injected statement asks. Rows are those of
the person in context (`app.person_id`) in their centre (`app.centre_id`); what hangs on a project or a version is
reached by the path from the person. Conditions are written as PostgreSQL prints them: `core.catalogue` compares them,
and the columns, with the database, and the tests loosen each of them in turn.

A text still being prepared is not there before it is handed over; nor is one given up before anybody saw it. Scans and
files of evidence stay at the desk: they may hold more than the person's own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

One = TypeVar("One")
ROLE = "jalon_person"
CENTRE = "(NULLIF(current_setting('app.centre_id'::text, true), ''::text))::uuid"
PERSON = "(NULLIF(current_setting('app.person_id'::text, true), ''::text))::uuid"
USER = "(NULLIF(current_setting('app.user_id'::text, true), ''::text))::uuid"
ISSUED = ("contract", "amendment", "evaluation", "bilan", "notice", "sanction", "letter")


def _those(table: str, *conditions: str, column: str = "id", depth: int = 0) -> str:
    """A subquery in the centre, indented as PostgreSQL prints it inside `depth` others."""
    blank = "\n" + " " * 8 * depth
    found = " AND ".join(f"({table}.{one})" for one in (f"centre_id = {CENTRE}", *conditions))
    found = f"({found})" if conditions else found
    return f"( SELECT {table}.{column}{blank}   FROM {table}{blank}  WHERE {found})"


def _projects(depth: int = 0) -> str:
    return _those("piis_piis", f"person_id = {PERSON}", depth=depth)


def _all(*conditions: str) -> str:
    return f"({' AND '.join(f'({one})' for one in (f'centre_id = {CENTRE}', *conditions))})"


def _texts(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'::text" for word in words)


OWN = _all(f"person_id = {PERSON}")
OF_A_PROJECT = _all(f"piis_id IN {_projects()}")
OF_A_VERSION = _all(f"version_id IN {_those('piis_piisversion', f'piis_id IN {_projects(1)}')}")
OF_A_DOCUMENT = _those("documents_document", f"person_id = {PERSON}")
NOTIFIED = _all(f"person_id = {PERSON}", f"id IN {_those('sanctions_notification', column='decision_id')}")
OF_A_REQUEST = _all(f"request_id IN {_those('space_interviewrequest', f'person_id = {PERSON}')}")
_REQUESTS = _those("space_interviewrequest", f"person_id = {PERSON}", depth=1)
OF_AN_ASK = _all(f"request_id IN {_those('space_ownrequest', f'person_id = {PERSON}')}")
TO_AN_ANSWER = f"answer_id IN {_those('space_interviewanswer', f'request_id IN {_REQUESTS}')}"
ON_AN_EVALUATION = f"evaluation_id IN {_those('piis_evaluation', f'piis_id IN {_projects(1)}')}"
_FOLLOWS = f"(id IN {_those('people_person', f'id = {PERSON}', column='responsible_id')})"
_MET_THEM = f"(id IN {_those('space_wayevent', f'person_id = {PERSON}', column='by_id')})"
THEIR_WORKERS = _all(f"{_FOLLOWS} OR {_MET_THEM}")
# What a person may write of a signature: their own, in their own name, on their own text, recorded by nobody.
OWN_HAND = _all(
    "(side)::text = 'person'::text",
    "(method)::text = 'own'::text",
    "recorded_by_id IS NULL",
    f"version_id IN {_those('piis_piisversion', f'piis_id IN {_projects(1)}')}",
)
OWN_ACCESS_ONLY = f"access_id IN {_those('space_personaccess', f'person_id = {PERSON}', f'user_id = {USER}')}"
OWN_WAY = f"way_id IN {_those('space_signingway', f'person_id = {PERSON}')}"
TAKES_AWAY = "(act)::text = 'withdrawn'::text"


@dataclass(frozen=True)
class Reach:
    """The columns one may read of a table, those one may write in a new row, and which rows."""

    read: str
    rows: str | None = OWN
    insert: str = ""
    new_rows: str | None = None

    def columns(self) -> dict[str, tuple[str, ...]]:
        """As the catalogue declares them."""
        rights = {"SELECT": self.read, "INSERT": self.insert}
        return {right: tuple(names.split()) for right, names in rights.items() if names}


_JOURNAL = (
    "id centre_id number written_at kind verb actor_id actor_name person_id subject_type subject_id on purpose detail "
    "trace_id previous_hash hash"
)
_REQUEST = "id centre_id person_id about wishes asked_on asked_at due_on law"
_ASK = "id centre_id person_id kind words asked_on asked_at remind_on"
_WAY_EVENT = "id centre_id person_id way_id act version_id on at by_id"
_VOICE = "id centre_id person_id evaluation_id opinion words said_on said_at"

REACH: dict[str, Reach] = {
    "space_personaccess": Reach(
        "id centre_id person_id user_id number state made_at opened_at",
        _all(f"person_id = {PERSON}", f"user_id = {USER}"),
    ),
    "people_person": Reach(
        "id centre_id first_names last_name file_number language responsible_id closed_on", _all(f"id = {PERSON}")
    ),
    "people_status": Reach("id centre_id person_id kind since until decided_on"),
    "accounts_membership": Reach("id centre_id name", THEIR_WORKERS),
    "accounts_lawchoice": Reach("id centre_id parameter reading since chosen_at", f"(centre_id = {CENTRE})"),
    "centres_centre": Reach("id name_fr name_nl", None),
    "centres_centresettings": Reach("id centre_id language address phone", f"(centre_id = {CENTRE})"),
    "piis_piis": Reach(
        "id centre_id person_id number kind is_voluntary state language since until ended_on aims additional_aid "
        "evaluation_how conclude_by handed_over_on may_sign_from concluded_on decided_on next_evaluation_on",
        _all(f"person_id = {PERSON}", "(state)::text <> 'draft'::text", "(state)::text <> 'withdrawn'::text"),
    ),
    "piis_thirdparty": Reach("id centre_id piis_id organisation duties signs left_on", OF_A_PROJECT),
    "piis_commitment": Reach(
        "id centre_id piis_id position side third_party_id domain text due_on recurring state state_on left_on",
        OF_A_PROJECT,
    ),
    "piis_amendment": Reach(
        "id centre_id piis_id number state effective_on",
        _all(f"piis_id IN {_projects()}", f"(state)::text = ANY (ARRAY[{_texts(('handed', 'agreed', 'in_force'))}])"),
    ),
    "piis_piisversion": Reach(
        "id centre_id piis_id number reason amendment_id document_id translation_id handed_over_on may_sign_from "
        "must_sign made_at sha256",
        OF_A_PROJECT,
    ),
    "piis_versionevent": Reach("id centre_id version_id fate on", OF_A_VERSION),
    "piis_signature": Reach(
        "id centre_id version_id side third_party_id method signed_on",
        OF_A_VERSION,
        insert="id centre_id version_id side third_party_id method name capacity picture scan_id signed_on signed_at "
        "recorded_by_id proof hash",
        new_rows=OWN_HAND,
    ),
    "piis_evaluation": Reach(
        "id centre_id piis_id number state due_on planned_for place in_person held_on absence_cause went_well is_hard "
        "next_steps opinion person_comment next_on document_id",
        OF_A_PROJECT,
    ),
    # Their own ratings, and the social service's beside them once both of a sitting are in; never a remark.
    "instruments_measurement": Reach(
        "id centre_id person_id instrument_id sitting moment rater way held_on answers scores state revision "
        "started_on saved_at finished_at corrects_id",
        _all(
            f"person_id = {PERSON}",
            "((rater)::text = 'person'::text) OR "
            "(((state)::text = 'finished'::text) AND space_both_are_in(centre_id, sitting))",
        ),
    ),
    # What was said in a talk, once it is finished: as their paper says it.
    "instruments_bilan": Reach(
        "id centre_id person_id number moment held_on instrument instrument_version language rated together state "
        "corrects_id",
        _all(f"person_id = {PERSON}", "(state)::text = 'finished'::text"),
    ),
    "instruments_bilanentry": Reach(
        "id centre_id bilan_id domain words aspirations strengths needs rating_person rating_worker is_skipped",
        _all(f"bilan_id IN {_those('instruments_bilan', f'person_id = {PERSON}')}"),
    ),
    "instruments_instrumentversion": Reach(
        "id centre_id code version definition fingerprint", f"(centre_id = {CENTRE})"
    ),
    # A warning that was sent, and a decision that was notified: never one being prepared.
    "sanctions_proposal": Reach(
        "id centre_id person_id state notice_sent_on asked_by hearing_on hearing_place",
        _all(f"person_id = {PERSON}", "notice_sent_on IS NOT NULL", "(state)::text <> 'withdrawn'::text"),
    ),
    "sanctions_sanctiondecision": Reach("id centre_id person_id proposal_id", NOTIFIED),
    "sanctions_notification": Reach(
        "id centre_id decision_id document_id notified_on appeal_until",
        _all(f"document_id IN {OF_A_DOCUMENT}"),
    ),
    "documents_document": Reach(
        "id centre_id person_id subject_id kind language title media_type content pages made_at",
        _all(f"person_id = {PERSON}", f"(kind)::text = ANY (ARRAY[{_texts(ISSUED)}])"),
    ),
    "audit_journalentry": Reach(
        "id centre_id number written_at kind actor_name person_id purpose",
        _all(f"person_id = {PERSON}", "(kind)::text = 'read'::text"),
        insert=_JOURNAL,
        new_rows=_all(f"person_id = {PERSON}", "(kind)::text = 'act'::text", "actor_id IS NULL"),
    ),
    "space_entryend": Reach("id centre_id person_id access_id what which keys identities on at by_name"),
    "space_signingway": Reach(
        "id centre_id person_id access_id set_on set_at",
        OWN,
        insert="id centre_id person_id access_id kept set_on set_at",
        new_rows=_all(f"person_id = {PERSON}", OWN_ACCESS_ONLY),
    ),
    "space_wayevent": Reach(
        _WAY_EVENT,
        OWN,
        insert=_WAY_EVENT,
        new_rows=_all(f"person_id = {PERSON}", TAKES_AWAY, "by_id IS NULL", OWN_WAY),
    ),
    "space_interviewrequest": Reach(_REQUEST, OWN, insert=_REQUEST, new_rows=OWN),
    "space_ownrequest": Reach(_ASK, OWN, insert=_ASK, new_rows=OWN),
    "space_ownrequestanswer": Reach("id centre_id request_id meets_at place words no_longer answered_at", OF_AN_ASK),
    "space_interviewanswer": Reach("id centre_id request_id meets_at place words answered_at", OF_A_REQUEST),
    "space_interviewagreement": Reach(
        "id centre_id answer_id said_on said_at",
        _all(TO_AN_ANSWER),
        insert="id centre_id answer_id words said_on said_at by_id",
        new_rows=_all(TO_AN_ANSWER, "by_id IS NULL"),
    ),
    "space_evaluationvoice": Reach(
        _VOICE,
        OWN,
        insert=_VOICE,
        new_rows=_all(f"person_id = {PERSON}", ON_AN_EVALUATION),
    ),
}

# Sign-in finds the accesses of whoever has just shown a number, and the invented people of a demonstration.
OWN_ACCESS = f"(user_id = {USER})"
INVENTED_ACCESS = (
    "((current_setting('app.demo'::text, true) = 'on'::text) AND (user_id IN ( SELECT accounts_user.id\n"
    "   FROM accounts_user\n  WHERE accounts_user.is_demo)))"
)
SIGN_IN = {
    "own_access": ("jalon_auth", OWN_ACCESS, None),
    "invented_access": ("jalon_auth", INVENTED_ACCESS, None),
}


def policies() -> dict[str, dict[str, tuple[str | None, ...]]]:
    """Every policy of this room, as `core.catalogue` asks for them."""
    found: dict[str, dict[str, tuple[str | None, ...]]] = {}
    for table, reach in REACH.items():
        if reach.rows:
            found.setdefault(table, {})["person_reads"] = (ROLE, reach.rows, None, "r")
        if reach.new_rows:
            found.setdefault(table, {})["person_adds"] = (ROLE, None, reach.new_rows, "a")
    found["space_personaccess"] |= SIGN_IN
    return found


def column_rights() -> dict[str, dict[str, dict[str, tuple[str, ...]]]]:
    """Every right of this room on a column, as `core.catalogue` asks for them."""
    return {table: {ROLE: reach.columns()} for table, reach in REACH.items()}


# Came after the first migration: each opens its own.
LATER = (
    "space_entryend",
    "space_interviewagreement",
    "space_ownrequest",
    "space_ownrequestanswer",
    "instruments_bilan",
    "instruments_bilanentry",
)


def opening_statements(*tables: str) -> Iterator[str]:
    """SQL that gives the role exactly this, on these tables."""
    for table, reach in _on(tables, REACH):
        for right, names in reach.columns().items():
            yield f'GRANT {right} ({_listed(names)}) ON "{table}" TO {ROLE}'
    for table, named in _on(tables, policies()):
        for name, (role, using, check, *command) in named.items():
            what = _COMMANDS[command[0]] if command else "ALL"
            conditions = (f" USING {using}" if using else "") + (f" WITH CHECK {check}" if check else "")
            yield f'CREATE POLICY {name} ON "{table}" FOR {what} TO {role}{conditions}'


def closing_statements(*tables: str) -> Iterator[str]:
    """SQL that takes it all away again."""
    for table, named in _on(tables, policies()):
        for name in named:
            yield f'DROP POLICY IF EXISTS {name} ON "{table}"'
    for table, reach in _on(tables, REACH):
        for right, names in reach.columns().items():
            yield f'REVOKE {right} ({_listed(names)}) ON "{table}" FROM {ROLE}'


def _on(tables: tuple[str, ...], declared: Mapping[str, One]) -> list[tuple[str, One]]:
    return [(table, one) for table, one in declared.items() if (table in tables if tables else table not in LATER)]


_COMMANDS: dict[str | None, str] = {"r": "SELECT", "a": "INSERT"}


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)
