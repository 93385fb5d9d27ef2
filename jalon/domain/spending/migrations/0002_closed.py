"""A cost keeps its grant and its number; what counts is of a line of the grant and lies in its period.

The room that sends reports adds its own trigger to the table: see `jalon/domain/spending/closing.py`.
"""

from django.db import migrations

WRITTEN = """
CREATE FUNCTION spending_cost_written() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    -- jalon_owner moves rows of merged centres and is not held.
    IF current_user <> 'jalon_app' THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' AND ROW(NEW.id, NEW.centre_id, NEW.grant_id, NEW.place, NEW.entered_at, NEW.entered_by_id)
        IS DISTINCT FROM ROW(OLD.id, OLD.centre_id, OLD.grant_id, OLD.place, OLD.entered_at, OLD.entered_by_id) THEN
        RAISE EXCEPTION 'a cost keeps its grant, its number and who entered it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.counts AND NOT EXISTS (
        SELECT 1 FROM grants_grant AS held
        JOIN subsidies_award AS opened ON opened.centre_id = held.centre_id AND opened.id = held.award_id
        JOIN subsidies_award AS line ON line.centre_id = held.centre_id
            AND line.facts ->> 'programme_id' = held.programme_id::text AND line.facts ->> 'line_code' = NEW.line
        WHERE held.centre_id = NEW.centre_id AND held.id = NEW.grant_id
            AND COALESCE(NEW.first, NEW.spent_on) >= (opened.facts ->> 'first')::date
            AND COALESCE(NEW.last, NEW.spent_on) <= (opened.facts ->> 'last')::date) THEN
        RAISE EXCEPTION 'what counts is of a line of the grant and lies in its period'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cost_counts_in_its_period';
    END IF;
    RETURN NEW;
END $$;

REVOKE ALL ON FUNCTION spending_cost_written() FROM PUBLIC;
CREATE TRIGGER spending_cost_written BEFORE INSERT OR UPDATE ON spending_cost
    FOR EACH ROW EXECUTE FUNCTION spending_cost_written();
"""


class Migration(migrations.Migration):
    """One trigger."""

    dependencies = [("spending", "0001_initial")]

    operations = [migrations.RunSQL(WRITTEN, "DROP FUNCTION spending_cost_written() CASCADE")]
