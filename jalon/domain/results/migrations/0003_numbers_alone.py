"""What is handed over is numbers and nothing else: what has no number or no provenance is refused, as is what the row
says otherwise.

The function is that of migration 0002 but for its last condition, which a cell without `value` or `how` went through:
comparing nothing gives nothing, and nothing refuses nothing.
"""

from importlib import import_module

from django.db import migrations

OLD = """    IF told - '{format,line,number,first,reference,numbers}'::text[] <> '{}' OR EXISTS (
        SELECT 1 FROM jsonb_each(told -> 'numbers') AS one(code, cell)
        WHERE length(code) > 40 OR cell - '{value,how}'::text[] <> '{}' OR jsonb_typeof(cell -> 'value') <> 'number'
        OR cell ->> 'how' NOT IN ('computed', 'corrected', 'typed')) THEN
"""
NEW = """    IF NOT COALESCE(
        told - '{format,line,number,first,reference,numbers}'::text[] = '{}' AND told -> 'format' = '1'
        AND told ->> 'line' = NEW.line AND told -> 'number' = to_jsonb(NEW.number)
        AND told ->> 'first' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' AND told ->> 'reference' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
        AND jsonb_typeof(told -> 'numbers') = 'object', false) OR EXISTS (
        SELECT 1 FROM jsonb_each(told -> 'numbers') AS one(code, cell)
        WHERE NOT COALESCE(code ~ '^[A-Za-z0-9._-]{1,40}$' AND cell - '{value,how}'::text[] = '{}'
            AND jsonb_typeof(cell -> 'value') = 'number' AND cell ->> 'value' ~ '^[0-9]{1,9}$'
            AND cell ->> 'how' IN ('computed', 'corrected', 'typed'), false)) THEN
"""


def _before() -> str:
    sql = import_module("jalon.domain.results.migrations.0002_handed").HANDED
    return sql[: sql.index("REVOKE ALL")].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


def _after() -> str:
    sql = _before()
    assert sql.count(OLD) == 1
    return sql.replace(OLD, NEW)


class Migration(migrations.Migration):
    """One function, replaced."""

    dependencies = [("results", "0002_handed")]

    operations = [migrations.RunSQL(_after(), _before())]
