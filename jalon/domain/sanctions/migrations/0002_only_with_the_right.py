"""The database refuses a proposal about anybody who has no right to social integration, or no signed PIIS.

Belt to the service's braces: a proposal cannot exist about a voluntary project, about a person without a status of
social integration, or about a text nobody signed. The function runs with the caller's rights.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION sanctions_only_with_the_right() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM piis_piis AS project
                   WHERE project.centre_id = NEW.centre_id AND project.id = NEW.piis_id
                     AND project.person_id = NEW.person_id AND NOT project.is_voluntary
                     AND project.concluded_on IS NOT NULL)
       OR NOT EXISTS (SELECT 1 FROM people_status AS status
                      WHERE status.centre_id = NEW.centre_id AND status.person_id = NEW.person_id
                        AND status.kind = 'dis' AND status.since <= NEW.opened_on
                        AND COALESCE(status.until, 'infinity') >= NEW.opened_on)
    THEN
        RAISE EXCEPTION 'no sanction of a person without the right to social integration and a signed PIIS'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION sanctions_only_with_the_right() FROM PUBLIC;
CREATE TRIGGER sanctions_only_with_the_right BEFORE INSERT OR UPDATE OF piis_id, person_id, opened_on
ON sanctions_proposal FOR EACH ROW EXECUTE FUNCTION sanctions_only_with_the_right();
"""

BACKWARD = """
DROP TRIGGER sanctions_only_with_the_right ON sanctions_proposal;
DROP FUNCTION sanctions_only_with_the_right();
"""


class Migration(migrations.Migration):
    """One guard."""

    dependencies = [("sanctions", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
