"""Rights on the tables that belong to no centre: shared, federal or sign-in. Closed unless named here.

A centre's tables carry their rights on their `OwnedByCentre` field. Every other table is classified by its app:
an AppConfig's attribute `table_rights = {"modelname": {"jalon_app": "SELECT"}}`, or below for apps that are not ours.
"""

from collections.abc import Mapping

from django.apps import apps
from django.db import connection

from jalon.domain.core.postgres.schema import tenancy_of

ALL = "SELECT, INSERT, UPDATE, DELETE"
SIGN_IN = {"jalon_auth": ALL}
NOBODY: Mapping[str, str] = {}

# Tables of apps we did not write: sign-in only, or nobody (Django's own bookkeeping).
THIRD_PARTY: dict[str, Mapping[str, str]] = {
    "sessions": SIGN_IN,
    "account": {"jalon_auth": "SELECT"},  # addresses stand on the account itself; nothing is written here
    "mfa": SIGN_IN,
    "contenttypes": NOBODY,
    "auth": NOBODY,
}


def rights_of(app_label: str, model_name: str) -> Mapping[str, str] | None:
    """The rights declared for a table of no centre; None when nobody classified it."""
    if app_label in THIRD_PARTY:
        return THIRD_PARTY[app_label]
    declared: Mapping[str, Mapping[str, str]] = getattr(apps.get_app_config(app_label), "table_rights", {})
    return declared.get(model_name)


def apply_grants(app_label: str) -> None:
    """Give each role exactly the declared rights on each table of the app that belongs to no centre.

    A table that isn't there is left out: a migration was taken back, and the models know more than the database.
    """
    there = set(connection.introspection.table_names())
    for model in apps.get_app_config(app_label).get_models(include_auto_created=True):
        rights = rights_of(app_label, model._meta.model_name)
        if tenancy_of(model) or rights is None or model._meta.db_table not in there:
            continue
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"REVOKE ALL ON {table} FROM PUBLIC, jalon_app, jalon_federal, jalon_auth")
            for role, may in rights.items():
                cursor.execute(f"GRANT {may} ON {table} TO {role}")
            if rights and any(field.get_internal_type().endswith("AutoField") for field in model._meta.local_fields):
                cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [model._meta.db_table, model._meta.pk.column])
                if (sequence := cursor.fetchone()[0]) is not None:
                    cursor.execute(f"GRANT USAGE ON SEQUENCE {sequence} TO {', '.join(rights)}")
