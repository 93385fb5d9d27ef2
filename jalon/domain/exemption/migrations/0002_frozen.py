"""A kept result is frozen: the database refuses every change and every removal.

Only the move of a whole file to another centre (`centre_id` alone differs) goes through, for mergers of centres.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION exemption_monthresult_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'centre_id' = to_jsonb(OLD) - 'centre_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a kept result is frozen' USING ERRCODE = 'insufficient_privilege';
END $$;

REVOKE ALL ON FUNCTION exemption_monthresult_frozen() FROM PUBLIC;

CREATE TRIGGER exemption_frozen BEFORE UPDATE OR DELETE ON exemption_monthresult
FOR EACH ROW EXECUTE FUNCTION exemption_monthresult_frozen();
"""

BACKWARD = """
DROP TRIGGER exemption_frozen ON exemption_monthresult;
DROP FUNCTION exemption_monthresult_frozen();
"""


class Migration(migrations.Migration):
    """Function and trigger."""

    dependencies = [("exemption", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
