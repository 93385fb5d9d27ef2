"""The rest of what holds the lock: triggers and functions as the migrations wrote them, owners, settings, defaults.

The migrations are the declaration: what their SQL makes must stand in the database, word for word and switched on, and
nothing else may stand beside it.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations import RunSQL
from django.db.migrations.loader import MigrationLoader

OWNER = "jalon_owner"
OURS = ("jalon_app", "jalon_federal", "jalon_auth", "jalon_person", "jalon_web", "jalon_migrator", "jalon_backup")
LOGINS = {"jalon_web", "jalon_migrator", "jalon_backup"}
EXTENSIONS = {"plpgsql", "btree_gist"}
# Settings that would loosen the lock, with the few that are meant.
DANGEROUS = ("row_security", "session_replication_role", "role", "search_path", "app.")
MEANT = {("jalon_migrator", "role=jalon_owner"), ("", "search_path=public")}

_FUNCTION = re.compile(r"CREATE (?:OR REPLACE )?FUNCTION (\w+)\(.*?AS \$\$(.*?)\$\$", re.DOTALL)
_TRIGGER = re.compile(
    r"CREATE TRIGGER (\w+)\s+(BEFORE|AFTER)\s+(.+?)\s+ON\s+(?:public\.)?(\w+)\s+"
    r"(.*?)EXECUTE FUNCTION (?:public\.)?(\w+)",
    re.DOTALL,
)
_CALLABLE = re.compile(r"GRANT EXECUTE ON FUNCTION (\w+)\([^)]*\) TO (\w+)")


def rows(query: str, params: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
    """What the catalogue answers."""
    with connection.cursor() as cursor:
        cursor.execute(query, list(params) or None)
        return cursor.fetchall()


@functools.cache
def _written() -> str:
    """All SQL of our migrations, in order."""
    loader = MigrationLoader(None)
    ours = sorted(key for key in loader.disk_migrations if apps.get_app_config(key[0]).name.startswith("jalon."))
    found = [
        operation.sql
        for key in ours
        for operation in loader.disk_migrations[key].operations
        if isinstance(operation, RunSQL) and isinstance(operation.sql, str)
    ]
    return "\n".join(found)


def _triggers_in(sql: str) -> dict[tuple[str, str], tuple[Any, ...]]:
    """(table, trigger) -> (when, what wakes it, once a row or not, whether it has a condition, its function)."""
    found = {}
    for name, when, events, table, rest, function in _TRIGGER.findall(sql):
        wakes = frozenset(re.findall(r"INSERT|DELETE|TRUNCATE|UPDATE", events))
        found[table, name] = (when, wakes, "FOR EACH ROW" in rest, "WHEN" in rest, function)
    return found


def object_problems() -> Iterator[str]:
    """Every sentence about something that is not as the migrations wrote it."""
    sql = _written()
    yield from _triggers(_triggers_in(sql))
    yield from _functions(dict(_FUNCTION.findall(sql)), set(_CALLABLE.findall(sql)))
    yield from _constraints()
    yield from _owners()
    yield from _settings()
    yield from _defaults()


def _triggers(wanted: dict[tuple[str, str], tuple[Any, ...]]) -> Iterator[str]:
    query = """
        SELECT relname, tgname, tgenabled::text, pg_get_triggerdef(pg_trigger.oid) FROM pg_trigger
        JOIN pg_class ON pg_class.oid = tgrelid
        WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace"""
    found = {}
    for table, name, enabled, definition in rows(query):
        found[table, name] = _triggers_in(definition).get((table, name))
        if enabled != "O":
            yield f"{table}: trigger {name} is switched off."
    for table, name in wanted.keys() | found.keys():
        if (table, name) not in found:
            yield f"{table}: trigger {name} is missing."
        elif (table, name) not in wanted:
            yield f"{table}: trigger {name} is declared nowhere."
        elif found[table, name] != wanted[table, name]:
            yield f"{table}: trigger {name} is not as declared: {found[table, name]}."
    internal = """
        SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE tgisinternal AND tgenabled <> 'O' AND relnamespace = 'public'::regnamespace"""
    for (table,) in rows(internal):
        yield f"{table}: its references are no longer checked."


def _functions(wanted: dict[str, str], may_call: set[tuple[str, str]]) -> Iterator[str]:
    query = """
        SELECT proname, prosrc, ARRAY(SELECT pg_get_userbyid(grantee)::text FROM aclexplode(proacl)
                                      WHERE grantee NOT IN (0, proowner))
        FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"""
    found = {}
    for name, source, callers in rows(query):
        found[name] = source
        for role in callers:
            if (name, role) not in may_call:
                yield f"{name}(): {role} may call it, which is declared nowhere."
    for name in wanted.keys() | found.keys():
        if name not in found:
            yield f"{name}(): is missing."
        elif name not in wanted:
            yield f"{name}(): is declared nowhere."
        elif found[name].strip() != wanted[name].strip():
            yield f"{name}(): does not say what its migration says."


def _constraints() -> Iterator[str]:
    query = """
        SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND convalidated
        UNION SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
        WHERE relnamespace = 'public'::regnamespace AND indisvalid AND indisunique"""
    present = {name for (name,) in rows(query)}
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or not model.__module__.startswith("jalon."):
            continue
        for constraint in model._meta.constraints:
            if constraint.name not in present:
                yield f"{model._meta.db_table}: constraint {constraint.name} is missing or not valid."
    invalid = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE NOT convalidated AND conrelid <> 0"
    for table, name in rows(invalid):
        yield f"{table}: {name} is not checked against what is there."


def _owners() -> Iterator[str]:
    query = """
        SELECT relname, pg_get_userbyid(relowner)::text FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S', 'v', 'm', 'f')
        UNION ALL SELECT proname || '()', pg_get_userbyid(proowner)::text FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
        UNION ALL SELECT 'schema ' || nspname, pg_get_userbyid(nspowner)::text FROM pg_namespace
        WHERE nspname = 'public'"""
    for name, owner in rows(query):
        if owner != OWNER:
            yield f"{name}: belongs to {owner}, not to {OWNER}."
    schemas = (
        "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN ('public', 'information_schema')"
    )
    for (name,) in rows(schemas):
        yield f"schema {name}: is declared nowhere."
    for (name,) in rows("SELECT extname FROM pg_extension"):
        if name not in EXTENSIONS:
            yield f"extension {name}: is declared nowhere."
    rules = """
        SELECT relname, rulename FROM pg_rewrite JOIN pg_class ON pg_class.oid = ev_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"""
    for table, name in rows(rules):
        yield f"{table}: rule {name} rewrites what is asked of it."


def _settings() -> Iterator[str]:
    query = """
        SELECT COALESCE(rolname, ''), setting FROM pg_db_role_setting
        LEFT JOIN pg_roles ON pg_roles.oid = setrole CROSS JOIN unnest(setconfig) AS setting
        WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))"""
    for role, setting in rows(query):
        if setting.startswith(DANGEROUS) and (role, setting) not in MEANT:
            yield f"{role or 'this database'}: is set to {setting}, which loosens the lock."
    attributes = """
        SELECT rolname, rolcanlogin, rolcreatedb, rolreplication FROM pg_roles WHERE rolname = ANY(%s)"""
    for role, may_log_in, makes_databases, replicates in rows(attributes, [[*OURS, OWNER]]):
        if may_log_in != (role in LOGINS) or makes_databases or replicates:
            yield f"{role}: may log in, make databases or replicate otherwise than declared."
    schema = """
        SELECT COALESCE(rolname, 'PUBLIC'), privilege_type FROM pg_namespace CROSS JOIN aclexplode(nspacl)
        LEFT JOIN pg_roles ON pg_roles.oid = grantee WHERE nspname = 'public' AND grantee <> nspowner"""
    for role, right in rows(schema):
        if role == "PUBLIC" or right != "USAGE":
            yield f"schema public: {role} has {right}."


def _defaults() -> Iterator[str]:
    query = """
        SELECT pg_get_userbyid(defaclrole)::text, defaclobjtype::text, COALESCE(rolname, 'PUBLIC'), privilege_type
        FROM pg_default_acl CROSS JOIN aclexplode(defaclacl) LEFT JOIN pg_roles ON pg_roles.oid = grantee
        WHERE grantee <> defaclrole"""
    for owner, kind, role, right in rows(query):
        yield f"default rights of {owner}: {role} would get {right} on everything new ({kind})."
    closed = "SELECT 1 FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = %s AND defaclobjtype = 'f'"
    if not rows(closed, [OWNER]):
        yield f"default rights of {OWNER}: everybody may call its new functions."
    sequences = """
        SELECT relname, COALESCE(rolname, 'PUBLIC'), privilege_type FROM pg_class CROSS JOIN aclexplode(relacl)
        LEFT JOIN pg_roles ON pg_roles.oid = grantee
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' AND grantee <> relowner"""
    for name, role, right in rows(sequences):
        if role != "jalon_auth" or right != "USAGE":
            yield f"{name}: {role} has {right} on this sequence."
