"""A report that is signed or sent closes the costs of its grant; one that comes back opens them."""

from django.db import migrations

CLOSES = """
CREATE FUNCTION reports_costs_closed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    -- jalon_owner moves rows of merged centres and is not held.
    IF current_user = 'jalon_app' AND EXISTS (
        SELECT 1 FROM reports_report WHERE centre_id = NEW.centre_id AND grant_id = NEW.grant_id
        AND state NOT IN ('open', 'back')) THEN
        RAISE EXCEPTION 'the report holds its costs as they are'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cost_of_open_report';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION reports_costs_closed() FROM PUBLIC;
CREATE TRIGGER reports_costs_closed BEFORE INSERT OR UPDATE ON spending_cost
    FOR EACH ROW EXECUTE FUNCTION reports_costs_closed();
"""


class Migration(migrations.Migration):
    """One trigger on the table of costs."""

    dependencies = [("reports", "0002_moves"), ("spending", "0002_closed")]

    operations = [migrations.RunSQL(CLOSES, "DROP FUNCTION reports_costs_closed() CASCADE")]
