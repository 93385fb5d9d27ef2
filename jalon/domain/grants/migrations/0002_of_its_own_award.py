"""The administration reads which grants are open; a grant is opened from an amount of its own programme, above zero."""

from django.db import migrations

OPENED = """
CREATE FUNCTION grants_opened() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF current_user = 'jalon_app' AND NOT EXISTS (
        SELECT 1 FROM subsidies_award WHERE centre_id = NEW.centre_id AND id = NEW.award_id AND cents > 0
        AND facts ->> 'programme_id' = NEW.programme_id::text) THEN
        RAISE EXCEPTION 'a grant is opened from an amount of its programme'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_of_its_own_award';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION grants_opened() FROM PUBLIC;
CREATE TRIGGER grants_opened BEFORE INSERT ON grants_grant FOR EACH ROW EXECUTE FUNCTION grants_opened();
"""


class Migration(migrations.Migration):
    """One policy, one trigger."""

    dependencies = [("grants", "0001_initial")]

    operations = [
        migrations.RunSQL(OPENED, "DROP FUNCTION grants_opened() CASCADE"),
        migrations.RunSQL(
            "CREATE POLICY federal_reads ON grants_grant TO jalon_federal USING (true) WITH CHECK (false)",
            "DROP POLICY federal_reads ON grants_grant",
        ),
    ]
