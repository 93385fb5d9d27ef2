"""The articles of a programme no longer change once a convention is made of them: of no page, and of no query."""

from django.db import migrations

HELD = """
CREATE FUNCTION conventions_articles_held() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM conventions_convention WHERE programme_id = OLD.id) THEN
        RAISE EXCEPTION 'conventions are made of the articles of this programme'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programme_articles_held';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION conventions_articles_held() FROM PUBLIC;
CREATE TRIGGER conventions_articles_held BEFORE UPDATE OF content ON subsidies_programme FOR EACH ROW
    WHEN (OLD.content -> 'articles' IS DISTINCT FROM NEW.content -> 'articles')
    EXECUTE FUNCTION conventions_articles_held();
"""


class Migration(migrations.Migration):
    """One trigger."""

    dependencies = [("conventions", "0004_time_asked"), ("subsidies", "0004_keys_held")]

    operations = [migrations.RunSQL(HELD, "DROP FUNCTION conventions_articles_held() CASCADE")]
