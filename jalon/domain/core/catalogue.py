"""Reads the migrated database and says where the lock is not as declared. Run by `jalon check` and by the tests.

Every sentence names the table or role, what is wrong and what was expected. An empty list is the only good answer.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection

from jalon.domain.core.catalogue_objects import object_problems
from jalon.domain.core.fields import OwnedByCentre
from jalon.domain.core.grants import rights_of
from jalon.domain.core.postgres.schema import tenancy_of

ROLES = ("jalon_app", "jalon_federal", "jalon_auth", "jalon_person")
OWN = "(centre_id = (NULLIF(current_setting('app.centre_id'::text, true), ''::text))::uuid)"
MOVED = "(centre_id = (NULLIF(current_setting('app.successor_id'::text, true), ''::text))::uuid)"
OWN_OR_MOVED = f"({OWN} OR {MOVED})"
# Every policy a centre's table has: name -> (role, using, with check).
STANDARD = {
    "centre_app": ("jalon_app", OWN, OWN),
    "centre_owner": ("jalon_owner", OWN_OR_MOVED, OWN_OR_MOVED),
}
BOOKKEEPING = {"django_migrations"}  # the migrator's own
MAY_BYPASS = {"jalon_backup"}
# Functions that run with the owner's rights, each with its search path fixed.
DEFINERS = {
    *("audit_chain", "audit_federal_chain", "piis_check_signature", "piis_follow_statuses"),
    "figures_open",
    "figures_open_content",
    "figures_open_file",
    *("space_both_are_in", "space_change_told"),
}
MEMBERSHIPS = {
    ("jalon_auth", "jalon_web", True),
    ("jalon_app", "jalon_web", False),
    ("jalon_federal", "jalon_web", False),
    ("jalon_person", "jalon_web", False),
    *((role, "jalon_migrator", False) for role in (*ROLES, "jalon_owner", "jalon_web")),
    ("pg_read_all_data", "jalon_backup", True),
}


def problems() -> list[str]:
    """Everything that is not as it should be."""
    tenant, other = _declared_tables()
    checks = (
        _unclassified(tenant, other),
        _unlocked(tenant),
        _policies(tenant),
        _leading_columns(tenant),
        _references(tenant),
        _rights(tenant, other),
        _roles(),
        _ways_around(),
        object_problems(),
    )
    return [sentence for check in checks for sentence in check]


def _declared_tables() -> tuple[dict[str, OwnedByCentre], dict[str, dict[str, str]]]:
    tenant, other = {}, {}
    for model in apps.get_models(include_auto_created=True):
        options = model._meta
        if not options.managed or options.proxy:
            continue
        if field := tenancy_of(model):
            tenant[options.db_table] = field
        elif (rights := rights_of(options.app_label, options.model_name or "")) is not None:
            other[options.db_table] = dict(rights)
    return tenant, other


def _rows(query: str, params: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, list(params))
        return cursor.fetchall()


def _unclassified(tenant: dict[str, Any], other: dict[str, Any]) -> Iterator[str]:
    known = {*tenant, *other, *BOOKKEEPING}
    for (table,) in _rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'f')"
    ):
        if table not in known:
            yield f"{table}: nobody said whose table this is (OwnedByCentre field, or table_rights of its app)."


def _unlocked(tenant: dict[str, Any]) -> Iterator[str]:
    query = "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = ANY(%s)"
    found = {name: (enabled, forced) for name, enabled, forced in _rows(query, [list(tenant)])}
    for table in tenant:
        if table not in found:
            yield f"{table}: is not in the database; migrate."
        elif found[table] != (True, True):
            yield f"{table}: row-level security is not both enabled and forced."


def _extra_policies() -> dict[str, dict[str, tuple[Any, ...]]]:
    """Policies an app adds on purpose: `extra_policies = {"table": {"name": (role, using, check)}}`.

    A fourth value names the one command it is for, as PostgreSQL writes it: `r` reading, `a` inserting.
    """
    merged: dict[str, dict[str, tuple[Any, ...]]] = {}
    for config in apps.get_app_configs():
        for table, policies in getattr(config, "extra_policies", {}).items():
            merged.setdefault(table, {}).update(policies)
    return merged


def _policies(tenant: dict[str, Any]) -> Iterator[str]:
    query = """
        SELECT relname, polname, polpermissive, polcmd::text,
               ARRAY(SELECT rolname::text FROM pg_roles WHERE oid = ANY(polroles)),
               pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)
        FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid"""
    found: dict[str, dict[str, tuple[Any, ...]]] = {}
    for table, name, permissive, command, roles, using, check in _rows(query):
        found.setdefault(table, {})[name] = (permissive, command, roles, using, check)
    extra = _extra_policies()
    for table in {*tenant, *found}:
        wanted = {**(STANDARD if table in tenant else {}), **extra.get(table, {})}
        present = found.get(table, {})
        for name in wanted.keys() - present.keys():
            yield f"{table}: policy {name} is missing."
        for name in present.keys() - wanted.keys():
            yield f"{table}: policy {name} is declared nowhere."
        for name in wanted.keys() & present.keys():
            role, using, check, command = (*wanted[name], "*")[:4]
            if present[name] != (True, command, [role], using, check):
                yield f"{table}: policy {name} is not as declared: {present[name]}."


def _leading_columns(tenant: dict[str, Any]) -> Iterator[str]:
    nullable = "SELECT attrelid::regclass::text FROM pg_attribute WHERE attname = 'centre_id' AND NOT attnotnull"
    for (table,) in _rows(nullable):
        if table in tenant:
            yield f"{table}: centre_id may be empty."
    query = """
        SELECT tables.relname, indexes.relname, attname
        FROM pg_index
        JOIN pg_class AS tables ON tables.oid = indrelid
        JOIN pg_class AS indexes ON indexes.oid = indexrelid
        LEFT JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
        WHERE tables.relname = ANY(%s)"""
    for table, index, column in _rows(query, [list(tenant)]):
        if column != "centre_id":
            yield f"{table}: index {index} begins with {column or 'an expression'}, not centre_id."


def _references(tenant: dict[str, Any]) -> Iterator[str]:
    query = """
        SELECT source.relname, conname, target.relname,
               EXISTS (SELECT 1 FROM generate_subscripts(conkey, 1) AS place
                       JOIN pg_attribute AS here ON here.attrelid = conrelid AND here.attnum = conkey[place]
                       JOIN pg_attribute AS there ON there.attrelid = confrelid AND there.attnum = confkey[place]
                       WHERE here.attname = 'centre_id' AND there.attname = 'centre_id')
        FROM pg_constraint
        JOIN pg_class AS source ON source.oid = conrelid JOIN pg_class AS target ON target.oid = confrelid
        WHERE contype = 'f'"""
    for source, name, target, carries_centre in _rows(query):
        if source in tenant and target in tenant and not carries_centre:
            yield f"{source}: {name} reaches {target} without carrying the centre."


def _rights(tenant: dict[str, OwnedByCentre], other: dict[str, dict[str, str]]) -> Iterator[str]:
    wanted = {table: _tenant_rights(field) for table, field in tenant.items()} | other
    query = """
        SELECT relname, COALESCE(rolname, 'PUBLIC'), string_agg(privilege_type, ', ' ORDER BY privilege_type)
        FROM pg_class CROSS JOIN aclexplode(relacl) LEFT JOIN pg_roles ON pg_roles.oid = grantee
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm') AND grantee <> relowner
        GROUP BY relname, rolname"""
    found: dict[str, dict[str, set[str]]] = {}
    for table, role, rights in _rows(query):
        found.setdefault(table, {})[role] = set(rights.split(", "))
    for table in {*wanted, *found}:
        should = {role: set(rights.split(", ")) for role, rights in wanted.get(table, {}).items() if rights}
        if found.get(table, {}) != should:
            yield f"{table}: rights are {found.get(table, {})}, declared {should}."
    yield from _column_rights()


def _declared_columns() -> set[tuple[str, str, str, str]]:
    """Rights on single columns, declared by an app: `column_rights = {"table": {role: {"SELECT": (column, …)}}}`."""
    return {
        (table, column, role, right)
        for config in apps.get_app_configs()
        for table, roles in getattr(config, "column_rights", {}).items()
        for role, rights in roles.items()
        for right, columns in rights.items()
        for column in columns
    }


def _column_rights() -> Iterator[str]:
    query = """
        SELECT relname, attname, COALESCE(rolname, 'PUBLIC'), privilege_type
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid CROSS JOIN aclexplode(attacl)
        LEFT JOIN pg_roles ON pg_roles.oid = grantee WHERE relnamespace = 'public'::regnamespace"""
    found, declared = set(_rows(query)), _declared_columns()
    for table, column, role, right in sorted(found - declared):
        yield f"{table}: column {column} may be reached by {role} ({right}), which is declared nowhere."
    for table, column, role, right in sorted(declared - found):
        yield f"{table}: column {column} should be open to {role} ({right}) and is not; migrate."


def _tenant_rights(field: OwnedByCentre) -> dict[str, str]:
    return {"jalon_app": field.app_may, "jalon_federal": field.federal_may, "jalon_auth": field.auth_may}


def _roles() -> Iterator[str]:
    query = "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname LIKE 'jalon\\_%%'"
    for role, superuser, bypasses, creates in _rows(query):
        if superuser or creates or (bypasses and role not in MAY_BYPASS):
            yield f"{role}: may pass around row-level security."
    memberships = """
        SELECT granted.rolname, member.rolname, inherit_option FROM pg_auth_members
        JOIN pg_roles AS granted ON granted.oid = roleid JOIN pg_roles AS member ON member.oid = pg_auth_members.member
        WHERE member.rolname LIKE 'jalon\\_%%' OR granted.rolname LIKE 'jalon\\_%%'"""
    for granted, member, inherits in _rows(memberships):
        if member != "postgres" and (granted, member, inherits) not in MEMBERSHIPS:
            yield f"{member}: is a member of {granted} (inherits: {inherits}), which is declared nowhere."


def _ways_around() -> Iterator[str]:
    views = """
        SELECT relname, relkind::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND (relkind = 'm'
        OR relkind = 'v' AND NOT COALESCE('security_invoker=true' = ANY(reloptions), false))"""
    for name, kind in _rows(views):
        yield f"{name}: a {'materialised view' if kind == 'm' else 'view'} that row-level security does not reach."
    functions = """
        SELECT proname, prosecdef, EXISTS (SELECT 1 FROM unnest(proconfig) AS setting
                                           WHERE setting LIKE 'search_path=%%'),
               EXISTS (SELECT 1 FROM aclexplode(COALESCE(proacl, acldefault('f', proowner))) WHERE grantee = 0)
        FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"""
    for name, definer, fixed_path, for_everybody in _rows(functions):
        if definer and (name not in DEFINERS or not fixed_path):
            yield f"{name}(): runs with its owner's rights and is not on the list, or its search path is free."
        if for_everybody:
            yield f"{name}(): everybody may call it."
