"""Who left and came back under another membership is still the human who held the card: they confirm no code."""

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION space_four_eyes() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM space_signingway AS way
        JOIN space_personaccess AS access ON access.centre_id = way.centre_id AND access.id = way.access_id
        JOIN people_person AS person ON person.centre_id = way.centre_id AND person.id = way.person_id
        JOIN accounts_membership AS met ON met.centre_id = way.centre_id AND met.id = NEW.by_id
        JOIN accounts_membership AS held ON held.centre_id = way.centre_id
                                        AND (held.id = met.id OR held.user_id = met.user_id)
        WHERE way.centre_id = NEW.centre_id AND way.id = NEW.way_id
        AND (held.id IN (access.made_by_id, person.responsible_id)
             OR EXISTS (SELECT 1 FROM people_assignment AS followed
                        WHERE followed.centre_id = way.centre_id AND followed.person_id = way.person_id
                        AND followed.member_id = held.id
                        AND COALESCE(followed.until, 'infinity')
                            >= (access.made_at AT TIME ZONE 'Europe/Brussels')::date))
    ) THEN
        RAISE EXCEPTION 'who made the card or follows the file confirms no code'
            USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'way_four_eyes';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    """One function, said again."""

    dependencies = [("space", "0008_whoever_followed"), ("accounts", "0002_own_memberships")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
