"""A key or a series that is held is not said a second time either: of two under one code, the last would be read."""

from importlib import import_module

from django.db import migrations

HELD = import_module("jalon.domain.subsidies.migrations.0004_keys_held").HELD
FIRST = HELD[: HELD.index("REVOKE ALL")].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
EVERY = FIRST.replace("jsonb_path_query_first", "jsonb_path_query_array")


class Migration(migrations.Migration):
    """The same function, which compares all that stands under the code."""

    dependencies = [("subsidies", "0004_keys_held")]

    operations = [migrations.RunSQL(EVERY, FIRST)]
