"""The forms of a programme no longer change once a convention or a report rests on them: of no page, and of no query."""

from django.db import migrations

HELD = """
CREATE FUNCTION grants_forms_held() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM conventions_convention WHERE programme_id = OLD.id)
        OR EXISTS (SELECT 1 FROM grants_grant WHERE programme_id = OLD.id) THEN
        RAISE EXCEPTION 'conventions or reports rest on the forms of this programme'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programme_forms_held';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION grants_forms_held() FROM PUBLIC;
CREATE TRIGGER grants_forms_held BEFORE UPDATE OF content ON subsidies_programme FOR EACH ROW
    WHEN (OLD.content -> 'forms' IS DISTINCT FROM NEW.content -> 'forms') EXECUTE FUNCTION grants_forms_held();
"""


class Migration(migrations.Migration):
    """One trigger."""

    dependencies = [
        ("grants", "0003_part_of_a_cluster"),
        ("conventions", "0003_raised"),
        ("subsidies", "0003_chained"),
    ]

    operations = [migrations.RunSQL(HELD, "DROP FUNCTION grants_forms_held() CASCADE")]
