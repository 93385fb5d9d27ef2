"""A finished bilan is frozen: the database refuses every change of it and of its entries.

Only the move of a whole file to another centre (`centre_id` alone differs) goes through, for mergers of centres.
The entry's trigger locks its bilan, so that nothing slips in while another transaction finishes it.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION instruments_bilan_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF OLD.state = 'finished' THEN
        IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'centre_id' = to_jsonb(OLD) - 'centre_id' THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a finished bilan is frozen' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION instruments_entry_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE entry instruments_bilanentry; bilan_state text;
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'centre_id' = to_jsonb(OLD) - 'centre_id' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.bilan_id <> OLD.bilan_id THEN
        RAISE EXCEPTION 'an entry stays in its bilan' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'DELETE' THEN entry := OLD; ELSE entry := NEW; END IF;
    SELECT state INTO bilan_state FROM instruments_bilan
    WHERE centre_id = entry.centre_id AND id = entry.bilan_id FOR SHARE;
    IF bilan_state = 'finished' THEN
        RAISE EXCEPTION 'a finished bilan is frozen' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN entry;
END $$;

REVOKE ALL ON FUNCTION instruments_bilan_frozen(), instruments_entry_frozen() FROM PUBLIC;

CREATE TRIGGER instruments_frozen BEFORE UPDATE OR DELETE ON instruments_bilan
FOR EACH ROW EXECUTE FUNCTION instruments_bilan_frozen();
CREATE TRIGGER instruments_frozen BEFORE INSERT OR UPDATE OR DELETE ON instruments_bilanentry
FOR EACH ROW EXECUTE FUNCTION instruments_entry_frozen();
"""

BACKWARD = """
DROP TRIGGER instruments_frozen ON instruments_bilanentry;
DROP TRIGGER instruments_frozen ON instruments_bilan;
DROP FUNCTION instruments_entry_frozen();
DROP FUNCTION instruments_bilan_frozen();
"""


class Migration(migrations.Migration):
    """Functions and triggers."""

    dependencies = [("instruments", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
