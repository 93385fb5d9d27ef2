"""A centre of a cluster opens the grant of its promoter's programme too: without an amount, to tell its numbers."""

from django.db import migrations

OPENED = """
CREATE OR REPLACE FUNCTION grants_opened() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF current_user = 'jalon_app' AND NOT EXISTS (
        SELECT 1 FROM subsidies_award WHERE centre_id = NEW.centre_id AND id = NEW.award_id
        AND facts ->> 'programme_id' = NEW.programme_id::text AND (cents > 0{part})) THEN
        RAISE EXCEPTION 'a grant is opened from an amount of its programme'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_of_its_own_award';
    END IF;
    RETURN NEW;
END $$;
"""
NOW, BEFORE = OPENED.replace("{part}", " OR facts ->> 'part_of' IS NOT NULL"), OPENED.replace("{part}", "")


class Migration(migrations.Migration):
    """One function."""

    dependencies = [("grants", "0002_of_its_own_award")]

    operations = [migrations.RunSQL(NOW, BEFORE)]
