"""A kept scenario is frozen: the database refuses every change and every removal.

Only the move of all that a centre has to another (`centre_id` alone differs) goes through, for mergers of centres.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION lab_scenario_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'centre_id' = to_jsonb(OLD) - 'centre_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a kept scenario is frozen' USING ERRCODE = 'insufficient_privilege';
END $$;

REVOKE ALL ON FUNCTION lab_scenario_frozen() FROM PUBLIC;

CREATE TRIGGER lab_frozen BEFORE UPDATE OR DELETE ON lab_scenario
FOR EACH ROW EXECUTE FUNCTION lab_scenario_frozen();
"""

BACKWARD = """
DROP TRIGGER lab_frozen ON lab_scenario;
DROP FUNCTION lab_scenario_frozen();
"""


class Migration(migrations.Migration):
    """Function and trigger."""

    dependencies = [("lab", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
