"""An amendment that raises the amount makes an advance on the rise due, where the decision it rests on says so.

All advances of a line together stay within the first payment's share of the amount of the amendment.
"""

from importlib import import_module

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION conventions_check_advance() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
DECLARE agreed conventions_convention; frame jsonb; percent text; before bigint;
BEGIN
    SELECT one.* INTO agreed FROM conventions_convention AS one JOIN conventions_signature AS last
    ON last.centre_id = one.centre_id AND last.convention_id = one.id
    WHERE one.centre_id = NEW.centre_id AND one.id = NEW.convention_id AND one.state = 'in_force'
    AND NEW.cents <= one.cents AND last.id = NEW.signature_id AND last.capacity = 'minister';
    IF agreed.id IS NULL THEN
        RAISE EXCEPTION 'no advance before the minister signed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'conventionadvance_after_the_minister';
    END IF;
    IF agreed.number = 0 THEN RETURN NEW; END IF;
    SELECT facts -> 'frame' INTO frame FROM subsidies_award
    WHERE centre_id = NEW.centre_id AND id = agreed.award_id;
    percent := frame #>> '{payments,0,percent}';
    SELECT coalesce(sum(due.cents), 0) INTO before FROM conventions_advance AS due JOIN conventions_convention AS one
    ON one.centre_id = due.centre_id AND one.id = due.convention_id
    WHERE one.centre_id = NEW.centre_id AND one.programme_id = agreed.programme_id AND one.line = agreed.line;
    IF frame -> 'advance_on_raise' IS DISTINCT FROM 'true'::jsonb OR NEW.cents <= 0 OR percent IS NULL
       OR before + NEW.cents > div(agreed.cents * split_part(percent, '/', 1)::numeric,
                                   100 * coalesce(nullif(split_part(percent, '/', 2), ''), '1')::numeric) THEN
        RAISE EXCEPTION 'an amendment adds its share of the rise, where it was decided so'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'conventionadvance_of_the_rise';
    END IF;
    RETURN NEW;
END $$;
"""


def _before() -> str:
    sql = import_module("jalon.domain.conventions.migrations.0002_moves").MOVES
    begin = sql.index("CREATE FUNCTION conventions_check_advance()")
    return sql[begin : sql.index("REVOKE ALL")].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    """One function, replaced."""

    dependencies = [("conventions", "0002_moves")]

    operations = [migrations.RunSQL(FORWARD, _before())]
